"""Who belongs to a newsroom: invited or added, given another role, deactivated."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change, record_changes
from claims.actions._fields import checked
from claims.actions._rows import lock, lock_newsroom
from claims.actions._users import new_user, user_of
from claims.errors import NotVisible, RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Invitation, Membership, Newsroom, User
from claims.rules.actor import NOWHERE, Actor
from claims.rules.members import (
    INVITATION_HOLDS,
    check_active,
    check_admin_remains,
    check_invitation_open,
    check_not_member,
    invitation_digest,
    new_invitation,
)
from claims.rules.roles import May, require, require_command
from claims.rules.text import check_email
from claims.vocabulary import ActorKind, Role, Verb


@transaction.atomic
def add_member(
    *, newsroom: Newsroom, email: str, name: str, role: Role, password: str | None, by: Actor, at: datetime
) -> Membership:
    """Add a member without an invitation: the first admin, the people of the demo. Only from the command line.

    Somebody who has an account already keeps its name and password.
    """
    require_command(by)
    if by.newsroom_id not in (NOWHERE, newsroom.pk):
        raise NotVisible
    who = checked(User, {"email": email.lower(), "name": name}, now=at)
    check_email(who["email"], field="email")
    checked(Membership, {"role": role}, now=at)
    user = user_of(who["email"]) or new_user(**who, password=password)
    return _join(newsroom.pk, user, role, Verb.MEMBER_ADDED, by, at)


@transaction.atomic
def invite(*, email: str, role: Role, by: Actor, at: datetime) -> tuple[Invitation, str]:
    """Invite somebody. The second of the two is the secret of the link, which cannot be had again.

    It takes the place of earlier invitations to the same address, which open nothing any more.
    """
    require(by, May.MANAGE)
    values = checked(Invitation, {"email": email.lower(), "role": role}, now=at)
    check_email(values["email"], field="email")
    member = Membership.objects.of(by).active().filter(user__email__iexact=values["email"])
    check_not_member(member.exists(), email=values["email"])
    secret = new_invitation()
    replaced = list(Invitation.objects.of(by).open_at(at).filter(email=values["email"]).select_for_update())
    Invitation.objects.filter(pk__in=[each.pk for each in replaced]).update(expires_at=at)
    invitation = Invitation(
        newsroom_id=by.newsroom_id,
        digest=invitation_digest(secret),
        invited_at=at,
        expires_at=at + INVITATION_HOLDS,
        **values,
    )
    invitation.save(force_insert=True)
    record_changes(Verb.MEMBER_INVITED, [*replaced, invitation], by=by, at=at)
    return invitation, secret


@transaction.atomic
def accept_invitation(*, secret: str, name: str, password: str, at: datetime) -> Membership:
    """Join the newsroom that invited. The accepting person is the actor.

    Who has an account already proves it with its password, and keeps both it and the name: an invitation, which an
    admin of any newsroom can make, is no way into somebody's account.
    """
    invitation = Invitation.objects.select_for_update().filter(digest=invitation_digest(secret)).first()
    if invitation is None:
        raise NotVisible
    check_invitation_open(invitation.accepted_at, invitation.expires_at, now=at)
    user = user_of(invitation.email)
    if user is None:
        who = checked(User, {"name": name}, now=at)
        user = new_user(email=invitation.email, **who, password=password)
    elif not (user.is_active and user.check_password(password)):
        raise RuleBroken(
            "wrong_password",
            _("There is already an account with this e-mail address. Give its password."),
            field="password",
        )
    by = Actor(ActorKind.USER, invitation.newsroom_id, Role(invitation.role), user.pk, user.name)
    membership = _join(invitation.newsroom_id, user, by.role, Verb.MEMBER_JOINED, by, at)
    invitation.accepted_at, invitation.membership = at, membership
    invitation.save(update_fields=["accepted_at", "membership"])
    record_change(Verb.MEMBER_JOINED, invitation, by=by, at=at)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: Actor, at: datetime) -> Membership:
    """Give the member another role; never take the admin's from the last one."""
    require(by, May.MANAGE)
    checked(Membership, {"role": role}, now=at)
    membership = _lock_member(membership, by)
    check_active(membership.deactivated_at is None)
    if membership.role == role:
        return membership
    check_admin_remains(membership.pk, role, _admins(by))
    membership.role = role
    membership.save(update_fields=["role"])
    record_change(Verb.MEMBER_ROLE_CHANGED, membership, by=by, at=at)
    return membership


@transaction.atomic
def deactivate(*, membership: Membership, by: Actor, at: datetime) -> Membership:
    """End the membership; the account stays, with what it did and its other newsrooms. Never the last admin's."""
    require(by, May.MANAGE)
    membership = _lock_member(membership, by)
    if membership.deactivated_at is not None:
        return membership
    check_admin_remains(membership.pk, None, _admins(by))
    membership.deactivated_at = at
    membership.save(update_fields=["deactivated_at"])
    record_change(Verb.MEMBER_DEACTIVATED, membership, by=by, at=at)
    return membership


def _lock_member(membership: Membership, by: Actor) -> Membership:
    # One at a time in the newsroom: two admins deactivating each other at once must not both be let through.
    lock_newsroom(by)
    return lock(membership, by)


def _admins(by: Actor) -> set[int]:
    return set(Membership.objects.of(by).active().filter(role=Role.ADMIN).values_list("pk", flat=True))


def _join(newsroom_id: int, user: User, role: Role, verb: Verb, by: Actor, at: datetime) -> Membership:
    """A new membership, or the old one of somebody who comes back."""
    membership = Membership.objects.select_for_update().filter(newsroom_id=newsroom_id, user=user).first()
    check_not_member(membership is not None and membership.deactivated_at is None, email=user.email)
    membership = membership or Membership(newsroom_id=newsroom_id, user=user)
    membership.role, membership.joined_at, membership.deactivated_at = role, at, None
    membership.save()
    record_change(verb, membership, by=by, at=at)
    return membership
