"""What a row shows of itself changes if and only if its version does, whatever anybody does."""

import re
from typing import Any

import pytest
from django.db import transaction

from claims.api.compiled.answers import objects_of
from claims.api.etags import one_tagged, tag_from
from claims.api.shapes.comment_request import OwnCommentRequestShape
from claims.api.shapes.incident import OwnIncidentShape
from claims.api.shapes.own_claim import OwnClaimShape
from claims.api.shapes.party import PartyShape
from claims.api.shapes.request_template import TemplateShape
from claims.api.shapes.source import OwnSourceShape
from claims.api.shapes.utterance import OwnUtteranceShape
from claims.models import Change, RequestedQuestion
from claims.rules.actor import Actor
from claims.vocabulary import Role
from tests.api.conftest import Caller
from tests.api.world import furnished, made

pytestmark = pytest.mark.django_db

TAGGED: dict[str, Any] = {
    "claims": OwnClaimShape,
    "incidents": OwnIncidentShape,
    "parties": PartyShape,
    "sources": OwnSourceShape,
    "utterances": OwnUtteranceShape,
    "comment-requests": OwnCommentRequestShape,
    "request-templates": TemplateShape,
}
COULD_NOT = {"status": "could_not_be_verified", "rationale": "Nobody got there."}
LATER = {"deadline": "2027-03-01T12:00:00Z", "deadline_zone": "UTC", "reason": "They asked."}
PRINTED = {"address": "https://example.org/s", "words": "They said.", "printed_at": "2026-11-20T12:00:00Z"}
CLAIM, INCIDENT = "claims/{claims}/", "incidents/{incidents}/"
PARTY, SOURCE = "parties/{parties}/", "sources/{sources}/"
UTTERANCE, REQUEST = "utterances/{utterances}/", "comment-requests/{comment-requests}/"
Gesture = tuple[str, str, dict[str, Any], set[str]]
# Method, address, body, and the rows whose version it raises.
GESTURES: list[Gesture] = [
    ("patch", CLAIM, {"text": "Other words"}, {"claims"}),
    ("patch", CLAIM, {"figures": []}, {"claims"}),
    ("patch", CLAIM, {"allegations": []}, {"claims"}),
    ("patch", CLAIM, {"certainty": "likely", "hedge": "probably"}, {"claims"}),
    ("patch", CLAIM, {"question": None}, {"claims"}),
    ("patch", CLAIM, {"text": "The army killed at least 21 people"}, set()),
    ("post", "claims/{other}/assessments/", COULD_NOT, {"other"}),
    ("post", f"{CLAIM}evidence/", {"source": "{sources}", "bearing": "contradicts", "root_kind": "unknown"}, set()),
    ("post", "evidence/{evidence}/withdraw/", {"reason": "Wrong town."}, set()),
    ("post", f"{CLAIM}retract/", {"reason": "They took it back."}, {"claims"}),
    ("post", f"{CLAIM}misattributed/", {"reason": "It was another."}, {"claims"}),
    ("post", f"{CLAIM}supersede/", {"other": "{other}", "reason": "They counted again."}, {"claims"}),
    ("post", f"{CLAIM}duplicate/", {"other": "{other}", "reason": "The same."}, {"claims"}),
    ("post", f"{CLAIM}relations/", {"kind": "corroborates", "other": "{other}"}, set()),
    ("post", f"{CLAIM}uses/", PRINTED, set()),
    ("patch", INCIDENT, {"summary": "Two strikes."}, {"incidents"}),
    ("post", f"{INCIDENT}close/", {}, {"incidents"}),
    ("post", f"{INCIDENT}restrict/", {}, {"incidents"}),
    ("post", f"{INCIDENT}questions/", {"kind": "fact", "text": "When?"}, set()),
    ("post", f"{INCIDENT}uses/", {"kind": "line"} | PRINTED, set()),
    ("patch", PARTY, {"description": "Land forces"}, {"parties"}),
    ("patch", PARTY, {"aliases": ["The forces"]}, {"parties"}),
    ("post", f"{PARTY}contact-points/", {"channel": "post", "address": "Street 1"}, set()),
    ("post", f"{PARTY}relations/", {"kind": "allied_with", "other": "{coalition}"}, set()),
    ("post", f"{PARTY}merge/", {"into": "{coalition}", "reason": "The same."}, {"parties", "coalition"}),
    ("post", "parties/{coalition}/merge/", {"into": "{parties}", "reason": "The same."}, {"parties", "coalition"}),
    ("patch", SOURCE, {"note": "Often right."}, {"sources"}),
    ("patch", SOURCE, {"outlet": None}, {"sources"}),
    ("patch", UTTERANCE, {"words": "They said that."}, {"utterances"}),
    ("patch", UTTERANCE, {"terms": "on_background", "background_as": "an official"}, {"utterances"}),
    ("post", f"{UTTERANCE}claims/", {"claims": [{"incident": "{incidents}", "text": "More."}]}, set()),
    ("patch", REQUEST, {"questions": ["Who?"]}, {"comment-requests"}),
    ("patch", REQUEST, {"text": "Did you do it?"}, {"comment-requests"}),
    ("post", f"{REQUEST}send/", {"channel": "email"}, {"comment-requests"}),
    ("post", f"{REQUEST}withdraw/", {}, {"comment-requests"}),
    ("post", "comment-requests/{sent}/extensions/", LATER, {"sent"}),
    ("post", "comment-requests/{sent}/replies/", {"kind": "declines"}, set()),
    ("post", f"{REQUEST}assign/", {"responsible": "{members}"}, {"comment-requests"}),
    ("patch", "request-templates/{request-templates}/", {"text": ""}, {"request-templates"}),
]
# What a redaction destroys, and the row whose version it raises.
PERSONAL = [
    ("claim", "text", "claims"),
    ("incident", "title", "incidents"),
    ("utterance", "words", "utterances"),
    ("commentrequest", "text", "comment-requests"),
    ("requestedquestion", "text", "comment-requests"),
]


