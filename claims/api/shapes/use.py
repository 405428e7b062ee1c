"""Uses: where we printed a claim or the line."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery, TextField
from rest_framework import serializers

from claims.api.columns import column
from claims.api.compiled.loaded import Loaded
from claims.api.compiled.text import Instant
from claims.api.compiled.worked import Worked
from claims.api.fields import Ref
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByField, IncidentBriefShape
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
    by = ByField(help_text="Null: a command.")

    class Meta:
        model = UseHandled
        fields = ("outcome", "note", "by", "at")


class FlaggedSinceField(Worked):
    """The first of the standing flags."""

    says = serializers.DateTimeField(allow_null=True)

    def to_representation(self, value: Use) -> Any:
        return value.flagged_since

    def in_sql(self, row: Loaded) -> Any:
        flags = row.link("flags").rows.filter(use=OuterRef("pk"), cleared_at__isnull=True)
        return Subquery(flags.order_by("since").values(as_json=Instant("since"))[:1], output_field=TextField())


class UseShape(Shape):
    """`update_or_correct` says since when something has touched the printed words that nobody has looked at."""

    incident = IncidentBriefShape()
    by = ByField(help_text="Null: a command.")
    handled = UseHandledShape(many=True)
    update_or_correct = FlaggedSinceField(help_text="As the clock saw it last. Null: nothing.")

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
