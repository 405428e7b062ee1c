"""Checks of the whole record, and what they found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.shapes._base import Shape
from claims.api.shapes.brief import PersonShape
from claims.models import RecordCheck
from claims.rules.actor import Actor
from claims.vocabulary import Trouble


class FindingShape(serializers.Serializer):
    """What is wrong, as a code and its parameters, and as `verify_record` says it."""

    trouble = serializers.ChoiceField(choices=Trouble.choices)
    params = serializers.DictField(help_text="Position, id and verb of the change, number of the seal, and so on.")
    message = serializers.CharField()


class RecordCheckShape(Shape):
    asked_by = PersonShape()
    unsealed = serializers.IntegerField(help_text="The tail that was computed and is under no seal yet.")
    findings = serializers.SerializerMethodField(help_text="Empty until it is done, and if nothing was found.")

    class Meta:
        model = RecordCheck
        fields = (
            "id",
            "asked_by",
            "asked_at",
            "tries",
            "started_at",
            "heartbeat_at",
            "changes_checked",
            "changes_in_all",
            "sealed",
            "seals",
            "redacted",
            "unsealed",
            "waiting",
            "findings",
            "done_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return RecordCheck.objects.visible_to(actor).select_related("asked_by")

    @extend_schema_field(FindingShape(many=True))
    def get_findings(self, check: RecordCheck) -> Any:
        return [
            {"trouble": each.trouble, "params": each.params, "message": _(each.message) % each.params}
            for each in check.found
        ]
