"""One row of every noun, hanging together, made over the API by an editor."""

from datetime import timedelta
from typing import Any

from claims.actions.flags import raise_flags
from claims.actions.numbering import number_changes
from claims.models import Change, Flag
from tests.api.conftest import Caller
from tests.factories import NOW


def made(call: Caller, address: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = call.post(address, body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def said(claimant: int, incident: int, question: int, accused: int, source: int) -> dict[str, Any]:
    """An utterance with everything in it."""
    return {
        "claimants": [claimant],
        "speaker_label": "a spokesperson",
        "words": "The army killed at least 21 people.",
        "claims": [
            {
                "incident": incident,
                "question": question,
                "text": "The army killed at least 21 people",
                "figures": [
                    {"metric": "killed", "qualifier": "at_least", "minimum": 21, "side": accused},
                    {
                        "metric": "killed",
                        "population": "children",
                        "qualifier": "exactly",
                        "minimum": 11,
                        "maximum": 11,
                    },
                ],
                "allegations": [{"accused": accused, "role": "carried_out"}, {"accused": accused, "role": "ordered"}],
            }
        ],
        "carriage": {
            "source": source,
            "passage": "at least 21 people were killed",
            "hops": [
                {"actor_kind": "outlet", "actor_label": "An agency", "verb": "reports"},
                {"actor_kind": "party", "party": claimant, "verb": "said", "directness": "on_the_record"},
            ],
        },
    }


def furnished(call: Caller) -> dict[str, int]:
    """The ids, by noun as it stands in the address."""
    ids: dict[str, int] = {}
    ids["incidents"] = made(call, "incidents/", {"title": "Drone strikes on a border town"})["id"]
    incident = f"incidents/{ids['incidents']}"
    ids["questions"] = made(call, f"{incident}/questions/", {"kind": "count", "text": "How many were killed?"})["id"]
    ids["parties"] = made(call, "parties/", {"name": "The army", "kind": "state_forces", "aliases": ["Army"]})["id"]
    coalition = made(call, "parties/", {"name": "The coalition", "kind": "rebel_coalition"})["id"]
    ids["coalition"] = coalition
    ids["sources"] = made(call, "sources/", {"title": "A report", "kind": "article", "outlet": coalition})["id"]
    why = {"source": ids["sources"], "party": coalition, "reason": "A correspondent of its own."}
    ids["independences"] = made(call, "independences/", why)["id"]
    body = said(coalition, ids["incidents"], ids["questions"], ids["parties"], ids["sources"])
    utterance = made(call, "utterances/", body)
    ids["utterances"], ids["claims"] = utterance["id"], utterance["claims"][0]["id"]
    claim = f"claims/{ids['claims']}"
    allegations = [row["id"] for row in call.get(f"{claim}/").json()["allegations"]]
    unknown = {"source": ids["sources"], "bearing": "supports", "root_kind": "unknown"}
    ids["evidence"] = made(call, f"{claim}/evidence/", unknown)["id"]
    further = {"incident": ids["incidents"], "text": "It was the army's doing"}
    more = made(call, f"utterances/{ids['utterances']}/claims/", {"claims": [further]})["claims"][0]["id"]
    ids["claim-relations"] = made(call, f"{claim}/relations/", {"kind": "narrows", "other": more})["id"]
    judged = {"status": "could_not_be_verified", "rationale": "Nobody could get there."}
    ids["assessments"] = made(call, f"{claim}/assessments/", judged)["id"]
    printed = {"address": "https://example.org/story", "words": "They said.", "printed_at": NOW.isoformat()}
    ids["uses"] = made(call, f"{claim}/uses/", printed)["id"]
    ids["notes"] = made(call, "notes/", {"claim": ids["claims"], "text": "Call them again, @Viewer."})["id"]
    about = {"incident": ids["incidents"], "party": ids["parties"]}
    asked = {
        "nature": "a report",
        "text": "Did you?",
        "allegations": allegations[:1],
        "questions": ["Who gave the order?"],
    }
    deadline = {"deadline": (NOW + timedelta(days=2)).isoformat(), "deadline_zone": "UTC"}
    ids["comment-requests"] = made(call, "comment-requests/", about | asked | deadline)["id"]
    wording = "We prepare {nature}. {allegations} {questions} By {deadline}."
    ids["request-templates"] = made(call, "request-templates/", {"language": "en", "text": wording})["id"]
    waived = {"allegation": allegations[1], "party": ids["parties"], "reason": "Asked the other way."}
    other = made(call, "comment-requests/", about | asked | deadline)["id"]
    ids["replies"] = correspond(call, other)
    ids["waivers"] = made(call, "waivers/", waived)["id"]
    silence = {"source": ids["sources"], "kind": "yet_to_comment", "wording": "has yet to comment"}
    ids["reported-silences"] = made(call, "reported-silences/", about | silence)["id"]
    looked = {"channels": "Its web site", "result": "found_nothing"}
    ids["channel-checks"] = made(call, "channel-checks/", about | looked)["id"]
    editors = [row["id"] for row in call.get("members/").json()["results"] if row["role"] == "editor"]
    ids["named-people"] = made(call, f"incidents/{ids['incidents']}/people/", {"member": editors[0]})["id"]
    raise_flags(now=NOW + timedelta(days=30))
    ids["flags"] = Flag.objects.values_list("id", flat=True)[0]
    number_changes()
    ids["changes"] = Change.objects.filter(incident=ids["incidents"]).values_list("id", flat=True)[0]
    named = Change.objects.filter(subject_type="source", subject_id=ids["sources"]).values_list("id", flat=True)[0]
    redacted = {"change": named, "field": "title", "reason": "It names a witness."}
    ids["redactions"] = made(call, "redactions/", redacted)["id"]
    return ids


def correspond(call: Caller, request: int) -> int:
    """The request is sent, tried and replied to. The reply's id."""
    assert call.post(f"comment-requests/{request}/send/", {"channel": "email"}).status_code == 200
    tried = {"channel": "phone", "reached": "office", "outcome": "message_left"}
    made(call, f"comment-requests/{request}/attempts/", tried)
    asked = call.get(f"comment-requests/{request}/").json()["allegations"][0]
    answers = [{"allegation": asked, "position": "denies"}]
    denied = {"kind": "denial", "words": "We did not.", "answers": answers}
    reply = made(call, f"comment-requests/{request}/replies/", denied)["id"]
    corrected = {"words": "We did not do it.", "reason": "The end was missing."}
    assert call.post(f"replies/{reply}/correct/", corrected).status_code == 200
    assert call.post(f"replies/{reply}/handle/", {"note": "Says so in public, too."}).status_code == 200
    return int(reply)
