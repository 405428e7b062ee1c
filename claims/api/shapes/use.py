"""Uses: where we printed a claim or the line."""

from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Ref
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByShape, IncidentBriefShape, by_of
from claims.models import Claim, Use, UseHandled
from claims.rules.actor import Actor


class PrintedInput(Input):
    """A claim that was printed."""

    address = column(Use, "address", required=True)
    words = column(Use, "words", required=True)
    printed_at = column(Use, "printed_at", required=True)


class UseInput(PrintedInput):
    """A claim, or the line of the incident."""

    kind = column(Use, "kind", required=True)
    claim = Ref(Claim, required=False, allow_null=True)


class HandleUseInput(Input):
    outcome = column(UseHandled, "outcome", required=True)
    note = column(UseHandled, "note")


class UseHandledShape(Shape):
    by = serializers.SerializerMethodField(help_text="Null: a command.")

    class Meta:
        model = UseHandled
        fields = ("outcome", "note", "by", "at")

    @extend_schema_field(ByShape(allow_null=True))
    def get_by(self, row: UseHandled) -> Any:
        return by_of(row.by_user, row.by_token)


class UseShape(Shape):
    """`update_or_correct` says since when something has touched the printed words that nobody has looked at."""

    incident = IncidentBriefShape()
    by = serializers.SerializerMethodField(help_text="Null: a command.")
    handled = UseHandledShape(many=True)
    update_or_correct = serializers.SerializerMethodField(help_text="As the clock saw it last. Null: nothing.")

    class Meta:
        model = Use
        fields = (
            "id",
            "incident",
            "kind",
            "claim",
            "address",
            "words",
            "printed_at",
            "by",
            "recorded_at",
            "handled",
            "update_or_correct",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Use.objects.visible_to(actor).with_trail()

    @extend_schema_field(ByShape(allow_null=True))
    def get_by(self, row: Use) -> Any:
        return by_of(row.by_user, row.by_token)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_update_or_correct(self, row: Use) -> Any:
        return row.flagged_since
