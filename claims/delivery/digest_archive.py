"""A digest read again in a browser or over the API: told anew to whoever looks, as they may see it now."""

from dataclasses import dataclass

from claims.delivery._digest_paths import place_of
from claims.delivery._digest_rows import Telling
from claims.delivery._digest_words import sentence_of
from claims.delivery.digest_making import Window, delivered, told_of
from claims.delivery.digest_view import Told
from claims.models import DigestBlock, DigestDelivery
from claims.models.seal import head_at
from claims.rules.actor import Actor, outward
from claims.rules.digest_items import Item, Scope, body_of, item_of, urgency


@dataclass(frozen=True)
class ToldItem:
    item: Item
    words: str
    url: str


def told_in_delivery(delivery: DigestDelivery, *, looking: Actor) -> Told | None:
    """What one reader's digest tells; None where nothing was built. Needs `with_parts`.

    An admin who looks at somebody else's is told what that reader may see, which is never more than their own.
    """
    member = delivery.subscription.membership
    gone = member.deactivated_at is not None or not member.user.is_active
    return delivered(delivery, outward(looking) if gone else member.reader())


def told_in_block(block: DigestBlock, *, looking: Actor, own: DigestDelivery | None = None) -> Told:
    """What an edition tells to everybody, and what needed the reader of `own`. Needs `with_parts`."""
    edition = block.edition
    return told_of(
        body=body_of(block.body),
        own_items=[item_of(each) for each in own.items] if own else [],
        scope=Scope(),
        sections_off=(),
        reader=outward(looking),
        window=Window(block.newsroom, block.start_position, edition.end_position, block.start_at, edition.hour),
        head=head_at(block.newsroom, block.built_at),
    )


def items_of(told: Told) -> list[ToldItem]:
    """Every item with its words, in the active language, and the page about it; the most urgent first."""
    tell = Telling(told.rows, told.ended)
    return [
        ToldItem(item, sentence_of(item, tell), place_of(item, _reference(item, tell))[0])
        for item in sorted(told.items, key=urgency)
    ]


def _reference(item: Item, tell: Telling) -> str:
    return str(tell.rows.of("incident", item.incident).get("reference") or "")
