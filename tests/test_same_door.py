"""The same gesture by browser and by API leaves the same rows: both doors go through one action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from claims.actions.assessments import assess_claim
from claims.actions.drafts import AllegationDraft, ClaimDraft, FigureDraft
from claims.actions.evidence import add_evidence
from claims.actions.replies import record_reply
from claims.actions.sources import add_source
from claims.actions.uses import record_use
from claims.actions.utterances import record_utterance
from claims.actions.waivers import waive
from claims.models import (
    Allegation,
    Assessment,
    Change,
    Claim,
    CommentRequest,
    Evidence,
    Incident,
    Membership,
    Party,
    Question,
    Reply,
    Source,
    Use,
    User,
    Waiver,
)
from claims.vocabulary import (
    AccusedRole,
    Bearing,
    Metric,
    Qualifier,
    ReplyKind,
    Role,
    SourceKind,
    Status,
    UseKind,
    Verb,
)
from tests.api.conftest import Caller
from tests.factories import NOW, member
from tests.web.conftest import Browser, _an_hour_later, a_draft, a_request
from tests.web.pages import read

__all__ = ["_an_hour_later", "a_draft", "a_request"]

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """The rows that a gesture is made on."""

    incident: Incident
    question: Question
    army: Party
    coalition: Party
    source: Source
    claim: Claim
    lower: Claim
    allegation: Allegation
    request: CommentRequest
    draft: CommentRequest
    video: Source
    evidence: Evidence
    proposed: Assessment
    use: Use
    waiver: Waiver
    reply: Reply | None
    editor: Membership


@pytest.fixture
def world(
    incident, question, army, coalition, source, a_claim, allegation, a_draft, reporter, now, request, newsroom
) -> World:
    asked = request.getfixturevalue("a_request") if "sent" in request.keywords else a_draft
    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.UP_TO, maximum=10)
    fewer = ClaimDraft(incident=incident, question=question, text="Ten at most", figures=[figure])
    ordered = ClaimDraft(
        incident=incident, text="It was ordered", allegations=[AllegationDraft(accused=army, role=AccusedRole.ORDERED)]
    )
    record_utterance(claimants=[coalition], claims=[ordered], by=reporter, at=now)
    record_utterance(claimants=[army], claims=[fewer], by=reporter, at=now)
    lower = Claim.objects.latest("id")
    video = add_source(title="A video", kind=SourceKind.VIDEO, outlet=army, by=reporter, at=now)
    checker = {"by": member(newsroom, Role.FACT_CHECKER), "at": now}
    evidence = add_evidence(claim=a_claim, source=source, bearing=Bearing.CONTRADICTS, **checker)
    proposed = assess_claim(claim=a_claim, status=Status.REFUTED, rationale="It cannot be.", **checker)
    told = {"address": "https://example.org/story", "words": "They said.", "printed_at": now}
    use = record_use(incident=incident, kind=UseKind.CLAIM, claim=a_claim, **told, **checker)
    seen = (incident, question, army, coalition, source, a_claim, lower, allegation, asked, a_draft, video)
    # On a draft still: what was asked is not waived.
    wanted = {"allegation": Allegation.objects.exclude(pk=allegation.pk).get(), "party": army, "reason": "Asked so."}
    editor = Membership.objects.get(newsroom=newsroom, role=Role.EDITOR)
    return World(
        *seen, evidence, proposed, use, waive(**wanted, **checker), _replied(request, asked, reporter, now), editor
    )


def _replied(request: Any, asked: CommentRequest, reporter: Any, now: Any) -> Reply | None:
    if "sent" not in request.keywords:
        return None
    said = {"kind": ReplyKind.STATEMENT, "words": "We regret its."}
    return record_reply(comment_request=asked, **said, by=reporter, at=now)


@dataclass(frozen=True)
class Gesture:
    """By browser: (URL name, its argument, what is typed). By API: (method, address, body). Each given the world."""

    name: str
    browser: Callable[[World], tuple[str, Any, dict[str, Any]]]
    api: Callable[[World], tuple[str, str, dict[str, Any]]]
    role: Role = Role.REPORTER


# How the verbs end that add a row.
ADDING = ("opened", "recorded", "added", "raised", "reported", "checked", "waived", "assessed")
ADDING += (
    "proposed",
    "signed_off",
    "sent_back",
    "handled",
    "stated",
    "approved",
    "refused",
    "extended",
    "corrected",
    "written",
    "mentioned",
)
WORDING = "We prepare {nature}. {allegations} {questions} By {deadline}."
DEADLINE = NOW + timedelta(days=2)

GESTURES = [
    Gesture(
        "open an incident",
        lambda w: ("incident-new", None, {"title": "A strike", "summary": "By night.", "country": "ML"}),
        lambda w: ("post", "incidents/", {"title": "A strike", "summary": "By night.", "country": "ML"}),
    ),
    Gesture(
        "revise an incident",
        lambda w: ("incident-revise", w.incident.reference, {"title": "Another title"}),
        lambda w: ("patch", f"incidents/{w.incident.pk}/", {"title": "Another title", "version": 1}),
    ),
    Gesture(
        "close an incident",
        lambda w: ("incident-close", w.incident.reference, {"reason": "Settled."}),
        lambda w: ("post", f"incidents/{w.incident.pk}/close/", {"reason": "Settled."}),
        Role.EDITOR,
    ),
    Gesture(
        "restrict an incident",
        lambda w: ("incident-restrict", w.incident.reference, {"reason": "A witness is at risk."}),
        lambda w: ("post", f"incidents/{w.incident.pk}/restrict/", {"reason": "A witness is at risk."}),
        Role.EDITOR,
    ),
    Gesture(
        "raise a question",
        lambda w: ("question-raise", w.incident.reference, {"kind": "place", "text": "Where did it fall?"}),
        lambda w: ("post", f"incidents/{w.incident.pk}/questions/", {"kind": "place", "text": "Where did it fall?"}),
    ),
    Gesture(
        "add a party",
        lambda w: ("party-new", None, {"name": "The navy", "kind": "state_forces", "aliases": "Fleet\nNaval forces"}),
        lambda w: (
            "post",
            "parties/",
            {"name": "The navy", "kind": "state_forces", "aliases": ["Fleet", "Naval forces"]},
        ),
    ),
    Gesture(
        "add a source",
        lambda w: ("source-new", None, {"kind": "video", "title": "A video", "url": "https://example.org/v"}),
        lambda w: ("post", "sources/", {"kind": "video", "title": "A video", "url": "https://example.org/v"}),
    ),
    Gesture(
        "record an utterance with a claim, a figure and an allegation",
        lambda w: (
            "utterance-new",
            w.incident.reference,
            {
                "claimants-0-name": f"{w.coalition.name} [{w.coalition.pk}]",
                "speaker_label": "a spokesperson",
                "words": "They killed 21.",
                "carriage-source": f"{w.source.title} [{w.source.pk}]",
                "carriage-passage": "killed 21",
                "claims-0-text": "The army killed at least 21 people.",
                "claims-0-question": str(w.question.pk),
                "claims-0-figures-0-qualifier": "at_least",
                "claims-0-figures-0-minimum": "21",
                "claims-0-allegations-0-accused": f"{w.army.name} [{w.army.pk}]",
            },
        ),
        lambda w: (
            "post",
            "utterances/",
            {
                "claimants": [w.coalition.pk],
                "speaker_label": "a spokesperson",
                "words": "They killed 21.",
                "carriage": {"source": w.source.pk, "passage": "killed 21"},
                "claims": [
                    {
                        "incident": w.incident.pk,
                        "text": "The army killed at least 21 people.",
                        "question": w.question.pk,
                        "figures": [{"metric": "killed", "qualifier": "at_least", "minimum": 21}],
                        "allegations": [{"accused": w.army.pk, "role": "carried_out"}],
                    }
                ],
            },
        ),
    ),
    Gesture(
        "assess a claim",
        lambda w: ("claim-assess", w.claim.pk, {"status": "could_not_be_verified", "rationale": "No way there."}),
        lambda w: (
            "post",
            f"claims/{w.claim.pk}/assessments/",
            {"status": "could_not_be_verified", "rationale": "No way there."},
        ),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "check a source",
        lambda w: (
            "source-check",
            w.video.pk,
            {"aspect": "time", "taken_on": "2026-11-15", "how": "Shadows.", "established_by_label": "volunteers"},
        ),
        lambda w: (
            "post",
            f"sources/{w.video.pk}/checks/",
            {
                "aspect": "time",
                "taken_on": "2026-11-15",
                "taken_precision": "day",
                "how": "Shadows.",
                "established_by_label": "volunteers",
            },
        ),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "let a source count separately from its outlet",
        lambda w: ("source-independent", w.video.pk, {"of": "outlet", "reason": "A private recording."}),
        lambda w: (
            "post",
            "independences/",
            {"source": w.video.pk, "party": w.army.pk, "reason": "A private recording."},
        ),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "propose a status",
        lambda w: ("claim-assess", w.claim.pk, {"status": "refuted", "rationale": "Two clocks."}),
        lambda w: ("post", f"claims/{w.claim.pk}/assessments/", {"status": "refuted", "rationale": "Two clocks."}),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "sign an assessment off",
        lambda w: ("assessment-sign-off", w.proposed.pk, {"note": "I asked too."}),
        lambda w: ("post", f"assessments/{w.proposed.pk}/sign-off/", {"note": "I asked too."}),
        Role.EDITOR,
    ),
    Gesture(
        "send an assessment back",
        lambda w: ("assessment-send-back", w.proposed.pk, {"reason": "Ask the hospital."}),
        lambda w: ("post", f"assessments/{w.proposed.pk}/send-back/", {"reason": "Ask the hospital."}),
        Role.EDITOR,
    ),
    Gesture(
        "withdraw evidence",
        lambda w: ("evidence-withdraw", w.evidence.pk, {"reason": "Another town."}),
        lambda w: ("post", f"evidence/{w.evidence.pk}/withdraw/", {"reason": "Another town."}),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "write a note",
        lambda w: ("claim-note", w.claim.pk, {"text": "Ask them again, @Viewer."}),
        lambda w: ("post", "notes/", {"claim": w.claim.pk, "text": "Ask them again, @Viewer."}),
    ),
    Gesture(
        "record a use",
        lambda w: (
            "use-add",
            w.incident.reference,
            {"kind": "claim", "claim": str(w.claim.pk), "address": "https://example.org/", "words": "They said so."}
            | {"printed_at": "2026-11-20T12:30"},
        ),
        lambda w: (
            "post",
            f"claims/{w.claim.pk}/uses/",
            {"address": "https://example.org/", "words": "They said so.", "printed_at": "2026-11-20T12:30:00Z"},
        ),
    ),
    Gesture(
        "handle a use",
        lambda w: ("use-handle", w.use.pk, {"outcome": "corrected", "note": "It was 27."}),
        lambda w: ("post", f"uses/{w.use.pk}/handle/", {"outcome": "corrected", "note": "It was 27."}),
    ),
    Gesture(
        "retract a claim",
        lambda w: ("claim-retract", w.claim.pk, {"reason": "Taken back on Monday."}),
        lambda w: ("post", f"claims/{w.claim.pk}/retract/", {"reason": "Taken back on Monday."}),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "relate two claims",
        lambda w: (
            "claim-relate",
            w.lower.pk,
            {"kind": "responds_to", "other": str(w.claim.pk), "reason": "It says so."},
        ),
        lambda w: (
            "post",
            f"claims/{w.lower.pk}/relations/",
            {"kind": "responds_to", "other": w.claim.pk, "reason": "It says so."},
        ),
    ),
    Gesture(
        "confirm a contradiction",
        lambda w: (
            "contradiction-confirm",
            w.lower.pk,
            {"which": f"{w.claim.pk}-disjoint_figures", "material": "yes", "reason": "Looked at both."},
        ),
        lambda w: (
            "post",
            f"claims/{w.lower.pk}/confirm-contradiction/",
            {
                "other": w.claim.pk,
                "discrepancy": "disjoint_figures",
                "material": True,
                "reason": "Looked at both.",
            },
        ),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "dismiss a contradiction",
        lambda w: (
            "contradiction-dismiss",
            w.claim.pk,
            {"which": f"{w.lower.pk}-disjoint_figures", "reason": "Before and after."},
        ),
        lambda w: (
            "post",
            f"claims/{w.claim.pk}/dismiss-contradiction/",
            {"other": w.lower.pk, "discrepancy": "disjoint_figures", "reason": "Before and after."},
        ),
        Role.FACT_CHECKER,
    ),
    Gesture(
        "waive asking",
        lambda w: ("waive", w.allegation.pk, {"party": str(w.army.pk), "reason": "It would endanger a source."}),
        lambda w: (
            "post",
            "waivers/",
            {"allegation": w.allegation.pk, "party": w.army.pk, "reason": "It would endanger a source."},
        ),
    ),
    Gesture(
        "approve a decision not to ask",
        lambda w: ("waiver-approve", w.waiver.pk, {}),
        lambda w: ("post", f"waivers/{w.waiver.pk}/approve/", {}),
        Role.EDITOR,
    ),
    Gesture(
        "refuse a proposal not to ask",
        lambda w: ("waiver-refuse", w.waiver.pk, {"reason": "They can be reached."}),
        lambda w: ("post", f"waivers/{w.waiver.pk}/refuse/", {"reason": "They can be reached."}),
        Role.EDITOR,
    ),
    Gesture(
        "record a reported silence",
        lambda w: (
            "silence-add",
            w.incident.reference,
            {
                "party": f"{w.army.name} [{w.army.pk}]",
                "source": f"{w.source.title} [{w.source.pk}]",
                "kind": "yet_to_comment",
                "wording": "has yet to comment",
            },
        ),
        lambda w: (
            "post",
            "reported-silences/",
            {
                "incident": w.incident.pk,
                "party": w.army.pk,
                "source": w.source.pk,
                "kind": "yet_to_comment",
                "wording": "has yet to comment",
            },
        ),
    ),
    Gesture(
        "record that a request was sent",
        lambda w: ("request-send", w.draft.pk, {"channel": "email"}),
        lambda w: ("post", f"comment-requests/{w.draft.pk}/send/", {"channel": "email"}),
    ),
    Gesture(
        "put somebody in charge of a request",
        lambda w: ("request-assign", w.draft.pk, {"responsible": str(w.editor.pk)}),
        lambda w: ("post", f"comment-requests/{w.draft.pk}/assign/", {"responsible": w.editor.pk}),
    ),
    Gesture(
        "write the wording of requests",
        lambda w: ("request-template-new", None, {"language": "fr", "text": WORDING}),
        lambda w: ("post", "request-templates/", {"language": "fr", "text": WORDING}),
        Role.EDITOR,
    ),
    Gesture(
        "withdraw a request",
        lambda w: ("request-withdraw", w.draft.pk, {"reason": "Wrong desk.", "understood": "on"}),
        lambda w: ("post", f"comment-requests/{w.draft.pk}/withdraw/", {"reason": "Wrong desk."}),
    ),
]
AFTER_SENDING = [
    Gesture(
        "extend a deadline",
        lambda w: (
            "deadline-extend",
            w.request.pk,
            {"deadline": "2026-11-23T17:45", "deadline_zone": "Asia/Kathmandu", "reason": "It asked for more time."},
        ),
        lambda w: (
            "post",
            f"comment-requests/{w.request.pk}/extensions/",
            {
                "deadline": "2026-11-23T12:00:00Z",
                "deadline_zone": "Asia/Kathmandu",
                "reason": "It asked for more time.",
            },
        ),
    ),
    Gesture(
        "correct a reply",
        lambda w: ("reply-correct", w.reply.pk, {"words": "We regret it.", "reason": "A slip."}),
        lambda w: ("post", f"replies/{w.reply.pk}/correct/", {"words": "We regret it.", "reason": "A slip."}),
    ),
    Gesture(
        "work a reply in without an utterance",
        lambda w: ("reply-handle", w.reply.pk, {"note": "Nothing new in it."}),
        lambda w: ("post", f"replies/{w.reply.pk}/handle/", {"note": "Nothing new in it."}),
    ),
    Gesture(
        "log an attempt",
        lambda w: (
            "attempt-add",
            w.request.pk,
            {"channel": "phone", "reached": "voicemail", "outcome": "message_left", "note": "Will call again."},
        ),
        lambda w: (
            "post",
            f"comment-requests/{w.request.pk}/attempts/",
            {"channel": "phone", "reached": "voicemail", "outcome": "message_left", "note": "Will call again."},
        ),
    ),
    Gesture(
        "record that a party declines",
        lambda w: ("reply-add", w.request.pk, {"kind": "declines", "words": "No comment.", "terms": "on_the_record"}),
        lambda w: ("post", f"comment-requests/{w.request.pk}/replies/", {"kind": "declines", "words": "No comment."}),
    ),
]


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: gesture.name)
def test_both_doors_leave_the_same_rows(gesture: Gesture, world: World, users: dict[Role, User]):
    _compare(gesture, world, users)


@pytest.mark.sent
@pytest.mark.parametrize("gesture", AFTER_SENDING, ids=lambda gesture: gesture.name)
def test_both_doors_leave_the_same_rows_on_a_sent_request(gesture: Gesture, world: World, users: dict[Role, User]):
    _compare(gesture, world, users)


def _compare(gesture: Gesture, world: World, users: dict[Role, User]) -> None:
    by_browser = _undone(lambda: _in_browser(gesture, world, users[gesture.role]))
    by_api = _undone(lambda: _over_api(gesture, world, users[gesture.role]))

    assert by_browser
    assert by_browser == by_api


def _in_browser(gesture: Gesture, world: World, user: User) -> None:
    name, argument, typed = gesture.browser(world)
    page = read(Browser(user), reverse(name, args=[] if argument is None else [argument]))
    assert page.status == 200, page.text
    sent = page.send(**typed)
    assert sent.status == 303, sent.errors


def _over_api(gesture: Gesture, world: World, user: User) -> None:
    method, address, body = gesture.api(world)
    answer = Caller(user)(method, address, body)
    assert answer.status_code in (200, 201), answer.content


def _undone(gesture: Callable[[], None]) -> list[Any]:
    """What the gesture put on the record, and then nothing of it happened."""
    with transaction.atomic():
        last = Change.objects.latest("id").pk
        gesture()
        changes = list(Change.objects.filter(pk__gt=last).order_by("pk"))
        transaction.set_rollback(True)
    return _comparable(changes)


JUDGED = {Verb.CLAIM_RELATED, Verb.CONTRADICTION_CONFIRMED, Verb.CONTRADICTION_DISMISSED}


def _comparable(changes: list[Change]) -> list[Any]:
    """Changes without what is random or drawn from a sequence: rows made in the gesture are numbered per table."""
    names: dict[tuple[str, int], str] = {}
    for change in changes:
        subject = change.subject_type, change.subject_id
        count = sum(1 for known, _id in names if known == change.subject_type)
        if change.verb.endswith(ADDING) or change.verb in JUDGED:
            names.setdefault(subject, f"{change.subject_type} {count}")
    return [
        (
            change.verb,
            names.get((change.subject_type, change.subject_id), change.subject_id),
            change.by_user_id,
            change.at,
            change.reason,
            _row(change, names),
        )
        for change in changes
    ]


def _row(change: Change, names: dict[tuple[str, int], str]) -> dict[str, Any]:
    model = apps.get_model("claims", change.subject_type)
    row = dict(change.after or {})
    row.pop("reference", None)
    for field in model._meta.concrete_fields:
        target = field.remote_field.model if field.remote_field else model if field.primary_key else None
        if target is not None and field.column in row:
            row[field.column] = names.get((target._meta.model_name, row[field.column]), row[field.column])
    return row
