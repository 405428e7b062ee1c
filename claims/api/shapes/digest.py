"""Digests: what an edition told, as whoever asks may see it now."""

from typing import Any

from django.db import models
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.shapes._base import Shape
from claims.delivery.digest_archive import items_of, told_in_block
from claims.delivery.digest_view import Told
from claims.models import DigestBlock, DigestDelivery
from claims.rules.actor import Actor
from claims.rules.digest_items import SECTION_OF
from claims.vocabulary import DigestItemKind, DigestSection


class MyDigestShape(Shape):
    """What became of one's own."""

    class Meta:
        model = DigestDelivery
        fields = ("id", "state", "settled_at", "retry_at")


class DigestShape(Shape):
    """An edition from one beginning: those whose windows began together were told the same."""

    began = serializers.DateTimeField(source="start_at")
    ended = serializers.DateTimeField(source="edition.hour")
    end_position = serializers.IntegerField(
        source="edition.end_position", help_text="Of the record: it tells what has a higher one than `start_position`."
    )
    mine = serializers.SerializerMethodField(help_text="Your own delivery; null for a token.")

    class Meta:
        model = DigestBlock
        fields = ("id", "began", "ended", "start_position", "end_position", "built_at", "mine")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        mine = DigestDelivery.objects.of_person(actor)
        return (
            DigestBlock.objects.visible_to(actor)
            .with_parts()
            .prefetch_related(Prefetch("deliveries", mine, to_attr="mine"))
        )

    @extend_schema_field(MyDigestShape(allow_null=True))
    def get_mine(self, block: Any) -> Any:
        return MyDigestShape(block.mine[0]).data if block.mine else None


class DigestItemShape(serializers.Serializer):
    kind = serializers.ChoiceField(choices=DigestItemKind.choices)
    section = serializers.ChoiceField(choices=DigestSection.choices)
    incident = serializers.IntegerField()
    words = serializers.CharField(help_text="In the language of `Accept-Language`; instants in UTC.")
    url = serializers.CharField(help_text="The page about it, on this server.")


class MyDigestToldShape(MyDigestShape):
    items = DigestItemShape(many=True, help_text="What needed you, as you may see it now.")

    class Meta:
        model = DigestDelivery
        fields = (*MyDigestShape.Meta.fields, "items")


class DigestToldShape(DigestShape):
    """What it told everybody, less what you may not see now."""

    items = DigestItemShape(many=True)
    withheld = serializers.IntegerField(help_text="Items that you may not see now.")

    class Meta:
        model = DigestBlock
        fields = (*DigestShape.Meta.fields, "items", "withheld")

    @extend_schema_field(MyDigestToldShape(allow_null=True))
    def get_mine(self, block: Any) -> Any:
        return super().get_mine(block)


def told_data(edition: dict[str, Any], block: DigestBlock, mine: DigestDelivery | None, actor: Actor) -> dict[str, Any]:
    """The edition in its shape, with what it tells; told once, with what needed its reader alone put aside."""
    told = told_in_block(block, looking=actor, own=mine)
    items = _items(told)
    own = [each for each in items if each["section"] == DigestSection.NEEDS_YOU]
    data = edition | {"items": [each for each in items if each not in own], "withheld": told.withheld}
    return data if mine is None else data | {"mine": edition["mine"] | {"items": own}}


def _items(told: Told) -> list[dict[str, Any]]:
    return [
        {
            "kind": each.item.kind,
            "section": SECTION_OF[each.item.kind],
            "incident": each.item.incident,
            "words": each.words,
            "url": each.url,
        }
        for each in items_of(told)
    ]
