"""What a digest would say at a moment to a reader; nothing is kept and nothing sent."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from claims.delivery._digest_letter import Rendered, rendered
from claims.delivery.digest_links import Links
from claims.delivery.digest_making import preview
from claims.delivery.digest_view import View, view_of
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import DigestSubscription, Membership


@dataclass(frozen=True)
class Previewed:
    """What it tells, and the letter in its reader's language and zone."""

    view: View
    letter: Rendered
    language: str


def previewed(*, membership: Membership, at: datetime, now: datetime) -> Previewed:
    """The digest that the member would have been sent at that instant. Raises RuleBroken for one that lies ahead."""
    if at > now:
        raise RuleBroken("as_of_in_future", _("That moment has not come yet."), field="date")
    kept = DigestSubscription.objects.filter(membership=membership).first()
    wishes = kept or membership.user
    with translation.override(wishes.language), timezone.override(ZoneInfo(wishes.time_zone)):
        view = view_of(preview(member=membership, at=at, now=now), site=_site())
        letter = rendered(view, links=_harmless(), language=wishes.language)
    return Previewed(view, letter, wishes.language)


def _harmless() -> Links:
    """Whoever looks at somebody's letter beforehand cannot unsubscribe them with it."""
    wishes = f"{_site()}{reverse('digest-wishes')}"
    return Links(archive=f"{_site()}{reverse('digests')}", preferences=wishes, unsubscribe=wishes)


def _site() -> str:
    return str(settings.SITE_URL).rstrip("/")
