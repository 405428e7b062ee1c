"""Sources over the API."""

import pytest

from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


def test_a_source_is_added_with_what_is_known_and_what_is_inferred(by_reporter, coalition):
    body = {
        "title": "Strikes hit a border town",
        "kind": "article",
        "outlet": coalition.pk,
        "url": "https://news.example/strikes",
        "language": "fr",
        "published_at": "2024-08-26T08:30:00+02:00",
        "published_precision": "instant",
        "reliability": "B",
        "inferred": {"published_at": "The first comment below it."},
    }

    added = by_reporter.post("sources/", body)

    assert added.status_code == 201
    shown = added.json()
    assert shown["outlet"] == {"id": coalition.pk, "name": coalition.name}
    assert (shown["published_on"], shown["published_at"]) == ("2024-08-26", "2024-08-26T06:30:00Z")
    assert by_reporter.get(f"sources/{shown['id']}/expanded/").json() == shown


@pytest.mark.parametrize(
    ("body", "status", "field", "code"),
    [
        ({"url": "javascript:alert(1)"}, 422, "url", "bad_address"),
        ({"url": "https://[oops"}, 422, "url", "bad_address"),
        ({"language": "klingon"}, 422, "language", "unknown_language"),
        ({"reliability": "Z"}, 400, "reliability", "unknown_choice"),
        ({"outlet": 999999}, 400, "outlet", "unknown_reference"),
        ({"outlet": "1"}, 400, "outlet", "wrong_type"),
        ({"outlet": True}, 400, "outlet", "wrong_type"),
        ({"outlet": {"name": "New"}}, 400, "outlet", "wrong_type"),
        ({"published_on": "2222-01-01", "published_precision": "day"}, 422, "published_on", "date_in_future"),
        ({"published_on": "2024-01-01", "published_precision": "unknown"}, 422, "published_precision", None),
        ({"inferred": {"secret": "x"}}, 422, "inferred", "unknown_field"),
        ({"inferred": {"title": 7}}, 400, "inferred.title", "wrong_type"),
        ({"title": "x" * 301}, 422, "title", "too_long"),
        ({"title": "left\u202eright"}, 422, "title", "reordering_character"),
        ({"title": "nul\x00"}, 422, "title", "control_character"),
        ({"title": "lone \ud800"}, 422, "title", "control_character"),
    ],
)
def test_bad_input_is_refused_and_leaves_no_trace(by_reporter, snapshot, body, status, field, code):
    before = snapshot()

    fields = refusal(by_reporter.post("sources/", {"title": "T", "kind": "article"} | body), status)[1]

    assert set(fields) == {field}
    assert code in (None, fields[field])
    assert snapshot() == before


def test_another_newsrooms_party_is_no_outlet(by_reporter, by_stranger, snapshot):
    theirs = by_stranger.post("parties/", {"name": "Their outlet", "kind": "media"}).json()["id"]
    before = snapshot()

    answer = by_reporter.post("sources/", {"title": "T", "kind": "article", "outlet": theirs})

    assert refusal(answer, 400)[1] == {"outlet": "unknown_reference"}
    assert snapshot() == before


def test_an_outlet_that_the_reader_cannot_see_is_left_out(by_editor, by_viewer, a_claim, coalition):
    key = by_editor.post("sources/", {"title": "Elsewhere", "kind": "post", "outlet": coalition.pk}).json()["id"]
    by_editor.post(f"incidents/{a_claim.incident_id}/restrict/")

    assert by_editor.get(f"sources/{key}/expanded/").json()["outlet"]["id"] == coalition.pk
    assert by_viewer.get(f"sources/{key}/expanded/").json()["outlet"] is None


def test_a_derivation_is_said_and_a_circle_is_refused(by_reporter, source, snapshot):
    origin = by_reporter.post("sources/", {"title": "Agency copy", "kind": "article"}).json()["id"]

    said = by_reporter.post(f"sources/{source.pk}/derivations/", {"origin": origin, "basis": "It says so."})

    assert said.status_code == 201
    for key in (source.pk, origin):
        assert by_reporter.get(f"sources/{key}/derivations/").json()["results"] == [said.json()]
    before = snapshot()
    assert refusal(by_reporter.post(f"sources/{origin}/derivations/", {"origin": source.pk}), 422)[1]
    assert snapshot() == before


def test_a_source_is_revised(by_reporter, source):
    answer = by_reporter.patch(f"sources/{source.pk}/", {"version": 1, "reliability": "C", "note": "Often right."})

    assert (answer.status_code, answer.json()["reliability"], answer.json()["version"]) == (200, "C", 2)


def test_the_list_searches_and_filters(by_reporter, source, coalition):
    other = by_reporter.post(
        "sources/", {"title": "A video", "kind": "video", "outlet": coalition.pk, "reliability": "A"}
    ).json()["id"]

    def found(query: str) -> list[int]:
        return [row["id"] for row in by_reporter.get(f"sources/?{query}").json()["results"]]

    assert found("") == [other, source.pk]
    assert found("q=coalition") == [other]
    assert found(f"kind=video&outlet={coalition.pk}&reliability=A") == [other]
    assert found("kind=article") == [source.pk]
