"""Checks of sources and independence over the API."""

import pytest

from claims.actions.parties import relate_parties
from claims.vocabulary import PartyRelationKind
from tests.api.conftest import refusal
from tests.api.world import made

pytestmark = pytest.mark.django_db

STAGED = {"aspect": "authenticity", "verdict": "staged", "how": "The same rubble as in an older video."}


@pytest.fixture
def video(by_reporter) -> int:
    return made(by_reporter, "sources/", {"title": "A video", "kind": "video"})["id"]


def test_a_check_is_recorded_and_listed_newest_first(by_checker, by_viewer, army, video):
    place = {
        "aspect": "place",
        "place": "The market square",
        "place_precision": "exact",
        "latitude": 19.9512,
        "longitude": 2.9701,
        "established_by": army.pk,
        "how": "By the water tower.",
    }
    time = {"aspect": "time", "taken_on": "2026-11-15", "taken_precision": "day", "how": "By the shadows."}
    first, second, third = (made(by_checker, f"sources/{video}/checks/", each) for each in (place, time, STAGED))

    assert first["established_by"] == {"id": army.pk, "name": army.name}
    assert (first["latitude"], second["taken_on"], third["verdict"]) == ("19.951200", "2026-11-15", "staged")
    assert third["by"]["kind"] == "user"
    assert by_viewer.get(f"sources/{video}/checks/").json()["results"] == [third, second, first]


@pytest.mark.parametrize(
    ("body", "status", "field", "code"),
    [
        ({"how": " "}, 422, "how", "required"),
        ({"verdict": "fake"}, 400, "verdict", "unknown_choice"),
        ({"verdict": ""}, 422, "verdict", "finding_missing"),
        ({"place": "A square"}, 422, "place", "finding_of_another_aspect"),
        ({"aspect": "smell"}, 400, "aspect", "unknown_choice"),
        ({"latitude": "19"}, 400, "latitude", "wrong_type"),
        ({"taken_on": "2026-11-15"}, 400, "taken_precision", "required"),
        ({"established_by": 999999}, 400, "established_by", "unknown_reference"),
        ({"by": 1}, 400, "by", "unknown_field"),
    ],
)
def test_a_bad_check_is_refused_and_leaves_no_trace(by_checker, video, snapshot, body, status, field, code):
    before = snapshot()

    assert refusal(by_checker.post(f"sources/{video}/checks/", STAGED | body), status)[1] == {field: code}
    assert snapshot() == before


def test_a_text_is_not_checked(by_checker, source, snapshot):
    before = snapshot()

    assert refusal(by_checker.post(f"sources/{source.pk}/checks/", STAGED), 422)[0] == "not_checkable"
    assert snapshot() == before


def test_a_claim_carries_its_numbers_and_what_counts_for_nothing(by_reporter, by_checker, a_claim, video, army):
    add = f"claims/{a_claim.pk}/evidence/"
    seen = {"bearing": "supports", "root_kind": "source", "root_source": video, "basis": "examined_material"}
    one = made(by_reporter, add, {"source": video} | seen)["id"]
    other = made(by_reporter, add, {"source": video, "bearing": "supports", "root_kind": "unknown"})["id"]

    def support():
        return by_reporter.get(f"claims/{a_claim.pk}/expanded/").json()["support"]

    assert support()["roots"] == [{"label": "A video", "firm": True, "evidence": [one]}]
    assert support()["apart"] == [{"evidence": other, "why": "unknown"}]
    made(by_checker, f"sources/{video}/checks/", STAGED)
    counted = support()
    assert (counted["supported_by"], counted["discredited"], counted["circular"], counted["documents"]) == (0, 2, 0, 2)
    matrix = by_reporter.get(f"incidents/{a_claim.incident_id}/matrix/").json()
    (shown,) = [claim for cell in matrix["cells"] for claim in cell["claims"]]
    assert shown["support"] == {name: counted[name] for name in shown["support"]}


def test_two_are_said_to_count_separately_and_it_is_taken_back(by_checker, by_reporter, army, coalition, reporter, now):
    relate_parties(party=army, kind=PartyRelationKind.FORMERLY, other=coalition, by=reporter, at=now)
    two = {"party": army.pk, "other_party": coalition.pk, "reason": "At war with each other."}

    stated = made(by_checker, "independences/", two)

    assert (stated["party"]["id"], stated["source"], stated["withdrawn_at"]) == (army.pk, None, None)
    assert by_reporter.get(f"independences/{stated['id']}/").json() == stated
    assert by_reporter.get(f"independences/?party={coalition.pk}&current=true").json()["results"] == [stated]
    assert refusal(by_checker.post("independences/", two), 422)[0] == "independent_already"
    taken = by_checker.post(f"independences/{stated['id']}/withdraw/", {"reason": "They merged again."})
    assert (taken.status_code, taken.json()["withdrawn_at"] is None) == (200, False)
    assert by_reporter.get(f"independences/?party={coalition.pk}&current=true").json()["results"] == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "not_a_pair"),
        ({"party": "1"}, 400, "wrong_type"),
        ({"origin": 999999}, 400, "unknown_reference"),
    ],
)
def test_a_bad_pair_is_refused_and_leaves_no_trace(by_checker, snapshot, body, status, code):
    before = snapshot()

    found = refusal(by_checker.post("independences/", {"reason": "Because."} | body), status)[1]
    assert code in found.values()
    assert snapshot() == before
