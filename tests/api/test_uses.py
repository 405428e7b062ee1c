"""What was printed, over the API."""

from datetime import timedelta

import pytest

from claims.actions.clock import run_flags
from claims.vocabulary import Role
from tests.api.conftest import refusal
from tests.api.world import made
from tests.factories import NOW

pytestmark = pytest.mark.django_db

PRINTED = {
    "address": "https://example.org/story",
    "words": "At least 21 people were killed, the coalition said.",
    "printed_at": NOW.isoformat(),
}


def test_a_claim_and_the_line_are_printed(by_reporter, by_viewer, a_claim, incident, users):
    of_claim = made(by_reporter, f"claims/{a_claim.pk}/uses/", PRINTED)
    of_line = made(by_reporter, f"incidents/{incident.pk}/uses/", {"kind": "line"} | PRINTED)

    assert (of_claim["kind"], of_claim["claim"], of_claim["words"]) == ("claim", a_claim.pk, PRINTED["words"])
    assert of_claim["by"] == {"kind": "user", "id": users[Role.REPORTER].pk, "name": "Reporter"}
    assert (of_claim["handled"], of_claim["update_or_correct"]) == ([], None)
    assert by_viewer.get(f"claims/{a_claim.pk}/uses/").json()["results"] == [of_claim]
    assert by_viewer.get(f"incidents/{incident.pk}/uses/").json()["results"] == [of_line, of_claim]
    assert by_viewer.get(f"uses/{of_claim['id']}/").json() == of_claim


@pytest.mark.parametrize(
    ("changes", "status", "errors"),
    [
        ({"kind": "line"}, 422, {"claim": "use_claim_not_taken"}),
        ({"claim": None}, 422, {"claim": "use_claim_missing"}),
        ({"address": "story"}, 422, {"address": "bad_address"}),
        ({"printed_at": "2027-01-01T00:00:00Z"}, 422, {"printed_at": "date_in_future"}),
        ({"printed_at": "yesterday"}, 400, {"printed_at": "bad_instant"}),
        ({"kind": "headline"}, 400, {"kind": "unknown_choice"}),
        ({"by": 1}, 400, {"by": "unknown_field"}),
    ],
)
def test_odd_uses_leave_no_trace(by_reporter, a_claim, incident, snapshot, changes, status, errors):
    before = snapshot()
    body = {"kind": "claim", "claim": a_claim.pk} | PRINTED | changes

    assert refusal(by_reporter.post(f"incidents/{incident.pk}/uses/", body), status)[1] == errors

    assert snapshot() == before


def test_a_flag_tells_the_words_and_who_should_look_until_somebody_did(by_reporter, by_checker, a_claim, users):
    judged = {"status": "could_not_be_verified", "rationale": "Nobody could get there."}
    made(by_checker, f"claims/{a_claim.pk}/assessments/", judged)
    use = made(by_reporter, f"claims/{a_claim.pk}/uses/", PRINTED)
    by_checker.post(f"claims/{a_claim.pk}/retract/", {"reason": "They took it back."})
    run_flags(now=NOW + timedelta(hours=2))

    (flag,) = by_checker.get("flags/?kind=published").json()["results"]
    assert by_checker.get(f"flags/{flag['id']}/").json() == flag
    assert (flag["use"]["id"], flag["use"]["words"], flag["claim"]) == (use["id"], PRINTED["words"], None)
    assert flag["use"]["claim"]["assessor"]["id"] == users[Role.FACT_CHECKER].pk
    assert flag["use"]["claim"]["signer"] is None
    assert by_checker.get(f"uses/{use['id']}/").json()["update_or_correct"] == flag["since"]

    refused = by_reporter.post(f"uses/{use['id']}/handle/", {"outcome": "left_as_it_is"})
    assert refusal(refused, 422)[1] == {"note": "note_missing"}
    done = by_reporter.post(f"uses/{use['id']}/handle/", {"outcome": "corrected", "note": "Retracted; we say so."})
    assert done.status_code == 200
    assert [each["outcome"] for each in done.json()["handled"]] == ["corrected"]
    run_flags(now=NOW + timedelta(hours=3))
    assert by_checker.get("flags/?kind=published&cleared=false").json()["results"] == []
