"""Carriages: where an utterance was carried, with the chain of hops."""

from typing import Any

from django.db import models

from claims.actions.drafts import CarriageDraft, HopDraft
from claims.api.columns import column
from claims.api.fields import Ref
from claims.api.shapes._base import Input, Shape, many
from claims.api.shapes.brief import IdentityShape, PartyBriefShape, SourceBriefShape
from claims.models import Carriage, Hop, Source
from claims.rules.actor import Actor


class HopInput(Input):
    DATES = ("said",)

    actor_kind = column(Hop, "actor_kind", required=True)
    party = column(Hop, "party")
    identity = column(Hop, "identity")
    actor_label = column(Hop, "actor_label")
    verb = column(Hop, "verb")
    directness = column(Hop, "directness")
    said_on = column(Hop, "said_on")
    said_at = column(Hop, "said_at")
    said_precision = column(Hop, "said_precision")
    source = column(Hop, "source")


class CarriageInput(Input):
    source = Ref(Source)
    passage = column(Carriage, "passage")
    passage_prefix = column(Carriage, "passage_prefix")
    passage_suffix = column(Carriage, "passage_suffix")
    language = column(Carriage, "language")
    translation = column(Carriage, "translation")
    machine_translated = column(Carriage, "machine_translated")
    hops = many(HopInput, required=False)


class HopShape(Shape):
    party = PartyBriefShape(allow_null=True)
    identity = IdentityShape(allow_null=True)
    source = SourceBriefShape(allow_null=True)

    class Meta:
        model = Hop
        fields = (
            "position",
            "actor_kind",
            "party",
            "identity",
            "actor_label",
            "verb",
            "directness",
            "said_on",
            "said_at",
            "said_precision",
            "source",
        )


class CarriageShape(Shape):
    source = SourceBriefShape()
    hops = HopShape(many=True)

    class Meta:
        model = Carriage
        fields = (
            "id",
            "utterance",
            "source",
            "passage",
            "passage_prefix",
            "passage_suffix",
            "language",
            "translation",
            "machine_translated",
            "hops",
            "added_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        rows = Carriage.objects.visible_to(actor).select_related("source")
        return rows.prefetch_related("hops__party", "hops__identity", "hops__source")


def carriage_draft(given: dict[str, Any]) -> CarriageDraft:
    """A carriage of an input as the action takes it."""
    return CarriageDraft(**given | {"hops": [HopDraft(**hop) for hop in given.get("hops", ())]})
