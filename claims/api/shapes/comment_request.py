"""Requests for comment: what a party is asked, by whom and by when."""

from typing import Any

from django.db import models
from django.db.models import Case, F, Prefetch, When
from rest_framework import serializers

from claims.api.columns import column
from claims.api.compiled.loaded import Loaded
from claims.api.compiled.through import Through
from claims.api.compiled.worked import Worked
from claims.api.fields import Choice, Instant, Ref, Text
from claims.api.shapes._base import MOST_PARTS, Input, Revision, Shape
from claims.api.shapes._own import KeysThrough, OwnShape
from claims.api.shapes.allegation import AllegationOfClaimShape
from claims.api.shapes.brief import IncidentBriefShape, PartyBriefShape, PersonShape
from claims.api.shapes.party import ContactPointShape
from claims.models import (
    Allegation,
    CommentRequest,
    DeadlineExtension,
    Incident,
    Membership,
    RequestedAllegation,
)
from claims.models.claim import assessed
from claims.rules.actor import Actor
from claims.vocabulary import Channel


class CommentRequestFields(Input):
    party = column(CommentRequest, "party")
    contact_point = column(CommentRequest, "contact_point")
    nature = column(CommentRequest, "nature")
    text = column(CommentRequest, "text")
    language = column(CommentRequest, "language")
    deadline = column(CommentRequest, "deadline")
    deadline_zone = column(CommentRequest, "deadline_zone")
    allegations = serializers.ListField(child=Ref(Allegation), required=False, max_length=MOST_PARTS)
    questions = serializers.ListField(child=Text(longest=1000), required=False, max_length=MOST_PARTS)


class CommentRequestInput(CommentRequestFields):
    incident = Ref(Incident)
    party = column(CommentRequest, "party", required=True)
    text = column(CommentRequest, "text", required=True)
    responsible = Ref(Membership, required=False, allow_null=True, help_text="A member; without it, who drafts.")


class CommentRequestRevision(CommentRequestFields, Revision):
    pass


class SendInput(Input):
    channel = Choice(Channel)
    sent_at = Instant(required=False, allow_null=True, help_text="When it was sent; without it, now.")


class ExtensionInput(Input):
    deadline = column(DeadlineExtension, "deadline", required=True)
    deadline_zone = column(DeadlineExtension, "deadline_zone", required=True)
    reason = column(DeadlineExtension, "reason", required=True)


class AssignInput(Input):
    responsible = Ref(Membership)


class WithdrawInput(Input):
    reason = Text(required=False, help_text="Needed once it was sent.")


class EarlierZoneField(Worked):
    """Where it was not kept, that of the later one."""

    says = serializers.CharField()

    def to_representation(self, value: DeadlineExtension) -> str:
        return value.zone_before

    def in_sql(self, row: Loaded) -> Any:
        return Case(When(earlier_zone="", then=F("deadline_zone")), default=F("earlier_zone"))


class ExtensionShape(Shape):
    earlier_zone = EarlierZoneField(help_text="In which the earlier one was stated.")
    by_user = PersonShape(allow_null=True)

    class Meta:
        model = DeadlineExtension
        fields = (
            "id",
            "comment_request",
            "earlier",
            "earlier_zone",
            "deadline",
            "deadline_zone",
            "reason",
            "by_user",
            "by_token",
            "at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return DeadlineExtension.objects.visible_to(actor).select_related("by_user")


class OwnCommentRequestShape(OwnShape):
    """A request by itself: party, people and allegations by their ids."""

    TOLD = ("allegations",)

    allegations = KeysThrough("asked", "allegation_id", help_text="Those that you can see.")
    questions: Any = serializers.SlugRelatedField(slug_field="text", many=True, read_only=True)

    class Meta:
        model = CommentRequest
        fields = (
            "id",
            "version",
            "incident",
            "party",
            "contact_point",
            "nature",
            "responsible",
            "text",
            "language",
            "allegations",
            "questions",
            "state",
            "deadline",
            "deadline_zone",
            "drafted_at",
            "sent_at",
            "sent_by",
            "withdrawn_at",
            "withdrawn_reason",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        asked = RequestedAllegation.objects.told_to(actor).order_by("allegation_id")
        return CommentRequest.objects.visible_to(actor).prefetch_related(Prefetch("asked", queryset=asked), "questions")


class CommentRequestShape(Shape):
    incident = IncidentBriefShape()
    party = PartyBriefShape()
    contact_point = ContactPointShape(allow_null=True)
    sent_by = PersonShape(allow_null=True)
    responsible = PersonShape(allow_null=True)
    allegations = Through("asked", "allegation", AllegationOfClaimShape)
    questions: Any = serializers.SlugRelatedField(slug_field="text", many=True, read_only=True)

    class Meta(OwnCommentRequestShape.Meta):
        pass

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        asked = (
            RequestedAllegation.objects.told_to(actor)
            .order_by("allegation_id")
            .prefetch_related(assessed("allegation__claim__"))
        )
        return (
            CommentRequest.objects.visible_to(actor)
            .select_related("incident", "party", "contact_point", "sent_by", "responsible")
            .prefetch_related(
                Prefetch("asked", queryset=asked.select_related("allegation__accused", "allegation__claim")),
                "questions",
            )
        )
