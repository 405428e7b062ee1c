"""One search over all kinds, and its pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.drafts import ClaimDraft
from claims.actions.parties import add_party
from claims.actions.utterances import record_utterance
from claims.vocabulary import PartyKind
from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(incident, coalition, reporter, now):
    def say(number):
        drafts = [ClaimDraft(incident=incident, text=f"Drones were seen above Anefif {each}") for each in range(number)]
        return record_utterance(
            claimants=[coalition],
            claims=drafts,
            words="«Les drones» d’Anéfif",
            language="fr",
            by=reporter,
            at=now,
        )

    return say


def text_of(highlight):
    return "".join(piece["text"] for piece in highlight["pieces"])


def matches(highlight):
    return [piece["text"] for piece in highlight["pieces"] if piece["match"]]


def test_a_result_says_what_it_is_where_it_is_and_where_the_words_stand(said, incident, by_reporter):
    said(1)
    (found,) = by_reporter.get("search/?q=drone anefif").json()["results"]
    assert (found["kind"], found["reference"]) == ("claim", incident.reference)
    assert found["name"] == "Drones were seen above Anefif 0"
    assert by_reporter.get(found["url"].split("/api/v1/")[1]).json()["id"] == found["id"]
    assert 0 < found["rank"] <= 1
    assert [each["field"] for each in found["highlights"]] == ["text", "words"]
    assert [matches(each) for each in found["highlights"]] == [["Drones", "Anefif"], ["drones", "Anéfif"]]
    assert text_of(found["highlights"][1]) == "«Les drones» d’Anéfif"


def test_a_name_in_another_spelling_is_marked_as_it_stands(reporter, now, by_reporter):
    add_party(name="Council of Tinzaouaten", kind=PartyKind.NGO, by=reporter, at=now)
    (found,) = by_reporter.get("search/?q=Tinzawatène").json()["results"]
    assert [matches(each) for each in found["highlights"]] == [["Tinzaouaten"]]


def test_pages_follow_one_another_and_kinds_are_told_apart(said, coalition, by_reporter):
    said(5)
    whole = [found["id"] for found in by_reporter.get("search/?q=anefif&kind=claim").json()["results"]]
    page = by_reporter.get("search/?q=anefif&kind=claim&limit=2").json()
    ids = [found["id"] for found in page["results"]]
    while page["next"]:
        page = by_reporter.get(page["next"].split("/api/v1/")[1]).json()
        ids += [found["id"] for found in page["results"]]
    assert ids == whole
    assert len(whole) == 5
    assert by_reporter.get("search/?q=anefif&kind=party").json() == {"next": None, "results": []}


@pytest.mark.parametrize("asked", ["", "?q=", "?q=!!!", "?q=🙂", "?q=-drones"])
def test_where_there_is_nothing_to_search_for_nothing_is_found(asked, said, by_reporter):
    said(1)
    assert by_reporter.get(f"search/{asked}").json() == {"next": None, "results": []}


@pytest.mark.parametrize(
    ("asked", "field", "code"),
    [
        (f"q={'x' * 5000}", "q", "too_long"),
        ("kind=claims", "kind", "unknown_choice"),
        ("cursor=x", "cursor", "wrong_place"),
        ("cursor=9999999.claim.1", "cursor", "wrong_place"),
        ("cursor=1.nothing.1", "cursor", "wrong_place"),
        ("limit=0", "limit", "min_value"),
        ("as_of=2026-01-01", "as_of", "unknown_field"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_words(asked, field, code, by_reporter):
    assert refusal(by_reporter.get(f"search/?{asked}"), 400)[1] == {field: code}


def test_more_results_take_no_more_queries(said, by_reporter):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert by_reporter.get("search/?q=anefif").status_code == 200
        return len(captured)

    said(1)
    few = queries()
    said(6)
    assert queries() == few
    # Three for who asks; the search and that for other spellings; rows, the words that claims rest on, what is marked.
    assert few == 8
