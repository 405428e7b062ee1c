"""Redactions: personal values destroyed by two people."""

from typing import Any

from django.db import models
from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Ref, Text
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import PersonShape
from claims.models import Change, Redaction
from claims.rules.actor import Actor


class RedactionInput(Input):
    change = Ref(Change, help_text="A change of the subject whose value is to be destroyed.")
    field = Text(help_text="The column in its `after`, or `change.reason` for the reason of the change itself.")
    reason = column(Redaction, "reason", required=True)


class ApprovalShape(serializers.Serializer):
    by_user = PersonShape()
    at = serializers.DateTimeField()
    destroyed = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="Change id → names of fields."
    )


class RedactionShape(Shape):
    by_user = PersonShape()
    approval = ApprovalShape(allow_null=True, help_text="Null until a second person has approved it.")

    class Meta:
        model = Redaction
        fields = ("id", "subject_type", "subject_id", "field", "reason", "by_user", "by_role", "at", "approval")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Redaction.objects.visible_to(actor).select_related("by_user", "approval__by_user")
