"""Who said it, as far as the reader is told: whoever is not told what is withheld gets rows that say `unnamed`."""

from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models import Exists as Some
from django.db.models.functions import Coalesce
from rest_framework import serializers

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.objects import json_object
from claims.api.compiled.text import JsonArray
from claims.api.compiled.worked import Worked
from claims.api.shapes.brief import PartyBriefShape
from claims.models import Claim, Party, Utterance
from claims.models.answering import resolved
from claims.models.matrix import claimants_of, described_as


def unless_unnamed(row: Loaded, value: Any, otherwise: Any) -> Any:
    """`value`, but where the row says that its reader is not told who spoke."""
    if row.annotation("unnamed") is None:
        return value
    return Case(When(Q(unnamed=True), then=otherwise), default=value)


class SpeakerField(Worked):
    """The party that spoke."""

    says = PartyBriefShape(allow_null=True)

    def to_representation(self, value: Utterance) -> Any:
        speaker = None if value.speaker_withheld else value.speaker
        return PartyBriefShape(speaker).data if speaker else None

    def in_sql(self, row: Loaded) -> Any:
        speaker = row.one("speaker", lambda there: json_object(PartyBriefShape, there))
        return unless_unnamed(row, speaker, Value(None))


class SpeakerKeyField(Worked):
    """The key of the party that spoke."""

    says = serializers.IntegerField(allow_null=True)

    def to_representation(self, value: Utterance) -> int | None:
        return None if value.speaker_withheld else value.speaker_id

    def in_sql(self, row: Loaded) -> Any:
        return unless_unnamed(row, F("speaker_id"), Value(None))


class SpeakerLabelField(Worked):
    """Who spoke, in words."""

    says = serializers.CharField()

    def to_representation(self, value: Utterance) -> str:
        return "" if value.speaker_withheld else value.speaker_label

    def in_sql(self, row: Loaded) -> Any:
        return unless_unnamed(row, F("speaker_label"), Value(""))


class UtteranceClaimantsField(Worked):
    """The claimants of an utterance, merges resolved, each once."""

    says = PartyBriefShape(many=True)

    def to_representation(self, value: Utterance) -> Any:
        parties = {party.pk: party for row in value.claimants.all() for party in (resolved(row.party),)}
        return PartyBriefShape(list(parties.values()), many=True).data

    def in_sql(self, row: Loaded) -> Any:
        claimants = row.link("claimants").rows.filter(utterance=OuterRef("pk"))
        return _once(claimants, row, "id")


class ClaimantsField(Worked):
    """The claimants of a claim: those of its utterances, which are the same for all of them."""

    says = PartyBriefShape(many=True)

    def to_representation(self, value: Claim) -> Any:
        return PartyBriefShape(claimants_of(value), many=True).data

    def in_sql(self, row: Loaded) -> Any:
        return _once(_claimants(row), row, "link", "id")


class BackgroundField(Worked):
    """As what the claimant may be described where the reader is not told who it is."""

    says = serializers.CharField()

    def to_representation(self, value: Claim) -> str:
        return described_as(value)

    def in_sql(self, row: Loaded) -> Any:
        links = row.link("links").rows.filter(claim=OuterRef("pk")).exclude(utterance__background_as="")
        described = Subquery(links.order_by("pk").values("utterance__background_as")[:1])
        return Case(When(Some(_claimants(row)), then=Value("")), default=Coalesce(described, Value("")))


class UtteranceKeysField(Worked):
    """Keys of the utterances that a claim hangs on."""

    says = serializers.ListField(child=serializers.IntegerField())

    def to_representation(self, value: Claim) -> list[int]:
        return sorted(link.utterance_id for link in value.links.all())

    def in_sql(self, row: Loaded) -> Any:
        links = row.link("links").rows.filter(claim=OuterRef("pk")).order_by("utterance_id")
        return JsonArray(links.values(as_json=F("utterance_id")))


def _claimants(row: Loaded) -> Any:
    """Those of a claim, with the `link` by which each hangs on it."""
    links = row.link("links")
    own = links.rows.order_by().filter(claim=OuterRef(OuterRef("pk"))).values("pk")
    rows = links.link("utterance").link("claimants").rows
    return rows.annotate(link=F("utterance__links__id")).filter(link__in=own)


def _once(claimants: Any, row: Loaded, *by: str) -> JsonArray:
    """The parties that stand for the claimants, each at its first place in the order `by`."""
    stands_for = Coalesce("party__merged_into_id", "party_id")
    parties = Party._base_manager.filter(pk=OuterRef("stands_for"))
    brief = parties.values(as_json=json_object(PartyBriefShape, Loaded(Party._base_manager.all(), row.actor)))
    once = claimants.annotate(stands_for=stands_for).order_by("stands_for", *by).distinct("stands_for")
    return JsonArray(once.values("stands_for", *by, as_json=Subquery(brief, output_field=TextField())), by=by)
