"""Parties, how they hang together, and how to reach them."""

from typing import Any

from django.db import models
from django.db.models import Prefetch
from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Ref, Text
from claims.api.shapes._base import MOST_PARTS, Input, Revision, Shape
from claims.api.shapes._own import OwnShape
from claims.api.shapes.brief import PartyBriefShape, SourceBriefShape
from claims.models import ContactPoint, Party, PartyAlias, PartyRelation
from claims.rules.actor import Actor


class PartyFields(Input):
    name = column(Party, "name")
    kind = column(Party, "kind")
    country = column(Party, "country")
    description = column(Party, "description")
    time_zone = column(Party, "time_zone")
    aliases = serializers.ListField(child=Text(longest=200), required=False, max_length=MOST_PARTS)


class PartyInput(PartyFields):
    name = column(Party, "name", required=True)
    kind = column(Party, "kind", required=True)


class PartyRevision(PartyFields, Revision):
    pass


class PartyShape(OwnShape):
    aliases: Any = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)

    class Meta:
        model = Party
        fields = (
            "id",
            "version",
            "name",
            "kind",
            "country",
            "description",
            "time_zone",
            "aliases",
            "merged_into",
            "added_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Party.objects.visible_to(actor).prefetch_related(Prefetch("aliases", PartyAlias.objects.order_by("pk")))


class MergeInput(Input):
    into = Ref(Party, help_text="The party that will stand for this one.")
    reason = Text()


class PartyRelationInput(Input):
    kind = column(PartyRelation, "kind", required=True)
    other = Ref(Party)
    since = column(PartyRelation, "since")
    until = column(PartyRelation, "until")
    source = column(PartyRelation, "source")
    basis = column(PartyRelation, "basis")


class PartyRelationShape(Shape):
    """Read as: `party` KIND `other`."""

    party = PartyBriefShape()
    other = PartyBriefShape()
    source = SourceBriefShape(allow_null=True)

    class Meta:
        model = PartyRelation
        fields = ("id", "party", "kind", "other", "since", "until", "source", "basis", "related_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return PartyRelation.objects.visible_to(actor).select_related("party", "other", "source")


class ContactPointInput(Input):
    channel = column(ContactPoint, "channel", required=True)
    address = column(ContactPoint, "address", required=True)
    label = column(ContactPoint, "label")


class ContactPointShape(Shape):
    class Meta:
        model = ContactPoint
        fields = ("id", "party", "channel", "address", "label", "retired_at")
