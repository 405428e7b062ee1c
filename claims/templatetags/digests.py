"""How templates word what became of a digest."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from claims.models import DigestDelivery, DigestSubscription
from claims.rules.digests import is_paused
from claims.vocabulary import DeliveryState

register = template.Library()


@register.filter
def became(delivery: DigestDelivery) -> str:
    """What became of it, in words."""
    if delivery.state == DeliveryState.FAILED and delivery.retry_at is None:
        return gettext("Not sent; a later one tells what it would have told")
    return str(DeliveryState(delivery.state).label)


@register.filter
def in_trouble(delivery: DigestDelivery) -> bool:
    return delivery.state in (DeliveryState.FAILED, DeliveryState.UNCERTAIN)


@register.filter
def perhaps_sent(delivery: DigestDelivery) -> bool:
    """Whether a person has to decide if it is sent again."""
    return delivery.state == DeliveryState.UNCERTAIN


@register.simple_tag
def next_words(subscription: DigestSubscription | None, now: datetime) -> str:
    """When the next one comes, on the clock on the reader's wall, whichever zone the page is in."""
    if subscription is None or subscription.due_at is None:
        return gettext("No digest is sent to you.")
    if is_paused(subscription.paused_until, subscription.time_zone, now=now):
        return gettext("Paused: none is sent before %(day)s.") % {"day": date_format(subscription.paused_until or now)}
    there = timezone.localtime(subscription.due_at, ZoneInfo(subscription.time_zone))
    when = {"day": date_format(there, "l"), "at": date_format(there, "DATETIME_FORMAT")}
    return gettext("The next one comes on %(day)s, %(at)s (%(zone)s).") % {**when, "zone": subscription.time_zone}
