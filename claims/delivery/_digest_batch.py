"""A batch of digests made together: what readers have in common once for all of them, and each one's own."""

import json
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from claims.actions.digests import Contents, keep_block
from claims.delivery import mail
from claims.delivery._digest_letter import rendered
from claims.delivery.digest_links import links_of, list_headers
from claims.delivery.digest_making import Window, told_from, wishes_scope
from claims.delivery.digest_view import Section, View, common_of, own_of, with_own
from claims.models import DigestBlock, DigestDelivery
from claims.models.digest_needs import needs_of
from claims.models.digest_sight import Sight, sight, sight_keys, sights
from claims.models.digest_window import build_body, record_mark
from claims.models.seal import latest_head
from claims.rules.digest_items import Scope, body_of
from claims.rules.heads import SignedHead
from claims.vocabulary import DigestSection

log = logging.getLogger(__name__)

T = TypeVar("T")
# So many different ones are remembered; the readers of one hour share a few.
REMEMBERED = 64


@dataclass(frozen=True)
class Made:
    """One reader's digest, ready to be sent; no `letter` where there is nothing to tell and they want none of that."""

    contents: Contents
    letter: mail.Letter | None


class _Remembered:
    """The latest things that were made, by what they depend on."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, Any] = OrderedDict()

    def get(self, key: Any, make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
            if len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        found: T = self._kept[key]
        return found


class Maker:
    """Makes digests, and remembers what the next reader may share for as long as nothing comes to the record.

    So who may see what is judged anew with each batch, and worked out anew where it may have changed.
    """

    def __init__(self) -> None:
        self._blocks, self._sights, self._views = _Remembered(), _Remembered(), _Remembered()
        self._site = str(settings.SITE_URL).rstrip("/")

    def made(
        self, batch: Sequence[DigestDelivery], *, now: datetime
    ) -> Iterator[tuple[DigestDelivery, Made | Exception]]:
        """Each delivery with what was made for it, or with what went wrong in making it."""
        by_newsroom: dict[int, list[DigestDelivery]] = defaultdict(list)
        for delivery in batch:
            by_newsroom[delivery.newsroom_id].append(delivery)
        for deliveries in by_newsroom.values():
            yield from self._of_newsroom(deliveries, now)

    def _of_newsroom(
        self, batch: Sequence[DigestDelivery], now: datetime
    ) -> Iterator[tuple[DigestDelivery, Made | Exception]]:
        try:
            members = [each.subscription.membership for each in batch]
            mark, key_of = record_mark(batch[0].newsroom_id), sight_keys(batch[0].newsroom_id)
            keys: dict[int, Hashable] = {each.pk: (mark, key_of(each.reader())) for each in members}
            own = self._own(batch, keys, now)
            head = latest_head(batch[0].subscription.newsroom)
        except Exception as error:
            log.exception("a batch of digests could not be made")
            # One by one it fails for whom it must.
            if len(batch) == 1:
                yield batch[0], error
            else:
                for each in batch:
                    yield from self._of_newsroom([each], now)
            return
        for delivery in batch:
            key = keys[delivery.subscription.membership_id]
            made: Made | Exception
            try:
                made = self._one(delivery, key, own[delivery.pk], head, now)
            except Exception as error:
                log.exception("a digest could not be made")
                made = error
            yield delivery, made

    def _own(self, batch: Sequence[DigestDelivery], keys: dict[int, Hashable], now: datetime) -> dict[int, Sight]:
        """Delivery id → what needs its reader."""
        needs = needs_of([each.subscription.membership for each in batch], now=now)
        alike: dict[Hashable, list[DigestDelivery]] = defaultdict(list)
        for delivery in batch:
            alike[keys[delivery.subscription.membership_id]].append(delivery)
        found: dict[int, Sight] = {}
        for deliveries in alike.values():
            lists = [needs[each.subscription.membership_id] for each in deliveries]
            seen = sights(deliveries[0].newsroom_id, lists, (), deliveries[0].subscription.membership.reader())
            found |= {each.pk: what for each, what in zip(deliveries, seen, strict=True)}
        return found

    def _one(self, delivery: DigestDelivery, key: Hashable, own: Sight, head: SignedHead | None, now: datetime) -> Made:
        subscription = delivery.subscription
        block = self._block(delivery, now)
        window = _window(delivery, block)
        scope, off = wishes_scope(subscription), tuple(subscription.sections_off)
        with translation.override(subscription.language), timezone.override(ZoneInfo(subscription.time_zone)):
            wishes = (json.dumps(scope.as_json()), off, subscription.language, subscription.time_zone)
            common = self._views.get(
                (block.pk, key, *wishes), lambda: self._common(delivery, block, key, window, scope, off, head)
            )
            view = with_own(common, self._needed(own, scope, off, window))
            written = not view.empty or subscription.even_if_empty
            letter = _letter(delivery, view, now) if written else None
        items = () if DigestSection.NEEDS_YOU in off else own.items
        return Made(Contents(delivery, block, items, scope, off), letter)

    def _needed(self, own: Sight, scope: Scope, off: Sequence[str], window: Window) -> Section | None:
        """What needs the reader, if anything does."""
        if not own.items:
            return None
        return own_of(told_from(own, scope=scope, sections_off=off, window=window, head=None), site=self._site)

    def _block(self, delivery: DigestDelivery, now: datetime) -> DigestBlock:
        edition, start = delivery.edition, delivery.start_position

        def make() -> DigestBlock:
            known = DigestBlock.objects.filter(edition=edition, start_position=start).first()
            if known is not None:
                return known
            body = build_body(edition.newsroom_id, start, edition.end_position, now=now)
            return keep_block(edition=edition, start_position=start, body=body, at=now)

        return self._blocks.get((edition.pk, start), make)

    def _common(
        self,
        delivery: DigestDelivery,
        block: DigestBlock,
        key: Hashable,
        window: Window,
        scope: Scope,
        off: Sequence[str],
        head: SignedHead | None,
    ) -> View:
        reader = delivery.subscription.membership.reader()

        def look() -> Sight:
            body = body_of(block.body)
            return sight(block.newsroom_id, body.items, body.tallies, reader)

        seen = self._sights.get((block.pk, key), look)
        told = told_from(seen, scope=scope, sections_off=off, window=window, head=head)
        return common_of(told, site=self._site)


def _window(delivery: DigestDelivery, block: DigestBlock) -> Window:
    edition = delivery.edition
    return Window(
        delivery.subscription.newsroom, block.start_position, edition.end_position, block.start_at, edition.hour
    )


def _letter(delivery: DigestDelivery, view: View, now: datetime) -> mail.Letter:
    """In the active language and zone. However often it is tried, it has one Message-ID."""
    subscription = delivery.subscription
    user = subscription.membership.user
    words = rendered(view, links=links_of(subscription, delivery_id=delivery.pk), language=subscription.language)
    return mail.Letter(
        key=f"digest:{delivery.edition_id}:{subscription.pk}",
        to=mail.Mailbox(user.email, user.name),
        subject=words.subject,
        text=words.text,
        html=words.html,
        at=now,
        language=subscription.language,
        sent_by=_("On Record, %(newsroom)s") % {"newsroom": subscription.newsroom.name},
        headers=list_headers(subscription),
    )
