"""Rules of membership: a newsroom keeps an admin, and an invitation opens one door once."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import Role

INVITATION_HOLDS = timedelta(days=7)
LONGEST_PASSWORD = 500


def check_admin_remains(membership: int, role: Role | None, admins: Collection[int]) -> None:
    """Refuse to take the admin's role from the last who has it.

    `role` is what the member is to be, None if deactivated; `admins` are the active admins' memberships as of now.
    """
    if role != Role.ADMIN and set(admins) == {membership}:
        raise RuleBroken(
            "last_admin", _("This is the newsroom's last admin. Make somebody else admin first."), field="role"
        )


def check_not_member(active: bool, *, email: str) -> None:
    """Refuse to take in somebody who already belongs."""
    if active:
        raise RuleBroken(
            "already_member", _("“%(email)s” is already a member of the newsroom."), field="email", email=email
        )


def check_active(active: bool) -> None:
    """Refuse to change a membership that has ended."""
    if not active:
        raise RuleBroken("member_deactivated", _("This member has been deactivated; invite them again."))


def check_invitation_open(accepted_at: datetime | None, expires_at: datetime, *, now: datetime) -> None:
    """Refuse an invitation that has been used or has run out."""
    if accepted_at is not None:
        raise RuleBroken("invitation_used", _("This invitation has already been used. Sign in instead."))
    if expires_at <= now:
        raise RuleBroken("invitation_expired", _("This invitation has run out. Ask for a new one."))


def new_invitation() -> str:
    """A secret for the link of an invitation: 256 random bits."""
    return secrets.token_urlsafe(32)


def invitation_digest(secret: str) -> str:
    """SHA-256 in hex. The secret is random and long: nothing is gained by hashing it slowly."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_password_fits(password: str) -> None:
    """Refuse what cannot be hashed, or only slowly; whether it is hard to guess is for the site's validators."""
    if len(password) > LONGEST_PASSWORD:
        raise RuleBroken(
            "too_long",
            _("This is %(length)s characters long; at most %(longest)s fit."),
            field="password",
            length=len(password),
            longest=LONGEST_PASSWORD,
        )
    if any("\ud800" <= character <= "\udfff" for character in password):
        raise RuleBroken("broken_character", _("This contains half a character."), field="password")
