"""Changes: the record."""

from typing import Any

from django.db import models
from django.db.models import Case, F, Value
from rest_framework import serializers

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.text import JsonObject
from claims.api.shapes._base import Shape
from claims.api.shapes.brief import ByField, ByShape
from claims.models import Change
from claims.rules.actor import Actor

AFTER = 'The subject\'s whole row; null: it is gone. A value that was redacted is {"redacted": true}.'


class ByAnybodyField(ByField):
    """The clock and commands among them."""

    says = ByShape()

    def to_representation(self, value: Change) -> Any:
        nobody = {"kind": value.by_kind, "id": None, "name": value.by_name}
        return super().to_representation(value) or nobody

    def in_sql(self, row: Loaded) -> Any:
        nobody = JsonObject(kind=F("by_kind"), id=Value(None), name=F("by_name"))
        return Case(*super().in_sql(row).cases, default=nobody)


class ChangeShape(Shape):
    position = serializers.IntegerField(
        source="numbering.position", allow_null=True, help_text="Null until the record has been numbered thus far."
    )
    by = ByAnybodyField()
    after = serializers.JSONField(allow_null=True, help_text=AFTER)

    class Meta:
        model = Change
        fields = (
            "id",
            "position",
            "verb",
            "subject_type",
            "subject_id",
            "incident",
            "by",
            "at",
            "recorded_at",
            "reason",
            "after",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Change.objects.visible_to(actor).select_related("by_user", "by_token", "numbering")
