"""Flags: what needs a person, as the clock sees it."""

from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.fields import Choice
from claims.api.query import Filters, QueryRef, QueryYesNo
from claims.api.shapes._base import Shape
from claims.api.shapes.allegation import AllegationOfClaimShape
from claims.api.shapes.brief import (
    ByShape,
    ClaimBriefShape,
    IncidentBriefShape,
    PartyBriefShape,
    PersonShape,
    by_of,
)
from claims.models import ChannelCheck, Claim, CommentRequest, Flag, Incident, Reply, Use, Waiver
from claims.models.claim import assessed
from claims.models.judgements import judged, sign_off_of
from claims.rules.actor import Actor
from claims.vocabulary import FlagKind


class FlagFilters(Filters):
    incident = QueryRef(Incident, required=False)
    kind = Choice(FlagKind, required=False)
    cleared = QueryYesNo(required=False)


class FlaggedRequestShape(Shape):
    party = PartyBriefShape()

    class Meta:
        model = CommentRequest
        fields = ("id", "party", "state", "deadline")


class FlaggedClaimShape(ClaimBriefShape):
    """`assessor` and `signer` stand for the claim's status: they should look."""

    assessor = serializers.SerializerMethodField()
    signer = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = (*ClaimBriefShape.Meta.fields, "assessor", "signer")

    @extend_schema_field(ByShape(allow_null=True))
    def get_assessor(self, claim: Claim) -> Any:
        standing = judged(claim).in_effect
        return by_of(standing.by_user, standing.by_token) if standing else None

    @extend_schema_field(PersonShape(allow_null=True))
    def get_signer(self, claim: Claim) -> Any:
        standing = judged(claim).in_effect
        signed = sign_off_of(standing) if standing else None
        return PersonShape(signed.by_user).data if signed else None


class FlaggedUseShape(Shape):
    """The words that were printed, and where."""

    claim = FlaggedClaimShape(allow_null=True)

    class Meta:
        model = Use
        fields = ("id", "kind", "claim", "address", "words", "printed_at")


class FlaggedReplyShape(Shape):
    class Meta:
        model = Reply
        fields = ("id", "comment_request", "kind", "received_at")


class FlaggedWaiverShape(Shape):
    party = PartyBriefShape()

    class Meta:
        model = Waiver
        fields = ("id", "allegation", "party", "at")


class FlaggedCheckShape(Shape):
    party = PartyBriefShape()

    class Meta:
        model = ChannelCheck
        fields = ("id", "party", "channels", "at")


class FlagShape(Shape):
    incident = IncidentBriefShape()
    allegation = AllegationOfClaimShape(allow_null=True)
    comment_request = FlaggedRequestShape(allow_null=True)
    claim = FlaggedClaimShape(allow_null=True)
    use = FlaggedUseShape(allow_null=True)
    reply = FlaggedReplyShape(allow_null=True)
    waiver = FlaggedWaiverShape(allow_null=True)
    channel_check = FlaggedCheckShape(allow_null=True)

    class Meta:
        model = Flag
        fields = (
            "id",
            "kind",
            "incident",
            "allegation",
            "comment_request",
            "claim",
            "use",
            "reply",
            "waiver",
            "channel_check",
            "since",
            "raised_at",
            "cleared_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Flag.objects.visible_to(actor).with_subjects().prefetch_related(assessed("allegation__claim__"))
