"""Claims that we stand on, or mean to, and that stand on little; and claims that nobody has assessed."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from claims.models._digest_answers import leaving
from claims.models.allegation import Allegation
from claims.models.claim import Claim, ClaimQuerySet
from claims.models.support import attested_and_supported
from claims.models.use import Use
from claims.rules.digest_items import Item
from claims.vocabulary import ClaimKind, DigestItemKind, Status, WorkState

WE_STAND_ON = (Status.CORROBORATED, Status.ESTABLISHED)
UNASSESSED_FOR = timedelta(days=7)


def weak_spots(newsroom_id: int, *, now: datetime) -> list[Item]:
    """The weak spots of the newsroom's open incidents at this instant."""
    claims = Claim.objects.told_to(leaving(newsroom_id)).live().filter(kind=ClaimKind.FACT)
    claims = claims.exclude(incident__work_state=WorkState.CLOSED).order_by("pk")
    return [*_on_one_root(claims), *_unassessed(claims, now)]


def _on_one_root(claims: ClaimQuerySet) -> list[Item]:
    printed = Use.objects.filter(claim=OuterRef("pk"))
    to_print = Allegation.objects.current().filter(claim=OuterRef("pk"), for_publication=True)
    used = list(claims.filter(Q(status__in=WE_STAND_ON) | Exists(printed) | Exists(to_print)))
    support = attested_and_supported(used)
    return [
        Item(
            DigestItemKind.ONE_ROOT,
            claim.incident_id,
            {"claim": claim.pk},
            facts={"status": claim.status, "documents": behind.documents, "roots": behind.known_roots},
        )
        for claim in used
        if (behind := support[claim.pk]).known_roots == 1
    ]


def _unassessed(claims: ClaimQuerySet, now: datetime) -> list[Item]:
    waiting = claims.filter(status=Status.NOT_ASSESSED, recorded_at__lte=now - UNASSESSED_FOR)
    return [
        Item(
            DigestItemKind.NOT_ASSESSED,
            incident,
            {"claim": claim},
            facts={"since": since.isoformat(), "days": (now - since).days},
        )
        for claim, incident, since in waiting.values_list("pk", "incident_id", "recorded_at")
    ]
