"""Changes: the record."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.fields import Choice, Words
from claims.api.query import Filters, QueryNumber, QueryRef
from claims.api.shapes._base import Shape
from claims.api.shapes.brief import ByShape, by_of
from claims.models import Change, Incident
from claims.rules.actor import Actor
from claims.vocabulary import Verb

AFTER = 'The subject\'s whole row; null: it is gone. A value that was redacted is {"redacted": true}.'


class ChangeFilters(Filters):
    incident = QueryRef(Incident, required=False)
    verb = Choice(Verb, required=False)
    subject_type = Words(required=False)
    subject_id = QueryNumber(required=False)


class ChangeShape(Shape):
    position = serializers.SerializerMethodField(help_text="Null until the record has been numbered thus far.")
    by = serializers.SerializerMethodField()
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

    def get_position(self, change: Change) -> int | None:
        try:
            return change.numbering.position
        except ObjectDoesNotExist:
            return None

    @extend_schema_field(ByShape)
    def get_by(self, change: Change) -> Any:
        return by_of(change.by_user, change.by_token) or {"kind": change.by_kind, "id": None, "name": change.by_name}
