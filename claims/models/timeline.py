"""The timeline of an incident: what was said, asked, replied, assessed and printed, in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from claims.models.claim import Claim
from claims.models.incident import Incident
from claims.models.ledger import Entry, ledger_of
from claims.models.utterance import Utterance
from claims.rules.actor import Actor
from claims.rules.timeline import Span, span_of
from claims.vocabulary import DatePrecision, LedgerKind, TimelineKind

OF_THE_LEDGER = {
    LedgerKind.REQUEST_SENT: TimelineKind.ASKED,
    LedgerKind.ATTEMPT: TimelineKind.ASKED,
    LedgerKind.REPLY: TimelineKind.REPLIED,
    LedgerKind.PRINTED: TimelineKind.PRINTED,
}
ORDER = {kind: place for place, kind in enumerate(TimelineKind)}


@dataclass(frozen=True)
class Event:
    """One thing that happened; `span` is None where nobody knows when.

    `row` is the incident, an utterance, an `Entry` of the ledger, or an assessment, its sign-off or a voiding of that.
    `claims` are what was said on the occasion, or what was assessed: the reader sees each.
    """

    kind: TimelineKind
    span: Span | None
    row: Any
    claims: tuple[Claim, ...] = ()

    @property
    def noun(self) -> str:
        """What the row is."""
        name: str = "entry" if isinstance(self.row, Entry) else self.row._meta.model_name
        return name


def timeline_of(incident: Incident, *, actor: Actor, zone: tzinfo, now: datetime) -> list[Event]:
    """What the actor may see of it, the earliest first and what has no time last. Days are those of the zone."""
    claims = list(Claim.objects.visible_to(actor).filter(incident=incident).with_parts(actor).order_by("pk"))
    events = [
        Event(TimelineKind.HAPPENED, _span(incident, "occurred", zone), incident),
        *_sayings(claims, zone),
        *(event for claim in claims for event in _judged(claim)),
        *(
            Event(OF_THE_LEDGER[entry.kind], Span(entry.at, entry.at), entry)
            for entry in ledger_of(incident, actor=actor, now=now).entries
            if entry.kind in OF_THE_LEDGER
        ),
    ]
    known = [event for event in events if event.span is not None]
    return [*sorted(known, key=_place), *(event for event in events if event.span is None)]


def _place(event: Event) -> tuple[datetime, datetime, int]:
    assert event.span is not None
    return event.span.start, event.span.end, ORDER[event.kind]


def _sayings(claims: list[Claim], zone: tzinfo) -> Iterator[Event]:
    """One for each occasion, with all that was claimed on it."""
    said: dict[Utterance, list[Claim]] = {}
    for claim in claims:
        for link in claim.links.all():
            said.setdefault(link.utterance, []).append(claim)
    for utterance, its in said.items():
        yield Event(TimelineKind.SAID, _span(utterance, "said", zone), utterance, tuple(its))


def _judged(claim: Claim) -> Iterator[Event]:
    for assessment in claim.assessments.all():
        yield _judgement(assessment, claim)
        if signed := getattr(assessment, "sign_off", None):
            yield _judgement(signed, claim)
            for voiding in signed.voidings.all():
                yield _judgement(voiding, claim)


def _judgement(row: Any, claim: Claim) -> Event:
    return Event(TimelineKind.ASSESSED, Span(row.at, row.at), row, (claim,))


def _span(row: Any, stem: str, zone: tzinfo) -> Span | None:
    on, at, precision = (getattr(row, f"{stem}_{part}") for part in ("on", "at", "precision"))
    return span_of(on, at, DatePrecision(precision), zone)
