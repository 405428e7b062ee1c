"""Evidence, assessments and standing over the API."""

import pytest

from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(by_reporter, coalition, incident) -> int:
    """The coalition's later claim."""
    body = {"claimants": [coalition.pk], "claims": [{"incident": incident.pk, "text": "27 people were killed"}]}
    return by_reporter.post("utterances/", body).json()["claims"][0]["id"]


def test_two_roots_corroborate_a_claim(by_reporter, by_checker, a_claim, source):
    assessment = {"status": "corroborated", "rationale": "Two who saw it."}
    refused = by_checker.post(f"claims/{a_claim.pk}/assessments/", assessment)
    assert refusal(refused, 422) == ("roots_missing", {"status": "roots_missing"})
    for name in ("A doctor", "A teacher"):
        witness = by_reporter.post("parties/", {"name": name, "kind": "witness"}).json()["id"]
        root = {"root_kind": "party", "root_party": witness, "basis": "saw_it"}
        added = by_reporter.post(
            f"claims/{a_claim.pk}/evidence/", {"source": source.pk, "bearing": "supports", "passage": "I saw it"} | root
        )
        assert added.status_code == 201

    assessed = by_checker.post(f"claims/{a_claim.pk}/assessments/", assessment)

    assert assessed.status_code == 201
    assert by_checker.get(f"claims/{a_claim.pk}/assessments/").json()["results"] == [assessed.json()]
    assert assessed.json()["by"]["kind"] == "user"
    claim = by_checker.get(f"claims/{a_claim.pk}/expanded/").json()
    assert (claim["status"], claim["supported_by"]) == ("corroborated", 2)
    assert len(by_checker.get(f"claims/{a_claim.pk}/evidence/").json()["results"]) == 2


def test_a_token_assesses_in_its_own_name(by_token, a_claim):
    judged = {"status": "could_not_be_verified", "rationale": "Nobody could get there."}

    assessed = by_token.post(f"claims/{a_claim.pk}/assessments/", judged)

    assert assessed.status_code == 201
    assert assessed.json()["by"] == {"kind": "token", "id": assessed.json()["by"]["id"], "name": "A tool"}


def test_a_reporter_gives_evidence_but_does_not_count_an_unknown_root(by_reporter, a_claim, source, snapshot):
    before = snapshot()
    body = {"source": source.pk, "bearing": "supports", "root_kind": "anonymous", "distinct_reason": "He was alone."}

    assert refusal(by_reporter.post(f"claims/{a_claim.pk}/evidence/", body), 403)[0] == "not_permitted"

    assert snapshot() == before


@pytest.mark.parametrize(("step", "standing"), [("supersede", "superseded"), ("duplicate", "duplicate")])
def test_another_claim_takes_its_place(by_checker, a_claim, later, step, standing):
    answer = by_checker.post(f"claims/{a_claim.pk}/{step}/", {"other": later, "reason": "They counted again."})

    assert answer.status_code == 200
    assert answer.json()["standing"] == standing
    assert answer.json()["standing_other"]["id"] == later
    assert answer.json()["standing_reason"] == "They counted again."


@pytest.mark.parametrize(("step", "standing"), [("retract", "retracted"), ("misattributed", "misattributed")])
def test_a_claim_no_longer_stands(by_checker, a_claim, step, standing, snapshot):
    answer = by_checker.post(f"claims/{a_claim.pk}/{step}/", {"reason": "They took it back."})

    assert (answer.status_code, answer.json()["standing"]) == (200, standing)
    before = snapshot()
    assert refusal(by_checker.post(f"claims/{a_claim.pk}/{step}/", {"reason": "Again."}), 422)[0] == "claim_not_live"
    assert snapshot() == before


def test_a_standing_needs_its_reason(by_checker, a_claim, later):
    assert refusal(by_checker.post(f"claims/{a_claim.pk}/retract/", {}), 400)[1] == {"reason": "required"}
    assert refusal(by_checker.post(f"claims/{a_claim.pk}/retract/", {"reason": " "}), 422)[1] == {"reason": "required"}
    assert refusal(by_checker.post(f"claims/{a_claim.pk}/supersede/", {"reason": "R"}), 400)[1] == {"other": "required"}


def test_the_claim_in_its_place_is_left_out_for_those_who_cannot_see_it(by_editor, by_viewer, a_claim, coalition):
    hidden = by_editor.post("incidents/", {"title": "Hidden"}).json()["id"]
    by_editor.post(f"incidents/{hidden}/restrict/")
    body = {"claimants": [coalition.pk], "claims": [{"incident": hidden, "text": "27 people were killed"}]}
    other = by_editor.post("utterances/", body).json()["claims"][0]["id"]
    replaced = by_editor.post(f"claims/{a_claim.pk}/supersede/", {"other": other, "reason": "They counted again."})
    assert replaced.json()["standing_other"]["id"] == other

    assert by_viewer.get(f"claims/{a_claim.pk}/").json()["standing_other"] is None
