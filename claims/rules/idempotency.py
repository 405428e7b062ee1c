"""A key that a tool gives to a write, so that asking twice does it once (the HTTP header `Idempotency-Key`).

The header and its meaning: draft-ietf-httpapi-idempotency-key-header, and Stripe's API, from which tools know it.
"""

import re
from datetime import timedelta

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255
PRINTABLE = re.compile(r"[!-~]{1,255}\Z")


def check_key(key: str) -> None:
    """Refuse what is no key: it takes 1 to 255 printable ASCII characters without spaces."""
    if not PRINTABLE.match(key):
        raise RuleBroken(
            "idempotency_key_unreadable",
            _("An Idempotency-Key has 1 to %(longest)s printable characters of ASCII and no spaces."),
            longest=LONGEST_KEY,
        )


def check_same(asked: str, before: str) -> None:
    """Refuse a key that stood for something else before; both are digests of what was asked."""
    if asked != before:
        raise RuleBroken(
            "idempotency_key_reused",
            _("This Idempotency-Key was used for another request. Take a new key for a new request."),
        )
