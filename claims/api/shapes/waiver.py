"""Waivers: decisions not to ask."""

from typing import Any

from django.db import models

from claims.api.columns import column
from claims.api.fields import Ref
from claims.api.query import Filters, QueryRef
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.allegation import AllegationOfClaimShape
from claims.api.shapes.brief import PartyBriefShape, PersonShape
from claims.models import Allegation, Incident, Party, Waiver
from claims.models.claim import assessed
from claims.rules.actor import Actor


class WaiverInput(Input):
    allegation = Ref(Allegation)
    party = Ref(Party)
    reason = column(Waiver, "reason", required=True)


class WaiverFilters(Filters):
    incident = QueryRef(Incident, required=False)
    party = QueryRef(Party, required=False)


class WaiverShape(Shape):
    allegation = AllegationOfClaimShape()
    party = PartyBriefShape()
    by_user = PersonShape()

    class Meta:
        model = Waiver
        fields = ("id", "allegation", "party", "reason", "by_user", "at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        rows = Waiver.objects.visible_to(actor)
        rows = rows.select_related("allegation__claim", "allegation__accused", "party", "by_user")
        return rows.prefetch_related(assessed("allegation__claim__"))
