"""Flags: what needs a person, as the clock sees it."""

from typing import Any

from django.db import models

from claims.api.fields import Choice
from claims.api.query import Filters, QueryRef, QueryYesNo
from claims.api.shapes._base import Shape
from claims.api.shapes.allegation import AllegationOfClaimShape
from claims.api.shapes.brief import IncidentBriefShape, PartyBriefShape
from claims.models import CommentRequest, Flag, Incident
from claims.models.claim import assessed
from claims.rules.actor import Actor
from claims.vocabulary import FlagKind


class FlagFilters(Filters):
    incident = QueryRef(Incident, required=False)
    kind = Choice(FlagKind, required=False)
    cleared = QueryYesNo(required=False)


class FlaggedRequestShape(Shape):
    party = PartyBriefShape()

    class Meta:
        model = CommentRequest
        fields = ("id", "party", "state", "deadline")


class FlagShape(Shape):
    incident = IncidentBriefShape()
    allegation = AllegationOfClaimShape(allow_null=True)
    comment_request = FlaggedRequestShape(allow_null=True)

    class Meta:
        model = Flag
        fields = ("id", "kind", "incident", "allegation", "comment_request", "since", "raised_at", "cleared_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Flag.objects.visible_to(actor).with_subjects().prefetch_related(assessed("allegation__claim__"))
