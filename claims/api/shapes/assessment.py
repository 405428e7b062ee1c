"""Assessments: judgements on a claim."""

from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.columns import column
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByShape, by_of
from claims.models import Assessment
from claims.rules.actor import Actor


class AssessmentInput(Input):
    status = column(Assessment, "status", required=True)
    rationale = column(Assessment, "rationale", required=True)


class AssessmentShape(Shape):
    by = serializers.SerializerMethodField(help_text="Null: a command.")

    class Meta:
        model = Assessment
        fields = ("id", "claim", "claim_version", "status", "rationale", "by", "at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Assessment.objects.visible_to(actor).select_related("by_user", "by_token")

    @extend_schema_field(ByShape(allow_null=True))
    def get_by(self, row: Assessment) -> Any:
        return by_of(row.by_user, row.by_token)
