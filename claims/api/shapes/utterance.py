"""Utterances: who said what, when, where it was carried, and what was claimed."""

from typing import Any

from django.db import models
from django.db.models import Prefetch
from rest_framework import serializers

from claims.api.columns import column
from claims.api.compiled.through import Through
from claims.api.fields import Ref
from claims.api.shapes._base import MOST_PARTS, Input, Revision, Shape, many
from claims.api.shapes._own import KeysThrough, OwnShape
from claims.api.shapes._speaker import (
    SpeakerField,
    SpeakerKeyField,
    SpeakerLabelField,
    UtteranceClaimantsField,
)
from claims.api.shapes.brief import ClaimBriefShape, IdentityShape
from claims.api.shapes.carriage import CarriageInput, CarriageShape
from claims.api.shapes.claim import ClaimInput
from claims.models import ClaimUtterance, Party, Utterance
from claims.models.claim import assessed
from claims.rules.actor import Actor


class UtteranceFields(Input):
    DATES = ("said",)

    speaker = column(Utterance, "speaker")
    speaker_identity = column(Utterance, "speaker_identity")
    speaker_label = column(Utterance, "speaker_label")
    said_on = column(Utterance, "said_on")
    said_at = column(Utterance, "said_at")
    said_precision = column(Utterance, "said_precision")
    words = column(Utterance, "words")
    language = column(Utterance, "language")
    translation = column(Utterance, "translation")
    translated_by = column(Utterance, "translated_by")
    machine_translated = column(Utterance, "machine_translated")
    terms = column(Utterance, "terms")
    background_as = column(Utterance, "background_as")
    embargo_until = column(Utterance, "embargo_until")
    inferred = column(Utterance, "inferred")


class UtteranceInput(UtteranceFields):
    claimants = serializers.ListField(
        child=Ref(Party), max_length=MOST_PARTS, help_text="Several spoke jointly; empty is unattributed."
    )
    claims = many(ClaimInput)
    carriage = CarriageInput(required=False, allow_null=True)


class UtteranceRevision(UtteranceFields, Revision):
    pass


class ClaimsInput(Input):
    claims = many(ClaimInput)


class OwnUtteranceShape(OwnShape):
    """What was said, by itself: who spoke and on whose behalf by their ids."""

    TOLD = ("claimants", "speaker", "speaker_label")

    claimants = KeysThrough("claimants", "party_id", help_text="As recorded; empty: unattributed, or you are not told.")
    speaker = SpeakerKeyField(help_text="Null to those who are not told who spoke on background.")
    speaker_label = SpeakerLabelField()

    class Meta:
        model = Utterance
        fields = (
            "id",
            "version",
            "claimants",
            *("speaker", "speaker_identity", "speaker_label"),
            *("said_on", "said_at", "said_precision"),
            *("words", "language", "translation", "translated_by", "machine_translated"),
            *("terms", "background_as", "embargo_until", "inferred", "recorded_at"),
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Utterance.objects.visible_to(actor).with_claimants(actor)


class UtteranceShape(Shape):
    speaker = SpeakerField(help_text="Null to those who are not told who spoke on background.")
    speaker_identity = IdentityShape(allow_null=True)
    speaker_label = SpeakerLabelField()
    claimants = UtteranceClaimantsField(help_text="Empty: unattributed.")
    claims = Through("links", "claim", ClaimBriefShape, help_text="Those that you can see.")
    carriages = CarriageShape(many=True)

    class Meta:
        model = Utterance
        fields = (
            "id",
            "version",
            "claimants",
            "speaker",
            "speaker_identity",
            "speaker_label",
            "said_on",
            "said_at",
            "said_precision",
            "words",
            "language",
            "translation",
            "translated_by",
            "machine_translated",
            "terms",
            "background_as",
            "embargo_until",
            "inferred",
            "claims",
            "carriages",
            "recorded_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        links = ClaimUtterance.objects.visible_to(actor).select_related("claim").prefetch_related(assessed("claim__"))
        return (
            Utterance.objects.visible_to(actor)
            .with_claimants(actor)
            .prefetch_related(
                Prefetch("links", queryset=links.order_by("claim_id")),
                Prefetch("carriages", queryset=CarriageShape.rows(actor).order_by("id")),
            )
        )
