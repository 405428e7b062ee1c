"""Independence: that two which hang together count separately all the same."""

from typing import Any

from django.db import models
from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Text
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import PartyBriefShape, PersonShape, SourceBriefShape
from claims.models import Independence
from claims.rules.actor import Actor


class IndependenceInput(Input):
    """Two parties; a source and its `origin`; or a source and its outlet (`party`)."""

    party = column(Independence, "party")
    other_party = column(Independence, "other_party")
    source = column(Independence, "source")
    origin = column(Independence, "origin")
    reason = column(Independence, "reason", required=True)


class IndependenceWithdrawal(Input):
    reason = Text()


class IndependenceShape(Shape):
    party = PartyBriefShape(allow_null=True)
    other_party = PartyBriefShape(allow_null=True)
    source = SourceBriefShape(allow_null=True)
    origin = SourceBriefShape(allow_null=True)
    by_user = PersonShape(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True, help_text="Null: the two count separately.")

    class Meta:
        model = Independence
        fields = (
            "id",
            "party",
            "other_party",
            "source",
            "origin",
            "reason",
            "by_user",
            "stated_at",
            "withdrawn_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = Independence.objects.visible_to(actor)
        return rows.select_related("party", "other_party", "source", "origin", "by_user")
