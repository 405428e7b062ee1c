"""Utterances over the API: with their carriage and any number of claims in one go."""

import pytest

from claims.models import Utterance
from tests.api.conftest import refusal
from tests.api.world import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(coalition, incident, question, army, source):
    return said(coalition.pk, incident.pk, question.pk, army.pk, source.pk)


def test_an_utterance_is_recorded_with_everything_in_one_go(by_reporter, body, army, coalition, source):
    body["claims"] += [{"incident": body["claims"][0]["incident"], "text": "They used a drone", "kind": "fact"}]

    recorded = by_reporter.post("utterances/", body)

    assert recorded.status_code == 201
    shown = recorded.json()
    assert by_reporter.get(f"utterances/{shown['id']}/expanded/").json() == shown
    assert shown["claimants"] == [{"id": coalition.pk, "name": coalition.name}]
    assert [claim["text"] for claim in shown["claims"]] == ["The army killed at least 21 people", "They used a drone"]
    assert [hop["verb"] for hop in shown["carriages"][0]["hops"]] == ["reports", "said"]
    claim = by_reporter.get(f"claims/{shown['claims'][0]['id']}/expanded/").json()
    assert [figure["minimum"] for figure in claim["figures"]] == [21, 11]
    assert [row["accused"]["id"] for row in claim["allegations"]] == [army.pk, army.pk]
    assert (claim["attested_by"], claim["supported_by"], claim["status"]) == (1, 0, "not_assessed")


@pytest.mark.parametrize(
    ("path", "value", "status", "field", "code"),
    [
        (("claims", 0, "figures", 1, "minimum"), 12, 422, "claims.0.figures.1.minimum", "figure_bounds_reversed"),
        (("claims", 0, "figures", 0, "minimum"), -1, 422, "claims.0.figures.0.minimum", "figure_out_of_range"),
        (("claims", 0, "figures", 0, "minimum"), 10**30, 422, "claims.0.figures.0.minimum", "figure_out_of_range"),
        (("claims", 0, "figures", 0, "minimum"), True, 400, "claims.0.figures.0.minimum", "wrong_type"),
        (("claims", 0, "figures", 0, "minimum"), 2.5, 400, "claims.0.figures.0.minimum", "wrong_type"),
        (("claims", 0, "figures", 0, "population_label"), "x\x00", 422, "claims.0.figures.0.population_label", None),
        (("claims", 0, "figures", 0, "id"), 1, 400, "claims.0.figures.0.id", "unknown_field"),
        (("claims", 0, "status"), "established", 400, "claims.0.status", "unknown_field"),
        (("claims", 0, "allegations", 0, "accused"), 999999, 400, "claims.0.allegations.0.accused", None),
        (("claims", 0, "allegations", 0, "role"), "did it", 400, "claims.0.allegations.0.role", "unknown_choice"),
        (("claims", 0, "text"), "", 422, "claims.0.text", "required"),
        (("claims",), {}, 400, "claims", "not_a_list"),
        (("claims",), [7], 400, "claims.0", "invalid"),
        (("claims",), [], 422, "claims", None),
        (("carriage", "hops", 1, "said_on"), "2024-08-25", 400, "carriage.hops.1.said_precision", "required"),
        (("carriage", "source"), None, 400, "carriage.source", "null"),
        (("claimants",), [None], 400, "claimants.0", "null"),
        (("terms",), "on_background", 422, "background_as", None),
        (("embargo_until",), "9999-12-31T23:59:59-12:00", 400, "embargo_until", "bad_instant"),
    ],
)
def test_what_is_wrong_deep_inside_is_named_by_its_path(by_reporter, body, snapshot, path, value, status, field, code):
    inner = body
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    before = snapshot()

    fields = refusal(by_reporter.post("utterances/", body), status)[1]

    assert list(fields) == [field]
    assert code in (None, fields[field])
    assert snapshot() == before


def test_a_question_of_another_incident_is_refused(by_reporter, body, snapshot):
    body["claims"][0]["incident"] = by_reporter.post("incidents/", {"title": "Another"}).json()["id"]
    before = snapshot()

    fields = refusal(by_reporter.post("utterances/", body), 422)[1]

    assert fields == {"claims.0.question": "question_of_other_incident"}
    assert snapshot() == before


def test_an_utterance_without_claimants_is_unattributed(by_reporter, body):
    shown = by_reporter.post("utterances/", body | {"claimants": []}).json()

    assert shown["claimants"] == []
    assert [row["id"] for row in by_reporter.get("claims/?unattributed=true").json()["results"]] == [
        shown["claims"][0]["id"]
    ]


def test_who_said_it_must_be_stated_even_if_nobody(by_reporter, body):
    del body["claimants"]

    assert refusal(by_reporter.post("utterances/", body), 400)[1] == {"claimants": "required"}


def test_an_utterance_is_revised(by_reporter, an_utterance):
    body = {"version": 1, "said_on": "2024-08-25", "said_precision": "day", "language": "fr"}

    answer = by_reporter.patch(f"utterances/{an_utterance.pk}/", body)

    assert answer.status_code == 200
    assert (answer.json()["said_on"], answer.json()["said_at"]) == ("2024-08-25", None)
    assert answer.json()["version"] == 2


def test_a_further_carriage_is_added(by_reporter, an_utterance):
    source = by_reporter.post("sources/", {"title": "A broadcast", "kind": "broadcast"}).json()["id"]

    added = by_reporter.post(f"utterances/{an_utterance.pk}/carriages/", {"source": source, "passage": "21 killed"})

    assert added.status_code == 201
    listed = by_reporter.get(f"utterances/{an_utterance.pk}/carriages/").json()["results"]
    assert listed[0] == added.json()
    assert len(listed) == 2


def test_further_claims_hang_on_the_utterance(by_reporter, an_utterance, incident):
    claims = [{"incident": incident.pk, "text": "A pharmacy was hit"}, {"incident": incident.pk, "text": "It was dark"}]

    added = by_reporter.post(f"utterances/{an_utterance.pk}/claims/", {"claims": claims})

    assert added.status_code == 201
    assert [claim["text"] for claim in added.json()["claims"]] == ["A pharmacy was hit", "It was dark"]
    assert len(by_reporter.get(f"utterances/{an_utterance.pk}/claims/").json()["results"]) == 3


def test_the_list_filters(by_reporter, an_utterance, coalition, army, incident, source):
    other = by_reporter.post("incidents/", {"title": "Another"}).json()["id"]

    def found(query: str) -> int:
        return len(by_reporter.get(f"utterances/?{query}").json()["results"])

    assert found("") == found("q=AT+LEAST") == found("terms=on_the_record") == 1
    assert found(f"claimant={coalition.pk}&incident={incident.pk}&source={source.pk}") == 1
    assert found(f"claimant={army.pk}") == found(f"incident={other}") == found("terms=off_the_record") == 0


def test_claims_in_incidents_that_the_reader_cannot_see_are_left_out(by_editor, by_viewer, an_utterance):
    hidden = by_editor.post("incidents/", {"title": "Hidden"}).json()["id"]
    by_editor.post(f"incidents/{hidden}/restrict/")
    by_editor.post(
        f"utterances/{an_utterance.pk}/claims/", {"claims": [{"incident": hidden, "text": "Something hidden"}]}
    )

    assert len(by_editor.get(f"utterances/{an_utterance.pk}/expanded/").json()["claims"]) == 2
    assert len(by_viewer.get(f"utterances/{an_utterance.pk}/expanded/").json()["claims"]) == 1
    assert Utterance.objects.count() == 1
