"""Who belongs to a newsroom in which role, and who has been invited."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from claims.models._append_only import never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import OwnedQuerySet
from claims.rules.actor import Actor, outward
from claims.vocabulary import ActorKind, Role


class MembershipQuerySet(OwnedQuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(deactivated_at__isnull=True, user__is_active=True)

    def with_user(self) -> "MembershipQuerySet":
        return self.select_related("user")


class Membership(Owned):
    """A person's role in a newsroom; ended by deactivation, never by deletion."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    joined_at = models.DateTimeField()
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["newsroom", "user"], name="membership_once"),
            one_of(Role, "role", "membership_role_known"),
        )

    def reader(self) -> Actor:
        """The member as one who reads what leaves the newsroom: mail, and the archive of it. Needs `user`."""
        return outward(Actor(ActorKind.USER, self.newsroom_id, Role(self.role), self.user_id, self.user.name))


class InvitationQuerySet(OwnedQuerySet["Invitation"]):
    def open_at(self, now: Any) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=True, expires_at__gt=now)


class Invitation(Owned):
    """An invitation by e-mail; its link holds a secret of which only the SHA-256 digest is kept."""

    UNRECORDED = ("digest",)

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            one_of(Role, "role", "invitation_role_known"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, membership__isnull=True)
                | Q(accepted_at__isnull=False, membership__isnull=False),
                name="invitation_accepted_iff_member",
            ),
        )
        indexes = (models.Index(Lower("email"), name="invitation_email"),)
