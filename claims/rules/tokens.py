"""Rules of tokens: what one looks like (`onrec_<prefix>.<secret>`), how it is proved, and how much it may be given."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from typing import NamedTuple

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.roles import HIGHEST_TOKEN_ROLE, RANK
from claims.vocabulary import Role

# Fixed and unmistakable, so that secret scanners find a token that leaked.
FORM = re.compile(r"onrec_(?P<prefix>[0-9a-f]{16})\.(?P<secret>[A-Za-z0-9_-]{43})\Z")


class Presented(NamedTuple):
    """A token as its bearer shows it: `prefix` finds it, `secret` proves it."""

    prefix: str
    secret: str

    def __str__(self) -> str:
        return f"onrec_{self.prefix}.{self.secret}"


def new_token() -> Presented:
    """A token nobody has: 64 random bits to find it, 256 to prove it."""
    return Presented(secrets.token_hex(8), secrets.token_urlsafe(32))


def split_token(text: str) -> Presented | None:
    """The token in the text, None if it does not look like one of ours."""
    match = FORM.match(text)
    return Presented(match["prefix"], match["secret"]) if match else None


def token_digest(secret: str, *, pepper: str) -> str:
    """HMAC-SHA-256 in hex: without the pepper, which is not in the database, a digest cannot even be tried."""
    return hmac.new(pepper.encode(), secret.encode(), hashlib.sha256).hexdigest()


def proves(secret: str, digest: str, *, pepper: str) -> bool:
    """Whether the secret is the one behind the digest, in a time that tells nothing."""
    return hmac.compare_digest(token_digest(secret, pepper=pepper), digest)


def check_token_role(role: Role) -> None:
    """Refuse a token more than a fact-checker's role."""
    if RANK[role] > RANK[HIGHEST_TOKEN_ROLE]:
        raise RuleBroken(
            "token_role_too_high",
            _("A token is at most “%(highest)s”."),
            field="role",
            highest=HIGHEST_TOKEN_ROLE.label,
        )


def check_expiry(expires_at: datetime | None, *, now: datetime) -> None:
    """Refuse a token that would have expired before it is issued."""
    if expires_at is not None and expires_at <= now:
        raise RuleBroken("expires_in_past", _("The token would have expired already."), field="expires_at")
