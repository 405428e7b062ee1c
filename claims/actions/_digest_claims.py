"""The digests that are due, claimed for one worker: a batch of readers in a few statements, however many there are."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from claims.models import DigestDelivery, DigestEdition, DigestSubscription, Newsroom
from claims.models.digest_window import position_at
from claims.rules.digests import edition_hour, is_paused, latest_due, next_due, sends_at
from claims.vocabulary import DeliveryState

S = DeliveryState


def claim_due(now: datetime, most: int) -> list[DigestDelivery]:
    """New deliveries to those whose hour has come; their subscriptions stay locked until the transaction ends."""
    while locked := list(_due(now)[:most]):
        # Again, now that nobody can claim one meanwhile.
        waiting = set(_in_hand().filter(subscription__in=locked).values_list("subscription_id", flat=True))
        subscriptions = [each for each in locked if each.pk not in waiting]
        claimed = _new_deliveries([each for each in subscriptions if _wants_one(each, now)], now)
        for subscription in subscriptions:
            subscription.due_at = next_letter(subscription, now)
        DigestSubscription.objects.bulk_update(subscriptions, ["due_at"])
        if claimed:
            return claimed
        # Nobody of these wants one just now; they do not hold up those who do.
    return []


def receives(subscription: DigestSubscription) -> bool:
    """Whether mail goes to its reader at all just now."""
    member = subscription.membership
    return member.deactivated_at is None and member.user.is_active and subscription.newsroom.notices_by_mail


def next_letter(subscription: DigestSubscription, after: datetime) -> datetime:
    """When its next letter goes out."""
    due = next_due(subscription.weekday, subscription.hour, subscription.time_zone, after=after)
    return sends_at(subscription.pk, due)


def give_up_failed(subscriptions: Collection[DigestSubscription]) -> dict[int, int]:
    """Those that failed are not tried again. Subscription id → where the window that takes theirs over begins."""
    failed = DigestDelivery.objects.filter(
        subscription__in=subscriptions, state=S.FAILED, retry_at__isnull=False
    ).order_by()
    starts = {each.pk: each.start_position for each in subscriptions}
    for subscription, start in failed.values_list("subscription_id", "start_position"):
        starts[subscription] = min(starts[subscription], start)
    failed.update(retry_at=None)
    return starts


def _due(now: datetime) -> QuerySet[DigestSubscription]:
    """One whose last delivery is in somebody's hands waits: what becomes of that decides where the next begins."""
    return (
        DigestSubscription.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(~Exists(_in_hand().filter(subscription=OuterRef("pk"))), due_at__lte=now)
        .select_related("membership__user", "newsroom")
        .prefetch_related("follows")
        .order_by("due_at", "pk")
    )


def _in_hand() -> QuerySet[DigestDelivery]:
    return DigestDelivery.objects.filter(state=S.CLAIMED)


def _wants_one(subscription: DigestSubscription, now: datetime) -> bool:
    return receives(subscription) and not is_paused(subscription.paused_until, subscription.time_zone, now=now)


def _new_deliveries(subscriptions: Sequence[DigestSubscription], now: datetime) -> list[DigestDelivery]:
    """A delivery each of the edition that is due, but where there is one already."""
    editions = _editions(subscriptions, now)
    had = set(
        DigestDelivery.objects.filter(subscription__in=subscriptions, edition__in=set(editions.values())).values_list(
            "edition_id", "subscription_id"
        )
    )
    fresh = [each for each in subscriptions if (editions[each.pk].pk, each.pk) not in had]
    starts = give_up_failed(fresh)
    deliveries = [
        DigestDelivery(
            newsroom_id=each.newsroom_id,
            edition=editions[each.pk],
            subscription=each,
            start_position=min(starts[each.pk], editions[each.pk].end_position),
            attempts=1,
            claimed_at=now,
        )
        for each in fresh
    ]
    return DigestDelivery.objects.bulk_create(deliveries)


def _editions(subscriptions: Iterable[DigestSubscription], now: datetime) -> dict[int, DigestEdition]:
    """Subscription id → the edition that is due."""
    known: dict[tuple[int, datetime], DigestEdition] = {}
    found: dict[int, DigestEdition] = {}
    for each in subscriptions:
        hour = edition_hour(latest_due(each.weekday, each.hour, each.time_zone, now=now))
        if (each.newsroom_id, hour) not in known:
            known[each.newsroom_id, hour] = _edition(each.newsroom, hour, now)
        found[each.pk] = known[each.newsroom_id, hour]
    return found


def _edition(newsroom: Newsroom, hour: datetime, now: datetime) -> DigestEdition:
    known = DigestEdition.objects.filter(newsroom=newsroom, hour=hour).first()
    if known is not None:
        return known
    end = position_at(newsroom.pk, hour)
    DigestEdition.objects.bulk_create(
        [DigestEdition(newsroom=newsroom, hour=hour, end_position=end, made_at=now)], ignore_conflicts=True
    )
    return DigestEdition.objects.get(newsroom=newsroom, hour=hour)
