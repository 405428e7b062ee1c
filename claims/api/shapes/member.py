"""Members, invitations and tokens of a newsroom."""

from typing import Any

from django.db import models
from django.db.models import F, Value
from rest_framework import serializers

from claims.api.columns import column
from claims.api.compiled.loaded import Loaded
from claims.api.compiled.worked import Worked
from claims.api.fields import Choice, Instant, Text, Whole
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import PersonShape
from claims.models import ApiToken, Invitation, Membership
from claims.rules.actor import Actor
from claims.rules.roles import May, may
from claims.vocabulary import TokenScope


class RoleInput(Input):
    role = column(Membership, "role", required=True)


class EmailField(Worked):
    """The member's address, as far as the reader is told."""

    says = serializers.CharField(allow_null=True)

    def to_representation(self, value: Membership) -> str | None:
        return value.user.email if may(self.context["actor"], May.MANAGE) else None

    def in_sql(self, row: Loaded) -> Any:
        return row.one("user", lambda there: F("email")) if may(row.actor, May.MANAGE) else Value(None)


class MembershipShape(Shape):
    user = PersonShape()
    email = EmailField(help_text="For admins alone.")

    class Meta:
        model = Membership
        fields = ("id", "user", "email", "role", "joined_at", "deactivated_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Membership.objects.visible_to(actor).with_user()


class InvitationInput(Input):
    email = column(Invitation, "email", required=True)
    role = column(Invitation, "role", required=True)


class InvitationShape(Shape):
    class Meta:
        model = Invitation
        fields = ("id", "email", "role", "invited_at", "expires_at", "accepted_at")


class NewInvitationShape(InvitationShape):
    secret = serializers.CharField(help_text="For the link; it cannot be had again.")

    class Meta(InvitationShape.Meta):
        fields = (*InvitationShape.Meta.fields, "secret")


class TokenInput(Input):
    label = column(ApiToken, "label", required=True)
    role = column(ApiToken, "role", required=True)
    scopes = serializers.ListField(
        child=Choice(TokenScope), help_text="What it may be used for; they do not include one another."
    )
    expires_at = Instant(required=False, allow_null=True)
    networks = serializers.ListField(
        child=Text(longest=43),
        required=False,
        help_text="Addresses or networks (CIDR) that the token may come from; none stands for all.",
    )


class RotateInput(Input):
    overlap_hours = Whole(help_text="How long the old token goes on beside the new one: 0 to 720.")
    expires_at = Instant(required=False, allow_null=True)


class TokenShape(Shape):
    class Meta:
        model = ApiToken
        fields = (
            "id",
            "label",
            "prefix",
            "role",
            "scopes",
            "networks",
            "replaces",
            "issued_at",
            "expires_at",
            "revoked_at",
            "last_used_at",
        )


class NewTokenShape(TokenShape):
    token = serializers.CharField(help_text="The token itself; it cannot be had again.")

    class Meta(TokenShape.Meta):
        fields = (*TokenShape.Meta.fields, "token")
