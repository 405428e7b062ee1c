"""Many claims in one request."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Change, Claim, ClaimUtterance, KeptAnswer, Utterance
from claims.vocabulary import Verb
from tests.api.conftest import Caller, refusal

pytestmark = pytest.mark.django_db


def row(utterance, incident, number: int = 0, **more) -> dict:
    return {"utterance": utterance.pk, "incident": incident.pk, "text": f"Claim {number}"} | more


@pytest.fixture
def other(coalition, incident, by_reporter) -> Utterance:
    said = {"claimants": [coalition.pk], "claims": [{"incident": incident.pk, "text": "Something else"}]}
    return Utterance.objects.get(pk=by_reporter.post("utterances/", said).json()["id"])


def whole(utterance, incident, army, question, number: int) -> dict:
    """A row with everything in it."""
    figure = {"metric": "killed", "qualifier": "at_least", "minimum": number, "side": army.pk}
    allegation = {"accused": army.pk, "role": "carried_out"}
    parts = {"question": question.pk, "figures": [figure], "allegations": [allegation]}
    return row(utterance, incident, number, **parts)


def test_rows_of_several_utterances_are_recorded_in_their_order(
    by_reporter, an_utterance, other, incident, army, question
):
    rows = [whole(each, incident, army, question, place) for place, each in enumerate([other, an_utterance, other])]

    answer = by_reporter.post("claims/bulk/", {"rows": rows})

    assert answer.status_code == 201, answer.content
    results = answer.json()["results"]
    assert [(each["row"], each["status"], each["problem"]) for each in results] == [
        (place, 201, None) for place in range(3)
    ]
    claims = [Claim.objects.get(pk=each["id"]) for each in results]
    assert [claim.text for claim in claims] == ["Claim 0", "Claim 1", "Claim 2"]
    assert [claim.links.get().utterance for claim in claims] == [other, an_utterance, other]
    assert [claim.figures.get().minimum for claim in claims] == [0, 1, 2]
    recorded = Change.objects.filter(verb=Verb.CLAIM_RECORDED, subject_type="claim")
    assert set(recorded.values_list("subject_id", flat=True)) >= {claim.pk for claim in claims}
    shown = by_reporter.get(f"claims/{claims[1].pk}/expanded/").json()
    assert shown["utterances"] == [an_utterance.pk]


def test_all_or_nothing_names_every_malformed_row_and_the_first_that_breaks_a_rule(
    by_reporter, an_utterance, incident, snapshot
):
    before = snapshot()
    good, hedged = row(an_utterance, incident), row(an_utterance, incident, certainty="possible")
    malformed = [good, {"text": 1}, "x", row(an_utterance, incident) | {"figures": [{"metric": "k"}]}, good]

    fields = refusal(by_reporter.post("claims/bulk/", {"rows": malformed}), 400)[1]

    assert fields["rows.1.text"] == "wrong_type"
    assert fields["rows.1.utterance"] == "required"
    assert fields["rows.2"] == "invalid"
    assert fields["rows.3.figures.0.metric"] == "unknown_choice"
    assert not any(name.startswith(("rows.0", "rows.4")) for name in fields)
    answer = by_reporter.post("claims/bulk/", {"rows": [good, good, hedged, hedged], "atomic": True})
    assert refusal(answer, 422) == ("hedge_missing", {"rows.2.hedge": "hedge_missing"})
    assert snapshot() == before


def test_each_row_by_itself_tells_what_came_of_it(by_reporter, an_utterance, incident):
    good, hedged = row(an_utterance, incident, 1), row(an_utterance, incident, certainty="possible")
    unknown = row(an_utterance, incident) | {"incident": 999999}

    answer = by_reporter.post("claims/bulk/", {"atomic": False, "rows": [hedged, good, {}, unknown, good]})

    assert answer.status_code == 207
    results = answer.json()["results"]
    assert [each["status"] for each in results] == [422, 201, 400, 400, 201]
    assert [each["row"] for each in results] == [0, 1, 2, 3, 4]
    problem = results[0]["problem"]
    assert (problem["code"], problem["errors"][0]["field"]) == ("hedge_missing", "rows.0.hedge")
    assert {error["field"] for error in results[2]["problem"]["errors"]} == {
        *("rows.2.utterance", "rows.2.incident", "rows.2.text")
    }
    assert results[3]["problem"]["errors"][0]["field"] == "rows.3.incident"
    assert Claim.objects.filter(pk__in=[results[1]["id"], results[4]["id"]], text="Claim 1").count() == 2
    assert ClaimUtterance.objects.filter(utterance=an_utterance).count() == 3


def test_nothing_right_in_it_is_an_answer_as_well(by_reporter, snapshot):
    before = snapshot()
    answer = by_reporter.post("claims/bulk/", {"atomic": False, "rows": [{}]})
    assert (answer.status_code, answer.json()["results"][0]["id"]) == (207, None)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"rows": []}, "empty"),
        ({"rows": {}}, "wrong_type"),
        ({"rows": [{}] * 501}, "too_many_rows"),
    ],
)
def test_there_are_one_to_five_hundred(by_reporter, body, code):
    assert refusal(by_reporter.post("claims/bulk/", body), 400)[1] == {"rows": code}


def test_five_hundred_take_as_many_statements_as_one(by_reporter, an_utterance, other, incident, army, question):
    def statements(count: int) -> int:
        spoken = [an_utterance, other]
        rows = [whole(spoken[place % 2], incident, army, question, place) for place in range(count)]
        with CaptureQueriesContext(connection) as captured:
            answer = by_reporter.post("claims/bulk/", {"rows": rows})
        assert answer.status_code == 201
        assert len(answer.json()["results"]) == count
        return len(captured.captured_queries)

    assert statements(1) == statements(500) <= 30


def test_asked_again_under_one_key_it_is_not_done_again(by_reporter, an_utterance, incident):
    body = {"atomic": False, "rows": [row(an_utterance, incident), {}]}
    key = {"headers": {"Idempotency-Key": "import-1"}}
    first, second = (by_reporter.post("claims/bulk/", body, **key) for _time in range(2))

    assert (first.status_code, second.status_code) == (207, 207)
    assert (first.content, second["Idempotent-Replayed"]) == (second.content, "true")
    assert json.loads(bytes(KeptAnswer.objects.get().body)) == first.json()
    assert Claim.objects.filter(text="Claim 0").count() == 1


def test_a_token_records_under_terms_it_may_not_read_and_learns_ids_alone(by_token, by_reporter, coalition, incident):
    claim = {"incident": incident.pk, "text": "It was so"}
    said = {"claimants": [coalition.pk], "words": "W", "terms": "off_the_record", "claims": [claim]}
    hidden = by_token.post("utterances/", said).json()["id"]
    rows = [{"utterance": hidden, "incident": incident.pk, "text": "More"}]
    assert refusal(by_token.post("claims/bulk/", {"rows": rows}), 400)[1] == {"rows.0.utterance": "unknown_reference"}
    assert by_reporter.post("claims/bulk/", {"rows": rows}).status_code == 201


def test_another_newsrooms_rows_are_not_there(by_stranger: Caller, an_utterance, incident):
    fields = refusal(by_stranger.post("claims/bulk/", {"rows": [row(an_utterance, incident)]}), 400)[1]
    assert fields == {"rows.0.utterance": "unknown_reference", "rows.0.incident": "unknown_reference"}
