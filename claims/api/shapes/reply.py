"""Replies: what came back, and which allegations it answers."""

from typing import Any

from django.db import models
from django.db.models import F, Prefetch, Value
from rest_framework import serializers

from claims.api.columns import column
from claims.api.compiled.loaded import Loaded
from claims.api.compiled.through import KeyOf
from claims.api.compiled.worked import Worked
from claims.api.fields import Instant, Ref
from claims.api.shapes._base import Input, Shape, many
from claims.api.shapes._speaker import unless_unnamed
from claims.api.shapes.allegation import AnswerInput, AnswerShape
from claims.api.shapes.brief import PartyBriefShape, PersonShape
from claims.models import Answer, Correction, Party, Reply, ReplyHandled, Utterance
from claims.rules.actor import Actor
from claims.vocabulary import CorrectedField


class ReplyInput(Input):
    kind = column(Reply, "kind", required=True)
    answers = many(AnswerInput, required=False)
    received_at = Instant(required=False, allow_null=True, help_text="When; without it, now.")
    speaks_for = Ref(Party, required=False, allow_null=True, help_text="Without it, the party that was asked.")
    utterance = Ref(Utterance, required=False, allow_null=True)
    words = column(Reply, "words")
    language = column(Reply, "language")
    translation = column(Reply, "translation")
    translated_by = column(Reply, "translated_by")
    machine_translated = column(Reply, "machine_translated")
    terms = column(Reply, "terms")
    background_as = column(Reply, "background_as")
    speaker_label = column(Reply, "speaker_label")


class CorrectionsInput(Input):
    words = column(Reply, "words")
    translation = column(Reply, "translation")
    translated_by = column(Reply, "translated_by")
    speaker_label = column(Reply, "speaker_label")
    reason = column(Correction, "reason", required=True)


class HandleReplyInput(Input):
    utterance = Ref(Utterance, required=False, allow_null=True)
    note = column(ReplyHandled, "note")


class CorrectionShape(Shape):
    by_user = PersonShape(allow_null=True)

    class Meta:
        model = Correction
        fields = ("field", "before", "after", "reason", "by_user", "at")


class ReplyHandledShape(Shape):
    by_user = PersonShape(allow_null=True)
    utterance = KeyOf("utterance")

    class Meta:
        model = ReplyHandled
        fields = ("utterance", "note", "by_user", "at")


class ReplySpeakerField(Worked):
    """Who spoke, as it reads with its corrections."""

    says = serializers.CharField()

    def to_representation(self, value: Reply) -> str:
        return "" if value.speaker_withheld else value.read(CorrectedField.SPEAKER_LABEL)

    def in_sql(self, row: Loaded) -> Any:
        return unless_unnamed(row, F(f"read_{CorrectedField.SPEAKER_LABEL}"), Value(""))


class ReplyShape(Shape):
    """Texts read with their corrections; `corrections` says what stood there before, to whoever is told."""

    words = serializers.CharField(source="read_words")
    translation = serializers.CharField(source="read_translation")
    translated_by = serializers.CharField(source="read_translated_by")
    corrected = serializers.ListField(child=serializers.ChoiceField(choices=CorrectedField.choices))
    corrections = CorrectionShape(many=True)
    handled = ReplyHandledShape(allow_null=True)
    speaks_for = PartyBriefShape()
    answers = AnswerShape(many=True)
    utterance = KeyOf("utterance")
    speaker_label = ReplySpeakerField(help_text="Empty to those who are not told who spoke.")

    class Meta:
        model = Reply
        fields = (
            "id",
            "comment_request",
            "kind",
            "answers",
            "words",
            "language",
            "translation",
            "translated_by",
            "machine_translated",
            "terms",
            "background_as",
            "speaks_for",
            "speaker_label",
            "utterance",
            "received_at",
            "corrected",
            "corrections",
            "handled",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return (
            Reply.objects.visible_to(actor)
            .select_related("speaks_for")
            .prefetch_related(
                Prefetch("answers", queryset=_answers(actor)),
                # It may have been made elsewhere, in an incident that this reader does not see.
                Prefetch("utterance", queryset=Utterance.objects.visible_to(actor)),
                Prefetch("corrections", queryset=Correction.objects.visible_to(actor).select_related("by_user")),
                Prefetch("handled", queryset=ReplyHandled.objects.visible_to(actor).select_related("by_user")),
                Prefetch("handled__utterance", queryset=Utterance.objects.visible_to(actor)),
            )
        )


def _answers(actor: Actor) -> models.QuerySet[Any]:
    return Answer.objects.visible_to(actor).current().order_by("id")
