"""Rules of tokens: what one looks like (`onrec_<prefix>.<secret>`), how it is proved, how much it may be given, and
which of its scopes a call needs.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.roles import HIGHEST_TOKEN_ROLE, RANK, May
from claims.vocabulary import Role, TokenScope

MOST_NETWORKS = 20
# So many hours at most a token goes on beside the one that takes its place.
LONGEST_OVERLAP = 30 * 24
# Fixed and unmistakable, so that secret scanners find a token that leaked.
FORM = re.compile(r"onrec_(?P<prefix>[0-9a-f]{16})\.(?P<secret>[A-Za-z0-9_-]{43})\Z")

# A call needs one of these scopes, besides the role that `rules.roles` asks for. Scopes do not include one another.
# What has none here is done by no token: its role refuses it.
SCOPES = {
    May.SEE_ONESELF: frozenset(TokenScope),
    May.READ: frozenset({TokenScope.READ}),
    May.READ_SOURCES: frozenset({TokenScope.READ, TokenScope.ARCHIVE}),
    May.READ_REQUESTS: frozenset({TokenScope.READ, TokenScope.COMMENT}),
    May.EXPORT: frozenset({TokenScope.EXPORT}),
    May.RECORD: frozenset({TokenScope.WRITE}),
    May.NOTE: frozenset({TokenScope.WRITE, TokenScope.COMMENT}),
    May.ASSESS: frozenset({TokenScope.WRITE}),
    May.CHANGE_STANDING: frozenset({TokenScope.WRITE}),
    May.CHECK_SOURCES: frozenset({TokenScope.WRITE, TokenScope.ARCHIVE}),
    May.ASK: frozenset({TokenScope.COMMENT}),
}


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


def clean_scopes(scopes: Iterable[str]) -> list[TokenScope]:
    """Scopes as they are kept: each once, in the order of the vocabulary; none at all would open nothing."""
    given = {str(scope) for scope in scopes}
    if unknown := sorted(given - set(TokenScope)):
        raise RuleBroken(
            "unknown_choice", _("“%(value)s” is not one of the choices."), field="scopes", value=unknown[0][:60]
        )
    if not given:
        raise RuleBroken("scopes_missing", _("Choose a scope: without any, it opens nothing."), field="scopes")
    return [scope for scope in TokenScope if scope in given]


def check_scope(scopes: Iterable[str], needs: May) -> None:
    """Refuse a token that has none of the scopes which this takes."""
    enough = SCOPES.get(needs, frozenset())
    if enough and enough.isdisjoint(scopes):
        raise NotPermitted(
            "token_scope_missing",
            _("This token lacks the scope for it: %(needed)s."),
            needed=" / ".join(scope for scope in TokenScope if scope in enough),
        )


def check_expiry(expires_at: datetime | None, *, now: datetime) -> None:
    """Refuse a token that would have expired before it is issued."""
    if expires_at is not None and expires_at <= now:
        raise RuleBroken("expires_in_past", _("The token would have expired already."), field="expires_at")


def check_overlap(hours: int) -> None:
    """Refuse to let two tokens stand for one tool for longer than it takes to put the new one in."""
    if not 0 <= hours <= LONGEST_OVERLAP:
        raise RuleBroken(
            "overlap_out_of_range",
            _("The old token goes on for 0 to %(most)s hours."),
            field="overlap_hours",
            most=LONGEST_OVERLAP,
        )


def check_rotates(*, revoked: bool, expires_at: datetime | None, now: datetime) -> None:
    """Refuse a successor to a token that opens nothing any more."""
    if revoked or (expires_at is not None and expires_at <= now):
        raise RuleBroken("token_over", _("This token is revoked or has run out. Issue a new one."))


def clean_networks(networks: Iterable[str]) -> list[str]:
    """Networks as they are kept: each once, in CIDR notation; a single address is a network of one."""
    kept: dict[str, None] = {}
    for text in networks:
        try:
            kept[str(ip_network(text.strip()))] = None
        except ValueError:
            raise RuleBroken(
                "bad_network",
                _("“%(network)s” is neither an address nor a network such as 192.0.2.0/24 or 2001:db8::/32."),
                field="networks",
                network=text.strip()[:60],
            ) from None
    if len(kept) > MOST_NETWORKS:
        raise RuleBroken(
            "too_many_networks", _("A token has at most %(most)s networks."), field="networks", most=MOST_NETWORKS
        )
    return list(kept)


def comes_from(address: str, networks: Iterable[str]) -> bool:
    """Whether the address lies in one of the networks; where there are none, every address does.

    An IPv4 address that arrives as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    """
    wanted = list(networks)
    if not wanted:
        return True
    try:
        there = ip_address(address.strip())
    except ValueError:
        return False
    there = getattr(there, "ipv4_mapped", None) or there
    return any(there in ip_network(network) for network in wanted)
