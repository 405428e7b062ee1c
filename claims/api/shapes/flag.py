"""Flags: what needs a person, as the clock sees it."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery, TextField

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.objects import json_object
from claims.api.compiled.worked import Worked
from claims.api.shapes._base import Shape
from claims.api.shapes.allegation import AllegationOfClaimShape
from claims.api.shapes.brief import (
    ByField,
    ByShape,
    ClaimBriefShape,
    IncidentBriefShape,
    PartyBriefShape,
    PersonShape,
    by_of,
)
from claims.models import ChannelCheck, Claim, CommentRequest, Flag, Reply, Use, User, Waiver
from claims.models.claim import assessed
from claims.models.judgements import judged, sign_off_of
from claims.models.signing import assessment_in_effect
from claims.rules.actor import Actor


class FlaggedRequestShape(Shape):
    party = PartyBriefShape()

    class Meta:
        model = CommentRequest
        fields = ("id", "party", "state", "deadline")


class AssessorField(Worked):
    """Who made the assessment that gave the claim its status."""

    says = ByShape(allow_null=True)

    def to_representation(self, value: Claim) -> Any:
        standing = judged(value).in_effect
        return by_of(standing.by_user, standing.by_token) if standing else None

    def in_sql(self, row: Loaded) -> Any:
        return Subquery(assessment_in_effect().values(as_json=ByField().in_sql(row)), output_field=TextField())


class SignerField(Worked):
    """Who signed it."""

    says = PersonShape(allow_null=True)

    def to_representation(self, value: Claim) -> Any:
        standing = judged(value).in_effect
        signed = sign_off_of(standing) if standing else None
        return PersonShape(signed.by_user).data if signed else None

    def in_sql(self, row: Loaded) -> Any:
        people = Loaded(User._base_manager.all(), row.actor)
        person = people.rows.filter(pk=OuterRef("sign_off__by_user")).values(as_json=json_object(PersonShape, people))
        signer = Subquery(person, output_field=TextField())
        return Subquery(assessment_in_effect().values(as_json=signer), output_field=TextField())


class FlaggedClaimShape(ClaimBriefShape):
    """`assessor` and `signer` stand for the claim's status: they should look."""

    assessor = AssessorField()
    signer = SignerField()

    class Meta:
        model = Claim
        fields = (*ClaimBriefShape.Meta.fields, "assessor", "signer")


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
