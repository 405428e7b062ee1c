"""Parties over the API."""

import pytest

from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


def test_a_party_is_added_with_its_aliases(by_reporter):
    added = by_reporter.post(
        "parties/", {"name": "The army", "kind": "state_forces", "country": "ML", "aliases": ["FAMa", "Malian army"]}
    )

    assert added.status_code == 201
    shown = by_reporter.get(f"parties/{added.json()['id']}/").json()
    assert shown == added.json()
    assert sorted(shown["aliases"]) == ["FAMa", "Malian army"]
    assert shown["merged_into"] is None


def test_a_party_is_revised_on_its_version(by_reporter, army):
    answer = by_reporter.patch(f"parties/{army.pk}/", {"version": 1, "aliases": ["The forces"], "country": "BF"})

    assert answer.status_code == 200
    assert (answer.json()["aliases"], answer.json()["country"], answer.json()["version"]) == (["The forces"], "BF", 2)


@pytest.mark.parametrize(
    ("body", "status", "field", "code"),
    [
        ({"name": "X"}, 400, "kind", "required"),
        ({"name": "X", "kind": "gang"}, 400, "kind", "unknown_choice"),
        ({"name": "", "kind": "ngo"}, 422, "name", "required"),
        ({"name": "X", "kind": "ngo", "country": "XX"}, 422, "country", "unknown_country"),
        ({"name": "X", "kind": "ngo", "aliases": ["ok", 7]}, 400, "aliases.1", "wrong_type"),
        ({"name": "X", "kind": "ngo", "aliases": "ok"}, 400, "aliases", "not_a_list"),
        ({"name": "X", "kind": "ngo", "merged_into": 1}, 400, "merged_into", "unknown_field"),
    ],
)
def test_bad_input_is_refused_and_leaves_no_trace(by_reporter, snapshot, body, status, field, code):
    before = snapshot()

    assert refusal(by_reporter.post("parties/", body), status)[1] == {field: code}

    assert snapshot() == before


def test_parties_are_merged_and_listed_once(by_editor, army, coalition):
    answer = by_editor.post(f"parties/{coalition.pk}/merge/", {"into": army.pk, "reason": "The same people."})

    assert answer.status_code == 200
    assert answer.json()["id"] == army.pk
    assert by_editor.get(f"parties/{coalition.pk}/").json()["merged_into"] == army.pk
    assert [row["id"] for row in by_editor.get("parties/").json()["results"]] == [army.pk]
    assert [row["id"] for row in by_editor.get("parties/?merged=true").json()["results"]] == [coalition.pk]


def test_a_reporter_does_not_merge(by_reporter, army, coalition, snapshot):
    before = snapshot()

    answer = by_reporter.post(f"parties/{coalition.pk}/merge/", {"into": army.pk, "reason": "The same people."})

    assert refusal(answer, 403)[0] == "not_permitted"
    assert snapshot() == before


def test_a_relation_is_said_with_its_source_and_read_from_both_ends(by_reporter, army, coalition, source):
    told = {"kind": "allied_with", "other": coalition.pk, "since": "2024-01-01", "source": source.pk}

    said = by_reporter.post(f"parties/{army.pk}/relations/", told)

    assert said.status_code == 201
    assert said.json()["source"] == {"id": source.pk, "title": source.title}
    for key in (army.pk, coalition.pk):
        assert by_reporter.get(f"parties/{key}/relations/").json()["results"] == [said.json()]


def test_a_relation_is_seen_only_with_the_source_that_says_so(by_editor, by_viewer, army, coalition, source, a_claim):
    by_editor.post(f"incidents/{a_claim.incident_id}/restrict/")
    one = by_editor.post("parties/", {"name": "A firm", "kind": "company"}).json()["id"]
    other = by_editor.post("parties/", {"name": "Its owner", "kind": "company"}).json()["id"]

    by_editor.post(f"parties/{one}/relations/", {"kind": "part_of", "other": other, "source": source.pk})

    assert by_editor.get(f"parties/{one}/relations/").json()["results"][0]["source"]["id"] == source.pk
    assert by_viewer.get(f"parties/{one}/relations/").json()["results"] == []


def test_contact_points_are_added_and_listed(by_reporter, army):
    added = by_reporter.post(
        f"parties/{army.pk}/contact-points/", {"channel": "email", "address": "press@army.example", "label": "Press"}
    )

    assert added.status_code == 201
    assert by_reporter.get(f"parties/{army.pk}/contact-points/").json()["results"] == [added.json()]


def test_the_list_searches_names_and_aliases(by_reporter, army, coalition):
    by_reporter.patch(f"parties/{army.pk}/", {"version": 1, "aliases": ["FAMa"]})

    def found(query: str) -> list[int]:
        return [row["id"] for row in by_reporter.get(f"parties/?{query}").json()["results"]]

    assert found("q=fama") == [army.pk]
    assert found("kind=rebel_coalition") == [coalition.pk]
    assert found("q=fama&kind=rebel_coalition") == []
