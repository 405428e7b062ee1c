"""Attempts at reaching a party."""

from typing import Any

from django.db import models

from claims.api.columns import column
from claims.api.fields import Instant
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import PersonShape
from claims.models import Attempt
from claims.rules.actor import Actor


class AttemptInput(Input):
    channel = column(Attempt, "channel", required=True)
    reached = column(Attempt, "reached", required=True)
    outcome = column(Attempt, "outcome", required=True)
    note = column(Attempt, "note")
    contact_point = column(Attempt, "contact_point")
    tried_at = Instant(required=False, allow_null=True, help_text="When; without it, now.")


class AttemptShape(Shape):
    by_user = PersonShape(allow_null=True)

    class Meta:
        model = Attempt
        fields = ("id", "comment_request", "channel", "contact_point", "reached", "outcome", "note", "by_user", "at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Attempt.objects.visible_to(actor).select_related("by_user")
