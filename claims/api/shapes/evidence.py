"""Evidence: what a source does to a claim, and the root behind it."""

from typing import Any

from django.db import models

from claims.api.columns import column
from claims.api.fields import Ref, Text
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import IdentityShape, PartyBriefShape, SourceBriefShape
from claims.models import Evidence, Source
from claims.rules.actor import Actor


class EvidenceInput(Input):
    source = Ref(Source)
    bearing = column(Evidence, "bearing", required=True)
    passage = column(Evidence, "passage")
    passage_prefix = column(Evidence, "passage_prefix")
    passage_suffix = column(Evidence, "passage_suffix")
    root_kind = column(Evidence, "root_kind")
    root_party = column(Evidence, "root_party")
    root_source = column(Evidence, "root_source")
    root_identity = column(Evidence, "root_identity")
    root_label = column(Evidence, "root_label")
    basis = column(Evidence, "basis")
    distinct_reason = column(Evidence, "distinct_reason")


class WithdrawEvidenceInput(Input):
    reason = Text()


class EvidenceShape(Shape):
    """Evidence that was withdrawn stays, with the reason, and counts for nothing."""

    source = SourceBriefShape()
    root_party = PartyBriefShape(allow_null=True)
    root_source = SourceBriefShape(allow_null=True)
    root_identity = IdentityShape(allow_null=True)

    class Meta:
        model = Evidence
        fields = (
            "id",
            "claim",
            "source",
            "bearing",
            "passage",
            "passage_prefix",
            "passage_suffix",
            "root_kind",
            "root_party",
            "root_source",
            "root_identity",
            "root_label",
            "basis",
            "distinct_reason",
            "added_at",
            "withdrawn_at",
            "withdrawn_reason",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Evidence.objects.visible_to(actor).select_related("source", "root_party", "root_source", "root_identity")
