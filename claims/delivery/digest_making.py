"""What one reader is told, put together: the one place that mail, archive, preview and API come through.

Items come from what was kept, words from the record as of the edition's end; who may see an item is judged now, for one
who reads outside the newsroom.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from claims.delivery.digest_view import Told
from claims.models import DigestDelivery, DigestSubscription, Membership, Newsroom
from claims.models.as_of import as_known_at
from claims.models.digest_needs import needs_of
from claims.models.digest_rows import rows_of
from claims.models.digest_sight import Sight, countries_of, sight
from claims.models.digest_window import build_body, position_at, start_of_window
from claims.models.seal import head_at
from claims.rules.actor import Actor
from claims.rules.digest_items import SECTION_OF, Body, Item, Scope, Tally, body_of, in_scope, item_of, scope_of
from claims.rules.digests import FIRST_WINDOW
from claims.rules.heads import SignedHead
from claims.vocabulary import DeliveryState, DigestSection

OF_RECORD = (DeliveryState.SENT, DeliveryState.EMPTY, DeliveryState.UNCERTAIN)


@dataclass(frozen=True)
class Window:
    """The stretch of the record that is told: after one position up to another, and when that was."""

    newsroom: Newsroom
    start_position: int
    end_position: int
    began: datetime
    ended: datetime


def told_of(
    *,
    body: Body,
    own_items: Sequence[Item],
    scope: Scope,
    sections_off: Collection[str],
    reader: Actor,
    window: Window,
    head: SignedHead | None = None,
) -> Told:
    """What this reader is told of a window: in scope, wanted, and to be seen by them now."""
    seen = sight(window.newsroom.pk, [*own_items, *body.items], body.tallies, reader)
    return told_from(seen, scope=scope, sections_off=sections_off, window=window, head=head)


def told_from(
    seen: Sight, *, scope: Scope, sections_off: Collection[str], window: Window, head: SignedHead | None
) -> Told:
    """The same of what was found to be seen. What needs the reader is told whatever they follow."""
    countries = countries_of([*seen.items, *seen.tallies]) if scope.countries else {}
    items = [
        item
        for item in seen.items
        if SECTION_OF[item.kind] not in sections_off
        and (
            SECTION_OF[item.kind] == DigestSection.NEEDS_YOU
            or in_scope(item, scope, country=countries.get(item.incident, ""))
        )
    ]
    tallies = [] if DigestSection.NUMBERS in sections_off else _followed(seen, scope, countries)
    return Told(
        newsroom=window.newsroom,
        items=items,
        tallies=tallies,
        rows=rows_of(window.newsroom.pk, items, window.end_position),
        began=window.began,
        ended=window.ended,
        head=head,
        withheld=seen.withheld,
    )


def delivered(delivery: DigestDelivery, reader: Actor) -> Told | None:
    """A delivery as it was sent, as far as this reader may see it now; None where nothing was to be told.

    Needs `block`, `edition` and `newsroom`.
    """
    block = delivery.block
    if block is None:
        return None
    edition = delivery.edition
    window = Window(delivery.newsroom, block.start_position, edition.end_position, block.start_at, edition.hour)
    return told_of(
        body=body_of(block.body),
        own_items=[item_of(each) for each in delivery.items],
        scope=scope_of(delivery.scope),
        sections_off=delivery.sections_off,
        reader=reader,
        window=window,
        head=head_at(delivery.newsroom, delivery.settled_at or delivery.claimed_at),
    )


def preview(*, member: Membership, at: datetime, now: datetime) -> Told:
    """What the member would be told if an edition were made at that instant. Nothing is written.

    The window begins where the last one before ended, or a week earlier. Of the past, everything but who may see it is
    as the record knew it then. Needs `user` and `newsroom`.
    """
    at = min(at, now)
    newsroom, wishes = member.newsroom, DigestSubscription.objects.filter(membership=member).first()
    start, end = _start(member, at), position_at(newsroom.pk, at)
    began = min(start_of_window(newsroom.pk, start), at)
    head = head_at(newsroom, at)
    with as_known_at(newsroom.pk, at) if at < now else nullcontext():
        return told_of(
            body=build_body(newsroom.pk, start, end, now=at),
            own_items=needs_of([member], now=at)[member.pk],
            scope=wishes_scope(wishes) if wishes else Scope(),
            sections_off=wishes.sections_off if wishes else (),
            reader=member.reader(),
            window=Window(newsroom, start, end, began, at),
            head=head,
        )


def wishes_scope(subscription: DigestSubscription) -> Scope:
    """What the subscription follows."""
    follows = list(subscription.follows.all())
    return Scope(
        subscription.everything,
        frozenset(each.incident_id for each in follows if each.incident_id),
        frozenset(each.party_id for each in follows if each.party_id),
        frozenset(subscription.countries),
    )


def _start(member: Membership, at: datetime) -> int:
    earlier = DigestDelivery.objects.filter(
        subscription__membership=member, state__in=OF_RECORD, edition__hour__lt=at
    ).order_by("-edition__hour")
    last = earlier.values_list("edition__end_position", flat=True).first()
    return position_at(member.newsroom_id, at - FIRST_WINDOW) if last is None else last


def _followed(seen: Sight, scope: Scope, countries: Mapping[int, str]) -> list[Tally]:
    """What counts for the reader: all, or what happened in incidents that they follow."""
    if scope.everything:
        return seen.tallies
    return [
        tally
        for tally in seen.tallies
        if tally.incident in scope.incidents or countries.get(tally.incident, "") in scope.countries
    ]
