"""What is on the record about one party, incident by incident: what it says, is alleged of, was asked and answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, prefetch_related_objects

from claims.models import (
    Allegation,
    ChannelCheck,
    Claim,
    CommentRequest,
    Incident,
    Newsroom,
    Party,
    ReportedSilence,
)
from claims.models.answering import OwedAnswer, owed_answers
from claims.models.board import RequestCard, request_cards
from claims.models.claim import saying_it
from claims.models.support import attested_and_supported
from claims.rules.actor import Actor
from claims.rules.printable import YetToComment, yet_to_comment
from claims.rules.roots import Support
from claims.vocabulary import CheckResult
from claims.web.comment_requests import loaded

INCIDENTS_SHOWN = 8
# Of what it says in one incident; the incident's page shows the rest.
SAID_SHOWN = 20
RestsOn = Callable[[OwedAnswer], YetToComment | None]


@dataclass
class InIncident:
    """The party in one incident; of allegations, with that on which “has yet to comment” could rest."""

    incident: Incident
    against: list[tuple[OwedAnswer, YetToComment | None]] = field(default_factory=list)
    for_others: list[tuple[OwedAnswer, YetToComment | None]] = field(default_factory=list)
    said: list[tuple[Claim, Support]] = field(default_factory=list)
    requests: list[RequestCard] = field(default_factory=list)
    silences: list[ReportedSilence] = field(default_factory=list)
    checks: list[ChannelCheck] = field(default_factory=list)

    @property
    def shown(self) -> list[tuple[Claim, Support]]:
        return self.said[:SAID_SHOWN]

    @property
    def not_shown(self) -> int:
        return max(len(self.said) - SAID_SHOWN, 0)


@dataclass(frozen=True)
class Reading:
    """For whom, of whom: `ids` are the party's own and those of parties merged into it, `answers_for` of others."""

    party: Party
    ids: list[int]
    answers_for: list[int]
    newsroom: Newsroom
    actor: Actor
    now: datetime

    @property
    def own(self) -> dict[str, Any]:
        return {"party__in": self.ids}


def incidents_of(reading: Reading, number: str | None) -> tuple[Page[Incident], list[InIncident]]:
    """A page of the incidents in which anything is on record about the party, the newest first."""
    requests = CommentRequest.objects.visible_to(reading.actor).filter(**reading.own)
    silences = ReportedSilence.objects.visible_to(reading.actor).filter(**reading.own)
    checks = ChannelCheck.objects.visible_to(reading.actor).filter(**reading.own)
    said = Claim.objects.visible_to(reading.actor).made_by(reading.party, reading.actor)
    allegations = _allegations(reading)
    anywhere = Q(pk__in=allegations.order_by().values("claim__incident"))
    for rows in (requests, silences, checks, said):
        anywhere |= Q(pk__in=rows.order_by().values("incident"))
    found = Incident.objects.visible_to(reading.actor).filter(anywhere).order_by("-opened_at", "-pk")
    page = Paginator(found, INCIDENTS_SHOWN).get_page(number)
    groups = {incident.pk: InIncident(incident) for incident in page}
    here = {"incident__in": list(groups)}
    owed = owed_answers(allegations.filter(claim__incident__in=list(groups)), now=reading.now)
    looks = list(checks.filter(**here).select_related("by_user").order_by("-at", "-pk"))
    told = list(_silences(silences.filter(**here)))
    _place_owed(groups, reading, owed, _silence(reading, told, looks))
    _place_said(groups, said.filter(**here).with_parts(reading.actor).order_by("-recorded_at", "-pk"))
    asked = loaded(reading.actor).visible_to(reading.actor).filter(**reading.own, **here)
    cards = request_cards(asked.order_by("-drafted_at", "-pk"), owed, now=reading.now)
    for card in cards:
        groups[card.request.incident_id].requests.append(card)
    for silence in told:
        groups[silence.incident_id].silences.append(silence)
    for look in looks:
        groups[look.incident_id].checks.append(look)
    return page, list(groups.values())


def _allegations(reading: Reading) -> Any:
    """Against it, and against those it answers for."""
    accused = [*reading.ids, *reading.answers_for]
    rows = Allegation.objects.visible_to(reading.actor)
    return rows.filter(Q(accused__in=accused) | Q(accused__merged_into__in=accused))


def _silences(rows: Any) -> Iterable[ReportedSilence]:
    related = ("source__outlet", "asked_by__merged_into", "allegation__claim")
    return rows.select_related(*related).order_by("-recorded_at", "-pk")


def _place_owed(groups: dict[int, InIncident], reading: Reading, owed: list[OwedAnswer], rests_on: RestsOn) -> None:
    its_own = [each for each in owed if each.party == reading.party]
    prefetch_related_objects([each.allegation.claim for each in its_own], saying_it(reading.actor))
    for each in its_own:
        group = groups[each.allegation.claim.incident_id]
        (group.for_others if each.for_another else group.against).append((each, rests_on(each)))


def _place_said(groups: dict[int, InIncident], rows: Iterable[Claim]) -> None:
    claims = list(rows)
    supports = attested_and_supported(claims)
    for claim in claims:
        groups[claim.incident_id].said.append((claim, supports[claim.pk]))


def _silence(reading: Reading, told: list[ReportedSilence], looks: list[ChannelCheck]) -> RestsOn:
    """On what “has yet to comment” could rest, for each answer owed."""
    reported = {(each.incident_id, each.allegation_id) for each in told}
    looked: dict[int, list[datetime]] = defaultdict(list)
    for look in looks:
        if look.result == CheckResult.FOUND_NOTHING:
            looked[look.incident_id].append(look.at)

    def rests_on(each: OwedAnswer) -> YetToComment | None:
        incident_id = each.allegation.claim.incident_id
        return yet_to_comment(
            each.state,
            reported=bool(reported & {(incident_id, None), (incident_id, each.allegation.pk)}),
            looked=looked[incident_id],
            holds=timedelta(hours=reading.newsroom.channel_check_holds_hours),
            now=reading.now,
        )

    return rests_on
