"""The ledger of an incident: what was done about its right of reply, in order of time, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch

from claims.models.answer import Answer
from claims.models.answering import resolved
from claims.models.attempt import Attempt
from claims.models.change import Change
from claims.models.comment_request import CommentRequest, RequestedAllegation
from claims.models.deadline_extension import DeadlineExtension
from claims.models.incident import Incident
from claims.models.party import Party
from claims.models.reply import Reply
from claims.models.reply_trail import Correction, ReplyHandled
from claims.models.silence import ChannelCheck, ReportedSilence
from claims.models.source import Source
from claims.models.use import Use, UseHandled
from claims.models.waiver import Waiver, WaiverDecision
from claims.rules.actor import Actor
from claims.rules.ledger import RECORDED_BY
from claims.rules.roles import May, may
from claims.vocabulary import LedgerKind, RequestState

ORDER = {kind: place for place, kind in enumerate(LedgerKind)}
# What terms can withhold of a ledger, and how each hangs on its incident.
CAN_BE_WITHHELD: dict[Any, str] = {
    RequestedAllegation: "comment_request__incident",
    Reply: "comment_request__incident",
    Correction: "reply__comment_request__incident",
    ReplyHandled: "reply__comment_request__incident",
    ReportedSilence: "incident",
    Waiver: "allegation__claim__incident",
    WaiverDecision: "waiver__allegation__claim__incident",
    Use: "incident",
    UseHandled: "use__incident",
}


@dataclass(frozen=True)
class Entry:
    """One thing that was done or is due. `row` is what it is told from, `recorded` the Change that kept it.

    `at` is when it happened; `by_the_day`: only its day or less is known. `party` is whom it concerns, merges
    resolved; `touches` are the ids of all parties it does. `zone`: in which a deadline was stated. `ahead`: to come.
    """

    kind: LedgerKind
    at: datetime
    row: Any
    party: Party | None = None
    touches: frozenset[int] = frozenset()
    request: CommentRequest | None = None
    recorded: Change | None = None
    zone: str = ""
    ahead: bool = False
    by_the_day: bool = False

    @property
    def place(self) -> tuple[datetime, int, int]:
        return self.at, ORDER[self.kind], self.row.pk


@dataclass(frozen=True)
class Ledger:
    """What the reader may see, the earliest first; `withheld` items more were not said for publication."""

    incident: Incident
    entries: list[Entry]
    withheld: int

    @property
    def parties(self) -> list[Party]:
        """Those whom entries concern, by name."""
        found = {entry.party.pk: entry.party for entry in self.entries if entry.party}
        return sorted(found.values(), key=lambda party: (party.name, party.pk))

    def about(self, party: int | None) -> list[Entry]:
        """The entries that touch the party, and those that concern everybody; all, for None."""
        return [entry for entry in self.entries if party is None or not entry.touches or party in entry.touches]


def ledger_of(incident: Incident, *, actor: Actor, now: datetime) -> Ledger:
    """The ledger of an incident that the actor may see."""
    uses = Use.objects.visible_to(actor).filter(incident=incident).with_trail()
    entries = [
        *(entry for request in _requests(incident, actor) for entry in _of_request(request, now)),
        *map(_of_check, _checks(incident, actor)),
        *map(_of_silence, _silences(incident, actor)),
        *(entry for waiver in _waivers(incident, actor) for entry in _of_waiver(waiver)),
        *(entry for use in uses.prefetch_related("claim__allegations__accused") for entry in _of_use(use)),
    ]
    in_order = sorted(_recorded(incident, entries), key=lambda entry: entry.place)
    return Ledger(incident, in_order, withheld_in(incident, actor=actor))


def withheld_in(incident: Incident, *, actor: Actor) -> int:
    """How much of the incident's ledger terms and embargoes keep from the actor."""
    if may(actor, May.SEE_WITHHELD):
        return 0
    first, *others = (
        model._default_manager.withheld_from(actor).filter(**{path: incident}).order_by().values("pk")
        for model, path in CAN_BE_WITHHELD.items()
    )
    count: int = first.union(*others, all=True).count()
    return count


def first_deadline(request: CommentRequest) -> tuple[datetime | None, str]:
    """The deadline that the request itself stated, before anybody extended it, and in which zone. Needs extensions."""
    stands = (request.deadline, request.deadline_zone)
    return next(((each.earlier, each.zone_before) for each in request.extensions.all()), stands)


def _requests(incident: Incident, reader: Actor) -> Iterable[CommentRequest]:
    answers = Answer.objects.told_to(reader).current().select_related("allegation__accused", "allegation__claim")
    trail = Correction.objects.told_to(reader).select_related("by_user", "by_token")
    handled = ReplyHandled.objects.told_to(reader).select_related("by_user", "by_token")
    replies = (
        Reply.objects.told_to(reader)
        .select_related("speaks_for__merged_into")
        .prefetch_related(Prefetch("answers", answers), Prefetch("corrections", trail), Prefetch("handled", handled))
    )
    asked = RequestedAllegation.objects.told_to(reader).select_related("allegation__claim", "allegation__accused")
    return (
        CommentRequest.objects.visible_to(reader)
        .filter(incident=incident)
        .select_related("incident", "party__merged_into", "contact_point", "sent_by", "responsible")
        .prefetch_related(
            Prefetch("asked", asked.order_by("allegation_id")),
            "questions",
            Prefetch("attempts", Attempt.objects.select_related("contact_point", "by_user")),
            Prefetch("extensions", DeadlineExtension.objects.select_related("by_user", "by_token")),
            Prefetch("replies", replies),
        )
    )


