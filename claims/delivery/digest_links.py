"""The links of a digest that work without signing in: each signed for one purpose and one subscription.

Whoever holds a link acts for the subscription's reader, as far as the link goes; so none of them shows what the
newsroom recorded. All die when SECRET_KEY changes.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from claims.models import DigestSubscription

ONE_CLICK = "List-Unsubscribe=One-Click"


@dataclass(frozen=True)
class Links:
    """Where a letter leads to: the same in a browser, what its reader wants, and out of it."""

    archive: str
    preferences: str
    unsubscribe: str


class Purpose(StrEnum):
    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"


# A letter may lie in a mailbox for long before somebody has enough of it.
HOLDS = {Purpose.UNSUBSCRIBE: timedelta(days=365), Purpose.PREFERENCES: timedelta(days=60)}
LONGEST_TOKEN = 200


def links_of(subscription: DigestSubscription, *, delivery_id: int | None = None) -> Links:
    """Where its letters lead to, absolute; `archive` is the delivery's own page, or the list of all."""
    archive = reverse("digests") if delivery_id is None else reverse("digest", args=[delivery_id])
    return Links(
        archive=_site() + archive,
        preferences=_signed(subscription, Purpose.PREFERENCES),
        unsubscribe=_signed(subscription, Purpose.UNSUBSCRIBE),
    )


def list_headers(subscription: DigestSubscription) -> dict[str, str]:
    """What a mail program's own “unsubscribe” needs: a POST to the link does it at once (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{_signed(subscription, Purpose.UNSUBSCRIBE)}>",
        "List-Unsubscribe-Post": ONE_CLICK,
    }


def token_of(subscription: DigestSubscription, purpose: Purpose) -> str:
    return _signer(purpose).sign(str(subscription.pk))


def subscription_of(token: str, purpose: Purpose) -> DigestSubscription:
    """The subscription behind a link. Raises BadSignature, and SignatureExpired (one of these) if it is too old."""
    if len(token) > LONGEST_TOKEN:
        raise BadSignature("too long")
    key = _signer(purpose).unsign(token, max_age=HOLDS[purpose])
    rows = DigestSubscription.objects.select_related("membership__user", "newsroom")
    subscription = rows.filter(pk=int(key)).first()
    if subscription is None:
        raise BadSignature("no such subscription")
    return subscription


def _signer(purpose: Purpose) -> TimestampSigner:
    return TimestampSigner(sep=".", salt=f"claims.delivery.digest_links.{purpose}")


def _signed(subscription: DigestSubscription, purpose: Purpose) -> str:
    return _site() + reverse(f"digest-{purpose}", args=[token_of(subscription, purpose)])


def _site() -> str:
    return str(settings.SITE_URL).rstrip("/")
