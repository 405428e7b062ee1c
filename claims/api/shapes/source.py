"""Sources and what they derive from."""

from typing import Any

from django.db import models
from django.db.models import Prefetch

from claims.api.columns import column
from claims.api.compiled.through import KeyOf
from claims.api.fields import Ref
from claims.api.shapes._base import Input, Revision, Shape
from claims.api.shapes._own import OwnShape
from claims.api.shapes.brief import PartyBriefShape, SourceBriefShape
from claims.models import Derivation, Party, Source
from claims.rules.actor import Actor


class SourceFields(Input):
    DATES = ("published",)

    title = column(Source, "title")
    kind = column(Source, "kind")
    outlet = column(Source, "outlet")
    author = column(Source, "author")
    url = column(Source, "url")
    language = column(Source, "language")
    published_on = column(Source, "published_on")
    published_at = column(Source, "published_at")
    published_precision = column(Source, "published_precision")
    reliability = column(Source, "reliability")
    note = column(Source, "note")
    inferred = column(Source, "inferred")


class SourceInput(SourceFields):
    title = column(Source, "title", required=True)
    kind = column(Source, "kind", required=True)


class SourceRevision(SourceFields, Revision):
    pass


class OwnSourceShape(OwnShape):
    """A source by itself; its outlet by its id."""

    TOLD = ("outlet",)

    outlet = KeyOf("outlet", help_text="Null as well if you cannot see it.")

    class Meta:
        model = Source
        fields = (
            "id",
            "version",
            "kind",
            "title",
            "outlet",
            "author",
            "url",
            "language",
            "published_on",
            "published_at",
            "published_precision",
            "reliability",
            "note",
            "inferred",
            "added_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return SourceShape.rows(actor)


class SourceShape(Shape):
    outlet = PartyBriefShape(allow_null=True)

    class Meta(OwnSourceShape.Meta):
        pass

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        # A source that occurs nowhere is seen by all; its outlet may occur in a restricted incident alone.
        outlet = Prefetch("outlet", queryset=Party.objects.visible_to(actor))
        return Source.objects.visible_to(actor).prefetch_related(outlet)


class DerivationInput(Input):
    origin = Ref(Source)
    kind = column(Derivation, "kind")
    basis = column(Derivation, "basis")


class DerivationShape(Shape):
    source = SourceBriefShape()
    origin = SourceBriefShape()

    class Meta:
        model = Derivation
        fields = ("id", "source", "kind", "origin", "basis", "derived_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Derivation.objects.visible_to(actor).select_related("source", "origin")