def _checks(incident: Incident, reader: Actor) -> Iterable[ChannelCheck]:
    rows = ChannelCheck.objects.visible_to(reader).filter(incident=incident)
    seen = Prefetch("source", Source.objects.visible_to(reader))
    return rows.select_related("party__merged_into", "by_user").prefetch_related(seen)


def _silences(incident: Incident, reader: Actor) -> Iterable[ReportedSilence]:
    rows = ReportedSilence.objects.visible_to(reader).filter(incident=incident)
    return rows.select_related("party__merged_into", "source", "asked_by__merged_into", "allegation__claim")


def _waivers(incident: Incident, reader: Actor) -> Iterable[Waiver]:
    rows = Waiver.objects.visible_to(reader).filter(allegation__claim__incident=incident)
    return rows.select_related(
        "party__merged_into", "allegation__accused", "allegation__claim", "by_user", "decision__by_user"
    )


def _of_request(request: CommentRequest, now: datetime) -> Iterator[Entry]:
    whom = _whom(request.party) | {"request": request}
    yield Entry(LedgerKind.REQUEST_DRAFTED, request.drafted_at, request, **whom)
    if request.sent_at:
        yield Entry(LedgerKind.REQUEST_SENT, request.sent_at, request, **whom)
    if request.withdrawn_at:
        yield Entry(LedgerKind.REQUEST_WITHDRAWN, request.withdrawn_at, request, **whom)
    for attempt in request.attempts.all():
        yield Entry(LedgerKind.ATTEMPT, attempt.at, attempt, **whom)
    for extension in request.extensions.all():
        yield Entry(LedgerKind.DEADLINE_EXTENDED, extension.at, extension, **whom, zone=extension.deadline_zone)
        if extension.earlier < extension.at:  # it had passed before anybody extended it
            yield Entry(LedgerKind.DEADLINE, extension.earlier, request, **whom, zone=extension.zone_before)
    if (deadline := _stood(request)) is not None:
        yield Entry(LedgerKind.DEADLINE, deadline, request, **whom, zone=request.deadline_zone, ahead=deadline > now)
    for reply in request.replies.all():
        yield from _of_reply(reply, request)


def _stood(request: CommentRequest) -> datetime | None:
    """The deadline of a request that was sent, unless it was withdrawn before that."""
    if request.state == RequestState.DRAFT or request.sent_at is None or request.deadline is None:
        return None
    return None if request.withdrawn_at and request.withdrawn_at < request.deadline else request.deadline


def _of_reply(reply: Reply, request: CommentRequest) -> Iterator[Entry]:
    whom = _whom(request.party, resolved(reply.speaks_for)) | {"request": request}
    yield Entry(LedgerKind.REPLY, reply.received_at, reply, **whom)
    for correction in reply.corrections.all():
        yield Entry(LedgerKind.REPLY_CORRECTED, correction.at, correction, **whom)
    if handled := getattr(reply, "handled", None):
        yield Entry(LedgerKind.REPLY_HANDLED, handled.at, handled, **whom)


def _of_check(check: ChannelCheck) -> Entry:
    return Entry(LedgerKind.CHANNELS_CHECKED, check.at, check, **_whom(check.party))


def _of_silence(silence: ReportedSilence) -> Entry:
    """When it was reported, as far as that is known; else when we recorded it."""
    at, day = silence.reported_at, silence.reported_on
    if at is None:
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else silence.recorded_at
    known = silence.reported_at is not None or day is None
    return Entry(LedgerKind.SILENCE_REPORTED, at, silence, **_whom(silence.party), by_the_day=not known)


def _of_waiver(waiver: Waiver) -> Iterator[Entry]:
    whom = _whom(waiver.party)
    yield Entry(LedgerKind.WAIVER_PROPOSED, waiver.at, waiver, **whom)
    if decision := getattr(waiver, "decision", None):
        kind = LedgerKind.WAIVER_APPROVED if decision.approved else LedgerKind.WAIVER_REFUSED
        yield Entry(kind, decision.at, decision, **whom)


def _of_use(use: Use) -> Iterator[Entry]:
    """What was printed concerns whom the claim accuses; the line concerns everybody."""
    accused = [each.accused for each in use.claim.allegations.all()] if use.claim else []
    touched = frozenset(party.merged_into_id or party.pk for party in accused)
    yield Entry(LedgerKind.PRINTED, use.printed_at, use, touches=touched)
    for handled in use.handled.all():
        yield Entry(LedgerKind.USE_HANDLED, handled.at, handled, touches=touched)


def _whom(party: Party, *others: Party) -> dict[str, Any]:
    whom = resolved(party)
    return {"party": whom, "touches": frozenset({whom.pk, *(other.pk for other in others)})}


def _recorded(incident: Incident, entries: list[Entry]) -> Iterator[Entry]:
    """The entries with the Changes that recorded them: who did it, and when it came on the record."""
    changes = Change.objects.filter(incident=incident, verb__in=set(RECORDED_BY.values()))
    found: dict[tuple[str | None, str, int], Change] = {
        (change.verb, change.subject_type, change.subject_id): change
        for change in changes.select_related("by_user", "by_token").defer("after", "kept").order_by("-id")
    }
    for entry in entries:
        key = (RECORDED_BY.get(entry.kind), entry.row._meta.model_name, entry.row.pk)
        yield Entry(**{**vars(entry), "recorded": found.get(key)})
