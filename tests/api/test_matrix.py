"""The matrix, the ranges and the answers owed over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import refusal
from tests.api.world import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(by_reporter, incident, army, source) -> dict:
    return made(
        by_reporter,
        "reported-silences/",
        {
            "incident": incident.pk,
            "party": army.pk,
            "source": source.pk,
            "kind": "yet_to_comment",
            "wording": "has yet to comment",
            "reported_on": "2024-08-26",
            "reported_precision": "day",
        },
    )


def test_the_matrix_says_who_says_what_and_who_has_yet_to_answer(
    by_viewer, a_claim, incident, question, army, coalition, source, silent
):
    matrix = by_viewer.get(f"incidents/{incident.pk}/matrix/").json()

    assert set(matrix) == {"incident", "questions", "parties", "cells"}
    assert matrix["incident"] == {"id": incident.pk, "reference": incident.reference, "title": incident.title}
    assert matrix["questions"] == [{"id": question.pk, "kind": "count", "text": question.text}]
    assert matrix["parties"] == [{"id": party.pk, "name": party.name} for party in (coalition, army)]
    said, owed = matrix["cells"]
    assert said["party"] == coalition.pk
    assert said["question"] == owed["question"] == question.pk
    (claim,) = said["claims"]
    counted = {"attested_by", "supported_by", "support"}
    assert set(claim) == {"id", "stance", "certainty", "text", "figures", "status", "sign_off", *counted}
    assert (claim["id"], claim["stance"], claim["certainty"]) == (a_claim.pk, "asserts", "flat")
    assert claim["figures"][0]["minimum"] == 21
    assert (said["answer"], said["reported_silences"]) == (None, [])
    assert (owed["party"], owed["claims"], owed["answer"]) == (army.pk, [], "not_asked")
    assert owed["reported_silences"] == [
        {
            "source": {"id": source.pk, "title": source.title},
            "kind": "yet_to_comment",
            "wording": "has yet to comment",
            "on": "2024-08-26",
        }
    ]


def test_the_matrix_of_an_incident_without_claims_is_empty(by_viewer, incident):
    matrix = by_viewer.get(f"incidents/{incident.pk}/matrix/").json()

    assert (matrix["questions"], matrix["parties"], matrix["cells"]) == ([], [], [])


def test_the_ranges_say_who_gives_the_lowest_and_the_highest(by_viewer, by_reporter, a_claim, incident, army, question):
    figure = {"metric": "killed", "qualifier": "between", "minimum": 5, "maximum": 9}
    denied = {"incident": incident.pk, "question": question.pk, "text": "Five to nine died", "figures": [figure]}
    made(by_reporter, "utterances/", {"claimants": [army.pk], "claims": [denied]})

    (found,) = by_viewer.get(f"incidents/{incident.pk}/ranges/").json()["ranges"]

    assert (found["metric"], found["population"], found["side"]) == ("killed", "people", None)
    assert (found["lowest"]["bound"], found["highest"]["bound"]) == (5, None)
    assert found["lowest"]["parties"] == [{"id": army.pk, "name": army.name}]
    assert len(found["wholes"]) == 2
    lowest, highest = found["lowest"], found["highest"]
    (voice,) = lowest["voices"]
    assert voice["claim"]["text"] == "Five to nine died"
    assert voice["speakers"] == [{"id": army.pk, "name": army.name, "involvement": "fighting"}]
    assert (lowest["belligerent"], lowest["reaches"], lowest["given"]) == (True, None, None)
    assert (highest["reaches"], highest["given"], [each["claim"]["id"] for each in highest["voices"]]) == (
        21,
        9,
        [a_claim.pk],
    )
    assert [each["figure"]["maximum"] for each in highest["given_by"]] == [9]


def test_what_was_said_before_stands_in_the_cell_and_beside_the_range(
    by_viewer, by_reporter, by_checker, a_claim, incident, coalition, question
):
    figures = [{"metric": "killed", "qualifier": "in_words", "wording": "dozens"}]
    claim = {"incident": incident.pk, "question": question.pk, "text": "Dozens", "figures": figures}
    later = made(by_reporter, "utterances/", {"claimants": [coalition.pk], "claims": [claim]})["claims"][0]["id"]
    replaced = by_checker.post(f"claims/{a_claim.pk}/supersede/", {"other": later, "reason": "Less sure"})
    assert replaced.status_code == 200

    (found,) = by_viewer.get(f"incidents/{incident.pk}/ranges/").json()["ranges"]
    assert [(each["figure"]["wording"], each["number"]) for each in found["words"]] == [("dozens", 12)]
    assert [each["claim"]["id"] for each in found["earlier"]] == [a_claim.pk]
    assert (found["wholes"], found["lowest"]["bound"], found["highest"]["voices"]) == ([], None, [])
    cell = by_viewer.get(f"incidents/{incident.pk}/matrix/").json()["cells"][0]
    assert [each["id"] for each in cell["claims"]] == [later]
    (before,) = cell["earlier"]
    assert (before["id"], before["standing"], before["said_on"]) == (a_claim.pk, "superseded", None)
    assert before["figures"][0]["minimum"] == 21


def grow(call, incident: int, question: int, parties: int, claims: int, source: int) -> None:
    for number in range(parties):
        party = made(call, "parties/", {"name": f"Party {number} of {parties}", "kind": "ngo"})["id"]
        accused = made(call, "parties/", {"name": f"Accused {number} of {parties}", "kind": "militia"})["id"]
        figures = [{"metric": "killed", "qualifier": "at_least", "minimum": 1, "side": accused}]
        allegations = [{"accused": accused, "role": "ordered"}]
        body = {"incident": incident, "question": question, "figures": figures, "allegations": allegations}
        said = [body | {"text": f"Claim {claim}"} for claim in range(claims)]
        made(call, "utterances/", {"claimants": [party], "claims": said, "carriage": {"source": source}})
        silence = {"kind": "not_reached", "wording": "could not be reached", "source": source}
        made(call, "reported-silences/", {"incident": incident, "party": accused} | silence)


@pytest.mark.parametrize("address", ["matrix", "ranges", "owed-answers"])
def test_the_number_of_queries_does_not_grow_with_the_incident(
    by_reporter, by_viewer, a_claim, incident, question, source, silent, address
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert by_viewer.get(f"incidents/{incident.pk}/{address}/").status_code == 200
        return len(captured)

    grow(by_reporter, incident.pk, question.pk, 2, 1, source.pk)
    small = queries()
    grow(by_reporter, incident.pk, question.pk, 6, 4, source.pk)

    assert queries() == small < 35


def test_none_of_it_is_there_for_those_who_cannot_see_the_incident(by_viewer, by_editor, incident):
    by_editor.post(f"incidents/{incident.pk}/restrict/")

    for address in ("matrix", "ranges", "owed-answers"):
        assert refusal(by_viewer.get(f"incidents/{incident.pk}/{address}/"), 404)
