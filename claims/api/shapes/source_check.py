"""Checks of a source: what was found of its authenticity, its place or its time, by whom and how."""

from typing import Any

from django.db import models
from django.db.models import Prefetch

from claims.api.columns import column
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByField, PartyBriefShape, SourceBriefShape
from claims.models import Party, SourceCheck
from claims.rules.actor import Actor


class SourceCheckInput(Input):
    """One aspect at a time. Who established it is a party, in words, or (neither) ourselves."""

    DATES = ("taken",)

    aspect = column(SourceCheck, "aspect", required=True)
    verdict = column(SourceCheck, "verdict")
    place = column(SourceCheck, "place")
    place_precision = column(SourceCheck, "place_precision")
    latitude = column(SourceCheck, "latitude")
    longitude = column(SourceCheck, "longitude")
    taken_on = column(SourceCheck, "taken_on")
    taken_at = column(SourceCheck, "taken_at")
    taken_precision = column(SourceCheck, "taken_precision")
    established_by = column(SourceCheck, "established_by")
    established_by_label = column(SourceCheck, "established_by_label")
    how = column(SourceCheck, "how", required=True)


class SourceCheckShape(Shape):
    source = SourceBriefShape()
    established_by = PartyBriefShape(allow_null=True, help_text="Null with no label: ourselves.")
    by = ByField()

    class Meta:
        model = SourceCheck
        fields = (
            "id",
            "source",
            "aspect",
            "verdict",
            "place",
            "place_precision",
            "latitude",
            "longitude",
            "taken_on",
            "taken_at",
            "taken_precision",
            "established_by",
            "established_by_label",
            "how",
            "by",
            "at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        # The party may occur in a restricted incident alone.
        party = Prefetch("established_by", queryset=Party.objects.visible_to(actor))
        rows: models.QuerySet[Any] = SourceCheck.objects.visible_to(actor)
        return rows.select_related("source", "by_user", "by_token").prefetch_related(party)
