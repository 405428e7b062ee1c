"""Digests as the database keeps them: who wants one, the editions, and each reader's, claimed by one worker.

Bookkeeping: none of it leaves a Change. A worker claims in one transaction, and builds and sends outside any.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from claims.actions._digest_claims import claim_due, give_up_failed, next_letter, receives
from claims.actions._digest_wishes import checked_wishes, follow
from claims.actions.notices import LONGEST_SAID, NEVER_ANSWERED
from claims.errors import NotVisible, RuleBroken
from claims.errors import gettext_noop as _
from claims.models import (
    DigestBlock,
    DigestDelivery,
    DigestEdition,
    DigestSubscription,
    Incident,
    Membership,
    Party,
)
from claims.models.digest_window import position_at, start_of_window
from claims.rules.actor import Actor
from claims.rules.digest_items import Body, Item, Scope
from claims.rules.digests import FIRST_WINDOW
from claims.rules.notices import try_again_at
from claims.rules.roles import May, require
from claims.vocabulary import DeliveryState, DigestSection

S = DeliveryState
NOT_ITS_TURN = "It waits for its turn at the mail server."
TOLD = (S.SENT, S.EMPTY, S.UNCERTAIN)


@transaction.atomic
def keep_subscription(
    *,
    membership: Membership,
    weekday: int,
    hour: int,
    time_zone: str,
    language: str,
    everything: bool = True,
    incidents: Iterable[Incident] = (),
    parties: Iterable[Party] = (),
    countries: Iterable[str] = (),
    sections_off: Iterable[DigestSection] = (),
    even_if_empty: bool = False,
    paused_until: date | None = None,
    by: Actor,
    at: datetime,
) -> DigestSubscription:
    """Subscribe a member to the digest of the newsroom, or keep what they want of it. Everybody does so for themselves.

    The first window goes back a week; who subscribes again after a while begins anew.
    """
    if by.user_id != membership.user_id or by.newsroom_id != membership.newsroom_id:
        raise NotVisible
    followed: list[Incident | Party] = [*incidents, *parties]
    values = checked_wishes(
        weekday, hour, time_zone, language, everything, followed, countries, sections_off, paused_until, by=by, at=at
    )
    subscription = DigestSubscription.objects.select_for_update().filter(membership=membership).first()
    new = subscription is None
    subscription = subscription or DigestSubscription(newsroom_id=membership.newsroom_id, membership=membership)
    if new or subscription.due_at is None:
        # Who was told further than that already is not told it again.
        week_ago = position_at(membership.newsroom_id, at - FIRST_WINDOW)
        subscription.start_position = week_ago if new else max(subscription.start_position, week_ago)
    for name, value in {**values, "even_if_empty": even_if_empty}.items():
        setattr(subscription, name, value)
    if new:
        subscription.save(force_insert=True)  # its number decides by how much later than due it goes out
    subscription.due_at = next_letter(subscription, at)
    subscription.save()
    follow(subscription, [] if everything else followed, by=by)
    return subscription


@transaction.atomic
def unsubscribe(*, subscription: DigestSubscription, at: datetime) -> None:
    """No digest from now on, one that is being tried again among them. Doing it twice is doing it once."""
    DigestSubscription.objects.filter(pk=subscription.pk).update(due_at=None)
    give_up_failed([subscription])


@transaction.atomic
def claim_deliveries(*, now: datetime, most: int) -> list[DigestDelivery]:
    """Deliveries that this worker alone is to make and send: those that are tried again, and those that are due.

    What several missed weeks would have told goes into one. Who does not get mail just now is passed over until the
    next time, and nothing of the record counts as told to them.
    """
    claimed = _claim_failed(now, most)
    return claimed + claim_due(now, most - len(claimed))


def keep_block(*, edition: DigestEdition, start_position: int, body: Body, at: datetime) -> DigestBlock:
    """Keep what the edition tells from there on; of two workers that built it the first one's is kept."""
    block = DigestBlock(
        newsroom_id=edition.newsroom_id,
        edition=edition,
        start_position=start_position,
        start_at=min(start_of_window(edition.newsroom_id, start_position), edition.hour),
        built_at=at,
        body=body.as_json(),
    )
    DigestBlock.objects.bulk_create([block], ignore_conflicts=True)
    return DigestBlock.objects.get(edition=edition, start_position=start_position)


@dataclass(frozen=True)
class Contents:
    """What a delivery tells its reader beside the block, and the wishes that it was made to."""

    delivery: DigestDelivery
    block: DigestBlock
    items: Sequence[Item]
    scope: Scope
    sections_off: Sequence[str]


def keep_contents(contents: Iterable[Contents]) -> None:
    """Keep what readers are told, before it is sent."""
    deliveries = []
    for each in contents:
        delivery = each.delivery
        delivery.block, delivery.items = each.block, [item.as_json() for item in each.items]
        delivery.scope, delivery.sections_off = each.scope.as_json(), list(each.sections_off)
        deliveries.append(delivery)
    DigestDelivery.objects.bulk_update(deliveries, ["block", "items", "scope", "sections_off"])


