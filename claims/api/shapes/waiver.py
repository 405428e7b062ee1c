"""Waivers: decisions not to ask, proposed by one person and decided by another."""

from typing import Any

from django.db import models

from claims.api.columns import column
from claims.api.fields import Ref, Text
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.allegation import AllegationOfClaimShape
from claims.api.shapes.brief import PartyBriefShape, PersonShape
from claims.models import Allegation, Party, Waiver, WaiverDecision
from claims.models.claim import assessed
from claims.rules.actor import Actor


class WaiverInput(Input):
    allegation = Ref(Allegation)
    party = Ref(Party)
    reason = column(Waiver, "reason", required=True)


class RefusalInput(Input):
    reason = Text(longest=2000)


class WaiverDecisionShape(Shape):
    by_user = PersonShape()

    class Meta:
        model = WaiverDecision
        fields = ("approved", "reason", "by_user", "at")


class WaiverShape(Shape):
    """It counts once `decision.approved` is true."""

    allegation = AllegationOfClaimShape()
    party = PartyBriefShape()
    by_user = PersonShape()
    decision = WaiverDecisionShape(allow_null=True)

    class Meta:
        model = Waiver
        fields = ("id", "allegation", "party", "reason", "by_user", "at", "decision")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        rows = Waiver.objects.visible_to(actor).with_parts()
        return rows.prefetch_related(assessed("allegation__claim__"))