def seen(reader: Actor, ids: dict[str, int]) -> dict[str, tuple[str, str]]:
    """Per row its tag and its bytes without the version, as the door makes them: one query each."""
    places = {noun: (shape, ids[noun]) for noun, shape in TAGGED.items()}
    places["other"] = (OwnClaimShape, ids["other"])
    places |= {"coalition": (PartyShape, ids["coalition"]), "sent": (OwnCommentRequestShape, ids["sent"])}
    return {name: _seen(reader, *place) for name, place in places.items()}


def _seen(reader: Actor, shape: Any, key: int) -> tuple[str, str]:
    (found,) = one_tagged(shape, reader, key)
    (text,) = objects_of([found], shape, reader, beside=2)
    return tag_from(shape, *found[:3]), re.sub(r'"version" ?: ?[0-9]+', "", text)


def filled(value: Any, ids: dict[str, int]) -> Any:
    """The ids where the table names them."""
    if isinstance(value, dict):
        return {name: filled(inner, ids) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, ids) for inner in value]
    return ids[value[1:-1]] if isinstance(value, str) and value.startswith("{") and value.endswith("}") else value


@pytest.fixture
def ids(by_editor, members) -> dict[str, int]:
    found = furnished(by_editor)
    claims = by_editor.get("claims/").json()["results"]
    found["other"] = next(row["id"] for row in claims if row["id"] != found["claims"])
    requests = by_editor.get("comment-requests/").json()["results"]
    found["sent"] = next(row["id"] for row in requests if row["state"] == "sent")
    found["members"] = members[Role.REPORTER].pk
    found["figure"] = by_editor.get(f"claims/{found['claims']}/").json()["figures"][0]["id"]
    return found


def test_bytes_change_if_and_only_if_the_tag_does(by_editor, by_admin, editor, ids):
    before = seen(editor, ids)
    for method, address, body, expected in GESTURES:
        noun = address.split("/")[0]
        reading = {"headers": {"If-Match": before[noun][0]}} if method == "patch" else {}
        with transaction.atomic():
            answer = by_editor(method, address.format(**ids), filled(body, ids), **reading)
            after = seen(editor, ids)
            transaction.set_rollback(True)
        assert answer.status_code in (200, 201), (address, answer.content)
        compare(before, after, expected, (method, address, body))
    for kind, field, raised in PERSONAL:
        with transaction.atomic():
            redact(by_editor, by_admin, kind, field, ids)
            after = seen(editor, ids)
            transaction.set_rollback(True)
        compare(before, after, {raised}, kind)


def compare(before: dict[str, Any], after: dict[str, Any], expected: set[str], what: Any) -> None:
    tags = {name for name in before if before[name][0] != after[name][0]}
    told = {name for name in before if before[name][1] != after[name][1]}
    assert (tags, told) == (expected, expected), what


def redact(proposer: Caller, approver: Caller, kind: str, field: str, ids: dict[str, int]) -> None:
    about = Change.objects.filter(subject_type=kind)
    keys = {"claim": "claims", "incident": "incidents", "utterance": "utterances", "commentrequest": "comment-requests"}
    if kind in keys:
        about = about.filter(subject_id=ids[keys[kind]])
    else:
        questions = RequestedQuestion.objects.filter(comment_request=ids["comment-requests"])
        about = about.filter(subject_id__in=questions.values("pk"))
    asked = {"change": about.latest("pk").pk, "field": field, "reason": "It names a witness."}
    redaction = made(proposer, "redactions/", asked)["id"]
    assert approver.post(f"redactions/{redaction}/approve/").status_code == 200