def delivery_sent(*, delivery: DigestDelivery, at: datetime) -> None:
    """Keep that the mail server took it."""
    _settle(delivery, S.SENT, "", at)


def delivery_empty(*, delivery: DigestDelivery, at: datetime) -> None:
    """Keep that there was nothing to tell."""
    _settle(delivery, S.EMPTY, "", at)


def delivery_uncertain(*, delivery: DigestDelivery, said: str, at: datetime) -> None:
    """Keep that it was perhaps taken; an admin may have it sent again."""
    _settle(delivery, S.UNCERTAIN, said, at)


def delivery_failed(*, delivery: DigestDelivery, said: str, refused: bool, at: datetime) -> None:
    """Keep that it was not taken, and when it is tried again; its window does not count as told."""
    _settle(delivery, S.FAILED, said, at, try_again_at(delivery.attempts, refused=refused, now=at))


@transaction.atomic
def delivery_put_off(*, delivery: DigestDelivery, at: datetime) -> None:
    """Keep that its turn did not come before others had to go on; the next tick has it. This was no attempt."""
    _settle(delivery, S.FAILED, NOT_ITS_TURN, at, at)
    mine = DigestDelivery.objects.filter(pk=delivery.pk, state=S.FAILED, attempts=delivery.attempts)
    mine.update(attempts=F("attempts") - 1)


@transaction.atomic
def give_up_lost_deliveries(*, now: datetime) -> int:
    """Those whose worker was killed between claiming and saying what became of them are uncertain. How many."""
    lost = list(DigestDelivery.objects.lost(now).select_for_update(skip_locked=True, of=("self",)))
    for delivery in lost:
        _settle(delivery, S.UNCERTAIN, NEVER_ANSWERED, now)
    return len(lost)


@transaction.atomic
def send_again(*, delivery: DigestDelivery, by: Actor, at: datetime) -> DigestDelivery:
    """Have one that was perhaps sent, or was not, sent at the next tick. It takes an admin."""
    require(by, May.MANAGE)
    row = DigestDelivery.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=delivery.pk).first()
    if row is None:
        raise NotVisible
    if row.state not in (S.UNCERTAIN, S.FAILED):
        raise RuleBroken("not_in_trouble", _("This digest is not one that went astray."))
    later = DigestDelivery.objects.filter(subscription=row.subscription_id, edition__hour__gt=row.edition.hour)
    if row.state == S.FAILED and row.retry_at is None and later.exists():
        raise RuleBroken("told_later", _("A later digest has told what this one was to tell."))
    subscription = DigestSubscription.objects.select_related("membership__user", "newsroom").get(pk=row.subscription_id)
    if subscription.due_at is None or not receives(subscription):
        raise RuleBroken("reader_gone", _("Its reader gets no digests any more."))
    row.state, row.retry_at, row.settled_at = S.FAILED, at, max(at, row.claimed_at)
    row.save(update_fields=["state", "retry_at", "settled_at"])
    return row


def _claim_failed(now: datetime, most: int) -> list[DigestDelivery]:
    # With the subscription: nobody makes its next one meanwhile. Where that is due, it takes the window over.
    rows = DigestDelivery.objects.select_for_update(skip_locked=True, of=("self", "subscription"))
    rows = rows.filter(retry_at__lte=now).exclude(subscription__due_at__lte=now)
    claimed = []
    related = ("edition", "block", "subscription__membership__user", "subscription__newsroom")
    for delivery in rows.select_related(*related).order_by("retry_at", "pk")[:most]:
        delivery.retry_at = None
        if delivery.subscription.due_at is not None and receives(delivery.subscription):
            delivery.state, delivery.claimed_at, delivery.settled_at = S.CLAIMED, now, None
            delivery.attempts += 1
            claimed.append(delivery)
        delivery.save(update_fields=["state", "retry_at", "claimed_at", "settled_at", "attempts"])
    return claimed


@transaction.atomic
def _settle(
    delivery: DigestDelivery, state: DeliveryState, said: str, at: datetime, retry_at: datetime | None = None
) -> None:
    """From claimed to what became of it, once. A worker that was given up and comes back after all is believed."""
    mine = DigestDelivery.objects.filter(pk=delivery.pk, claimed_at=delivery.claimed_at, attempts=delivery.attempts)
    settling = mine.filter(state__in=(S.CLAIMED, S.UNCERTAIN))
    values = {"state": state, "said": said[:LONGEST_SAID], "retry_at": retry_at}
    if settling.update(**values, settled_at=Greatest(F("claimed_at"), at)) and state in TOLD:
        subscription = DigestSubscription.objects.filter(pk=delivery.subscription_id)
        subscription.update(start_position=Greatest(F("start_position"), delivery.edition.end_position))
