"""The second pair of eyes over the API."""

import pytest

from claims.actions.tokens import issue_token
from claims.vocabulary import Role, TokenScope
from tests.api.conftest import MERGING, Caller, refusal
from tests.api.world import made

pytestmark = pytest.mark.django_db

ESTABLISHED = {"status": "established", "rationale": "The hospital's records."}
UNSIGNED = {"state": "awaiting", "proposed": "established", "void": False}


@pytest.fixture
def root(by_reporter, a_claim, source) -> dict:
    """Evidence from a hospital."""
    hospital = made(by_reporter, "parties/", {"name": "The hospital", "kind": "other"})["id"]
    known = {"root_kind": "party", "root_party": hospital, "basis": "records"}
    return made(by_reporter, f"claims/{a_claim.pk}/evidence/", {"source": source.pk, "bearing": "supports"} | known)


@pytest.fixture
def proposed(root, by_checker, a_claim) -> dict:
    return made(by_checker, f"claims/{a_claim.pk}/assessments/", ESTABLISHED)


def status_of(call: Caller, claim) -> tuple[str, dict]:
    found = call.get(f"claims/{claim.pk}/expanded/").json()
    return found["status"], found["sign_off"]


def test_a_proposal_waits_until_an_editor_signs_it(proposed, by_checker, by_editor, users, a_claim, incident):
    assert (proposed["state"], proposed["sign_off"], proposed["send_back"]) == ("awaiting", None, None)
    assert status_of(by_checker, a_claim) == ("not_assessed", UNSIGNED)
    (cell,) = [cell for cell in by_checker.get(f"incidents/{incident.pk}/matrix/").json()["cells"] if cell["claims"]]
    assert cell["claims"][0]["sign_off"] == UNSIGNED

    answer = by_editor.post(f"assessments/{proposed['id']}/sign-off/", {"note": "I called them."})

    assert answer.status_code == 200
    assert answer.json()["state"] == "signed"
    assert answer.json()["sign_off"] == {
        "by_user": {"id": users[Role.EDITOR].pk, "name": "Editor"},
        "note": "I called them.",
        "roots": 1,
        "admissions": 0,
        "at": "2026-11-20T13:00:00Z",
        "voidings": [],
    }
    assert by_checker.get(f"assessments/{proposed['id']}/").json() == answer.json()
    assert status_of(by_checker, a_claim) == ("established", {"state": "signed", "proposed": None, "void": False})


def test_sent_back_it_says_why(proposed, by_checker, by_editor, a_claim):
    answer = by_editor.post(f"assessments/{proposed['id']}/send-back/", {"reason": "One hospital of three."})

    assert (answer.status_code, answer.json()["state"]) == (200, "sent_back")
    assert answer.json()["send_back"]["reason"] == "One hospital of three."
    assert status_of(by_checker, a_claim)[0] == "not_assessed"
    assert refusal(by_editor.post(f"assessments/{proposed['id']}/sign-off/"), 422)[0] == "not_awaiting"


def test_withdrawn_evidence_counts_for_nothing_and_voids_the_sign_off(
    proposed, root, by_checker, by_reporter, by_editor, a_claim, snapshot
):
    by_editor.post(f"assessments/{proposed['id']}/sign-off/")
    before = snapshot()
    refused = by_reporter.post(f"evidence/{root['id']}/withdraw/", {"reason": "Wrong town."})
    assert refusal(refused, 403)[0] == "not_permitted"
    assert refusal(by_checker.post(f"evidence/{root['id']}/withdraw/", {}), 400)[1] == {"reason": "required"}
    assert refusal(by_checker.post(f"evidence/{root['id']}/withdraw/", {"reason": ""}), 422)[1] == {
        "reason": "required"
    }
    assert snapshot() == before

    answer = by_checker.post(f"evidence/{root['id']}/withdraw/", {"reason": "Wrong town."})

    assert answer.status_code == 200
    assert (answer.json()["withdrawn_at"], answer.json()["withdrawn_reason"]) == ("2026-11-20T13:00:00Z", "Wrong town.")
    assert by_checker.get(f"evidence/{root['id']}/").json() == answer.json()
    assert status_of(by_checker, a_claim) == ("established", {"state": "void", "proposed": None, "void": True})
    signed = by_checker.get(f"assessments/{proposed['id']}/").json()
    assert signed["sign_off"]["voidings"] == [{"cause": "evidence_lost", "at": "2026-11-20T13:00:00Z"}]
    assert by_checker.get(f"claims/{a_claim.pk}/expanded/").json()["supported_by"] == 0
    again = by_checker.post(f"evidence/{root['id']}/withdraw/", {"reason": "Wrong town."})
    assert refusal(again, 422)[0] == "evidence_withdrawn"


def test_nobody_signs_alone(root, by_editor, a_claim, snapshot):
    own = made(by_editor, f"claims/{a_claim.pk}/assessments/", ESTABLISHED)
    before = snapshot()

    answer = by_editor.post(f"assessments/{own['id']}/sign-off/")

    assert refusal(answer, 422)[0] == "own_proposal"
    assert answer.json()["detail"] == "You proposed it; a second person decides."
    assert snapshot() == before


def test_nobody_signs_through_a_token(proposed, root, by_admin, token_of, admin, a_claim, now, snapshot):
    tool = issue_token(label="Tool", role=Role.FACT_CHECKER, scopes=[TokenScope.WRITE], by=admin, at=now)[1]
    by_tool, unknown = Caller(token=tool), Caller(token=token_of())
    before = snapshot()
    for step, body in (("sign-off", {}), ("send-back", {"reason": "No."})):
        answer = by_tool.post(f"assessments/{proposed['id']}/{step}/", body)
        assert refusal(answer, 403)[0] == "not_permitted"
        assert answer.json()["detail"].startswith("A token never does this")
    assert snapshot() == before

    theirs = made(by_tool, f"claims/{a_claim.pk}/assessments/", ESTABLISHED)
    before = snapshot()
    assert refusal(by_admin.post(f"assessments/{theirs['id']}/sign-off/"), 422)[0] == "own_proposal"
    answer = unknown.post(f"claims/{a_claim.pk}/assessments/", ESTABLISHED)
    assert refusal(answer, 422) == ("proposer_unknown", {"status": "proposer_unknown"})
    assert snapshot() == before


def test_the_status_is_read_only(by_editor, a_claim, snapshot):
    before = snapshot()
    for field in ("status", "sign_off", "suggestion"):
        answer = by_editor.patch(f"claims/{a_claim.pk}/", {"version": 1, field: "established"}, headers=MERGING)
        assert refusal(answer, 400)[1] == {field: "unknown_field"}
    assert snapshot() == before


def test_one_claim_comes_with_what_the_record_suggests(root, by_viewer, a_claim):
    suggestion = by_viewer.get(f"claims/{a_claim.pk}/expanded/").json()["suggestion"]

    assert suggestion["status"] is None
    assert suggestion["reasons"] == ["Known roots that support it: 1 (The hospital); that know for themselves: 1."]
    lacking = {each["status"]: each["missing"] for each in suggestion["others"]}
    assert lacking["established"] == []
    assert lacking["corroborated"][0].startswith("Two distinct roots are needed; this claim has one (The hospital")
    assert "suggestion" not in by_viewer.get("claims/").json()["results"][0]


def test_what_no_longer_stands_is_suggested_nothing(by_checker, a_claim):
    by_checker.post(f"claims/{a_claim.pk}/retract/", {"reason": "They took it back."})

    assert by_checker.get(f"claims/{a_claim.pk}/expanded/").json()["suggestion"] is None
