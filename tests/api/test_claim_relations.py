"""Relations between claims, and contradictions found, over the API."""

import pytest

from tests.api.conftest import refusal
from tests.api.world import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def lower(by_reporter, army, incident, question) -> int:
    """The army's claim that up to ten were killed."""
    figure = {"metric": "killed", "qualifier": "up_to", "maximum": 10}
    claim = {"incident": incident.pk, "question": question.pk, "text": "Ten at most", "figures": [figure]}
    return made(by_reporter, "utterances/", {"claimants": [army.pk], "claims": [claim]})["claims"][0]["id"]


def test_a_relation_is_set_read_from_both_ends_and_taken_back(by_reporter, by_viewer, a_claim, lower):
    given = {"kind": "responds_to", "other": a_claim.pk, "reason": "It names the figure"}
    relation = made(by_reporter, f"claims/{lower}/relations/", given)

    assert (relation["claim"]["id"], relation["kind"], relation["other"]["id"]) == (lower, "responds_to", a_claim.pk)
    assert (relation["material"], relation["discrepancy"], relation["withdrawn_at"]) == (None, "", None)
    assert relation["by"]["name"] == "Reporter"
    for end in (lower, a_claim.pk):
        assert by_viewer.get(f"claims/{end}/relations/").json()["results"] == [relation]
    assert by_viewer.get(f"claim-relations/{relation['id']}/").json() == relation

    taken_back = by_reporter.post(f"claim-relations/{relation['id']}/withdraw/", {"reason": "A slip"})
    assert taken_back.status_code == 200
    assert taken_back.json()["withdrawn_at"]
    assert by_viewer.get(f"claims/{lower}/relations/").json()["results"] == []


def test_a_contradiction_takes_a_fact_checker(by_reporter, by_checker, a_claim, lower, snapshot):
    address = f"claims/{a_claim.pk}/relations/"
    given = {"kind": "contradicts", "other": lower, "material": True, "reason": "Both cannot be"}
    before = snapshot()
    assert refusal(by_reporter.post(address, given), 403)[0] == "not_permitted"
    missing = by_checker.post(address, {"kind": "contradicts", "other": lower, "reason": "So"})
    assert refusal(missing, 422) == ("material_missing", {"material": "material_missing"})
    assert snapshot() == before
    relation = made(by_checker, address, given)
    assert refusal(by_reporter.post(f"claim-relations/{relation['id']}/withdraw/", {"reason": "No"}), 403)


def test_a_contradiction_is_found_with_what_shows_it(by_viewer, a_claim, incident, lower):
    known = by_viewer.get(f"incidents/{incident.pk}/contradictions/").json()

    assert (known["confirmed"], known["dismissed"]) == ([], [])
    (found,) = known["suggested"]
    assert (found["claim"]["id"], found["other"]["id"]) == (a_claim.pk, lower)
    assert found["discrepancy"] == "disjoint_figures"
    assert [(pair["claim"]["minimum"], pair["other"]["maximum"]) for pair in found["figures"]] == [(21, 10)]
    assert (found["denied"], found["blamed"]) == ([], [])


def test_a_found_contradiction_is_confirmed(by_checker, by_viewer, a_claim, incident, lower):
    given = {"other": a_claim.pk, "discrepancy": "disjoint_figures", "material": True}
    relation = made(by_checker, f"claims/{lower}/confirm-contradiction/", given)

    assert (relation["kind"], relation["material"], relation["discrepancy"]) == (
        "contradicts",
        True,
        "disjoint_figures",
    )
    known = by_viewer.get(f"incidents/{incident.pk}/contradictions/").json()
    assert known == {"confirmed": [relation], "suggested": [], "dismissed": []}
    again = by_checker.post(f"claims/{lower}/confirm-contradiction/", given)
    assert refusal(again, 422)[0] == "contradiction_confirmed"


def test_a_found_contradiction_is_dismissed(by_token, by_viewer, a_claim, incident, lower, snapshot):
    given = {"other": lower, "discrepancy": "disjoint_figures", "reason": "Before and after the second strike"}
    dismissal = made(by_token, f"claims/{a_claim.pk}/dismiss-contradiction/", given)

    assert (dismissal["claim"], dismissal["other"], dismissal["by"]["kind"]) == (a_claim.pk, lower, "token")
    known = by_viewer.get(f"incidents/{incident.pk}/contradictions/").json()
    assert known == {"confirmed": [], "suggested": [], "dismissed": [dismissal]}
    before = snapshot()
    other = given | {"discrepancy": "other_party_blamed"}
    refused = by_token.post(f"claims/{a_claim.pk}/dismiss-contradiction/", other)
    assert refusal(refused, 422) == ("contradiction_not_found", {"discrepancy": "contradiction_not_found"})
    assert snapshot() == before


def test_whom_claimants_blame_is_told_by_name(by_reporter, by_viewer, a_claim, incident, question, army, coalition):
    denial = {"allegation": a_claim.allegations.get().pk, "position": "denies"}
    blame = {"accused": coalition.pk, "role": "carried_out"}
    claim = {"incident": incident.pk, "question": question.pk, "text": "They shot their own"}
    made(
        by_reporter,
        "utterances/",
        {"claimants": [army.pk], "claims": [claim | {"answers": [denial], "allegations": [blame]}]},
    )

    denied, blamed = by_viewer.get(f"incidents/{incident.pk}/contradictions/").json()["suggested"]
    assert [each["accused"]["name"] for each in denied["denied"]] == [army.name]
    assert blamed["blamed"] == [
        {
            "role": "carried_out",
            "claim": [{"id": army.pk, "name": army.name}],
            "other": [{"id": coalition.pk, "name": coalition.name}],
        }
    ]
