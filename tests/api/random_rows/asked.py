"""Requests for comment and what came of them, silences, uses, flags."""

from datetime import timedelta
from itertools import count
from typing import Any

from claims.models import (
    Answer,
    Attempt,
    ChannelCheck,
    CommentRequest,
    Correction,
    DeadlineExtension,
    Flag,
    Reply,
    ReplyHandled,
    ReportedSilence,
    RequestedAllegation,
    RequestedQuestion,
    Use,
    UseHandled,
    Waiver,
    WaiverDecision,
)
from claims.vocabulary import (
    Channel,
    CheckResult,
    CorrectedField,
    FlagKind,
    Outcome,
    Position,
    Reached,
    ReplyKind,
    RequestState,
    SilenceKind,
    Terms,
    UseKind,
    UseOutcome,
)
from tests.api.random_rows.rows import Rows
from tests.factories import NOW


def asked(r: Rows) -> None:
    def request(allegation: Any) -> dict[str, Any]:
        sent = r.any([True, False])
        deadline = NOW + timedelta(days=1_000)
        state = {"state": RequestState.SENT, "sent_at": r.instant(), "sent_by_id": r.users[0]} if sent else {}
        point = r.any(r.contacts)
        about = {"incident": allegation.claim.incident, "party": point.party, "drafted_at": r.instant()}
        how = {"text": r.text(some=True), "contact_point": r.maybe(point), "nature": r.text()}
        return about | how | state | {"deadline": deadline, "deadline_zone": "UTC", "responsible_id": r.users[1]}

    put = r.chance.sample(r.allegations, 5)
    requests = r.kept(CommentRequest, (request(each) for each in put))
    own = {each.pk: [a for a in r.allegations if a.claim.incident_id == each.incident_id] for each in requests}
    r.kept(RequestedAllegation, ({"comment_request": q, "allegation": a} for q in requests for a in own[q.pk][:3]))
    r.kept(
        RequestedQuestion,
        ({"comment_request": q, "position": n, "text": r.text(some=True)} for q in requests for n in (2, 1)),
    )
    later = NOW + timedelta(days=1_000)
    r.kept(
        DeadlineExtension,
        (
            {"comment_request": q, "earlier": NOW, "deadline": later, "deadline_zone": "UTC", "reason": "More."}
            | {"earlier_zone": r.any(["", "Africa/Bamako"]), "at": r.instant(), "by_user_id": r.maybe(r.users[0])}
            for q in requests[:2]
        ),
    )
    r.kept(
        Attempt,
        (
            {"comment_request": q, "channel": r.any(Channel), "reached": r.any(Reached), "outcome": r.any(Outcome)}
            | {"by_user_id": r.maybe(r.users[0]), "at": r.instant(), "contact_point": r.maybe(r.any(r.contacts))}
            for q in requests
        ),
    )

    def reply(q: Any) -> dict[str, Any]:
        terms = r.any([*Terms, Terms.ON_BACKGROUND])
        described = "an official" if terms == Terms.ON_BACKGROUND else ""
        said = {"terms": terms, "background_as": described, "words": r.text(), "speaker_label": r.text()}
        at = {"received_at": r.instant(), "utterance": r.maybe(r.any(r.utterances))}
        return {"comment_request": q, "kind": r.any(ReplyKind), "speaks_for": r.any(r.parties), **said, **at}

    replies = r.kept(Reply, (reply(q) for q in requests))
    r.kept(
        Correction,
        (
            {"reply": each, "field": field, "before": "a", "after": f"b{n}", "reason": "A slip.", "at": r.instant()}
            | {"by_user_id": r.maybe(r.users[0])}
            for each in replies[:3]
            for n, field in enumerate([*CorrectedField, CorrectedField.WORDS])
        ),
    )
    r.kept(
        ReplyHandled,
        (
            {"reply": each, "utterance": r.maybe(r.any(r.utterances)), "note": r.text(some=True), "at": r.instant()}
            for each in replies[:3]
        ),
    )
    r.kept(
        Answer,
        (
            {"reply": each, "allegation": a, "position": r.any(Position), "at": r.instant()}
            | {"withdrawn_at": r.maybe(r.instant())}
            for each in replies
            for a in own[each.comment_request_id][:2]
        ),
    )
    waivers = r.kept(
        Waiver,
        (
            {
                "allegation": each,
                "party": r.any(r.parties),
                "reason": "No.",
                "at": r.instant(),
                "by_user_id": r.users[0],
            }
            for each in put[:3]
        ),
    )
    decided = {"approved": True, "by_user_id": r.users[1], "at": r.instant(), "reason": r.text()}
    r.kept(WaiverDecision, ({"waiver": each, **decided} for each in waivers[:2]))
    checks = r.kept(
        ChannelCheck,
        (
            {"incident": each, "party": r.any(r.parties), "channels": "web", "result": r.any(CheckResult)}
            | {"source": r.maybe(r.any(r.sources)), "by_user_id": r.maybe(r.users[0]), "at": r.instant()}
            for each in r.incidents
        ),
    )
    r.kept(
        ReportedSilence,
        (
            {"incident": each, "party": r.any(r.parties), "source": r.any(r.sources), "kind": r.any(SilenceKind)}
            | {"wording": "silent", "asked_by": r.maybe(r.any(r.parties)), "recorded_at": r.instant()}
            | r.dated("reported")
            for each in r.incidents
        ),
    )
    _flagged(r, {"allegation": put, "comment_request": requests, "reply": replies, "waiver": waivers}, checks)


def _flagged(r: Rows, subjects: dict[str, list[Any]], checks: list[Any]) -> None:
    printed = {"address": "https://example.org/story", "words": r.text(some=True)}
    uses = r.kept(
        Use,
        (
            {"incident": each.incident, "kind": UseKind.CLAIM, "claim": each, **printed, **r.by()}
            | {"printed_at": r.instant(), "recorded_at": r.instant()}
            for each in r.claims[:4]
        ),
    )
    line = {"incident": r.incidents[0], "kind": UseKind.LINE, "printed_at": NOW, "recorded_at": NOW, **printed}
    r.kept(Use, [line])
    r.kept(UseHandled, ({"use": each, "outcome": r.any(UseOutcome), "at": r.instant(), **r.by()} for each in uses[:2]))
    subjects |= {"claim": r.claims[:4], "use": uses, "channel_check": checks}
    incident = {
        "allegation": lambda row: row.claim.incident,
        "reply": lambda row: row.comment_request.incident,
        "waiver": lambda row: row.allegation.claim.incident,
    }
    # A kind has one sort of subject, elsewhere: here the ids of two may be the same, and no two flags begin together.
    later = (timedelta(seconds=number) for number in count(1))
    r.kept(
        Flag,
        (
            {name: row, "kind": kind, "since": r.instant() + next(later), "raised_at": r.instant()}
            | {"incident": incident.get(name, lambda row: row.incident)(row), "cleared_at": r.maybe(r.instant())}
            for name, found in subjects.items()
            for row in found
            for kind in r.chance.sample(list(FlagKind), 2)
        ),
    )
