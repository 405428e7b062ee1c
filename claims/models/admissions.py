"""Admissions against interest: the accused, or who answers for it, accepts an allegation of the claim."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from claims.models.answer import Answer
from claims.models.claim import Claim, ClaimUtterance
from claims.models.party import Party, PartyRelation
from claims.rules.allegations import in_force
from claims.rules.utterances import Said
from claims.vocabulary import DatePrecision, Position, Stance, Standing

Days = tuple[date, date]
# accused → (who answers for it, since, until), merges resolved
Answering = dict[int, list[tuple[int, date | None, date | None]]]


def admissions_to(claims: Iterable[Claim]) -> dict[int, list[Party]]:
    """Claim id → who admits it, once for each admission, in a fixed number of queries.

    Claiming responsibility is no admission: nobody who boasts of an act acts against interest.
    """
    ids = [claim.pk for claim in claims]
    accepted = list(_accepted(ids))
    said = _said({answer.claim_id for answer in accepted if answer.claim_id})
    answering = _answering(accepted)
    found: dict[int, list[Party]] = {claim_id: [] for claim_id in ids}
    for answer in accepted:
        accused = answer.allegation.accused.merged_into_id or answer.allegation.accused_id
        for speaker, days in _speakers(answer, said):
            spoken = (speaker.merged_into or speaker).pk
            if spoken == accused or any(
                other == spoken and in_force(days, since, until) for other, since, until in answering[accused]
            ):
                found[answer.allegation.claim_id].append(speaker.merged_into or speaker)
                break
    return found


def _accepted(claim_ids: list[int]) -> Iterable[Answer]:
    rows = Answer.objects.current().filter(
        Q(claim__isnull=True) | Q(claim__standing=Standing.LIVE),
        allegation__claim__in=claim_ids,
        allegation__withdrawn_at__isnull=True,
        position=Position.ACCEPTS,
    )
    boasts = Q(claim__isnull=False, claim__stance=Stance.CLAIMS_RESPONSIBILITY)
    return rows.exclude(boasts).select_related("allegation__accused", "reply__speaks_for__merged_into").order_by("pk")


def _speakers(answer: Answer, said: dict[int, list[tuple[Party, Days | None]]]) -> list[tuple[Party, Days]]:
    """Who speaks in the answer, and on which days it can have been said."""
    recorded = (answer.at.date(), answer.at.date())
    if answer.reply is not None:
        received = answer.reply.received_at.date()
        return [(answer.reply.speaks_for, (received, received))]
    return [(party, days or recorded) for party, days in said[answer.claim_id or 0]]


def _said(claim_ids: set[int]) -> dict[int, list[tuple[Party, Days | None]]]:
    found: dict[int, list[tuple[Party, Days | None]]] = defaultdict(list)
    links = ClaimUtterance.objects.filter(claim__in=claim_ids).select_related("utterance").order_by("pk")
    for link in links.prefetch_related("utterance__claimants__party__merged_into"):
        when = link.utterance
        days = Said(when.said_on, when.said_at, DatePrecision(when.said_precision)).days()
        found[link.claim_id] += [(claimant.party, days) for claimant in when.claimants.all()]
    return found


def _answering(accepted: list[Answer]) -> Answering:
    found: Answering = defaultdict(list)
    accused = {each.allegation.accused.merged_into_id or each.allegation.accused_id for each in accepted}
    rows = (
        PartyRelation.objects.answering_for()
        .filter(Q(other__in=accused) | Q(other__merged_into__in=accused))
        .values_list("other_id", "other__merged_into_id", "party_id", "party__merged_into_id", "since", "until")
    )
    for other, other_merged, party, party_merged, since, until in rows if accused else ():
        found[other_merged or other].append((party_merged or party, since, until))
    return found
