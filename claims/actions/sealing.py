"""Sealing the record: bookkeeping of the clock, which leaves no Change."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from claims.models import ChangePosition, Newsroom, Seal, SealedNode
from claims.models.seal import instant_text, span_hashes
from claims.models.sealable import entry_of, in_position_order
from claims.rules.heads import NOTHING_BEFORE, Head, public_key_of, read_key, sign
from claims.rules.merkle import Frontier, nodes_of
from claims.rules.record import leaf_of

# One at a time. Nothing else ever asks for this lock, so that no write waits for a seal.
ALONE = "SELECT pg_try_advisory_xact_lock(hashtextextended('claims.sealing', 0))"
AT_ONCE = 2_000
SEALS_PER_TICK = 50


def seal_record(*, now: datetime) -> int:
    """Seal every newsroom's Changes that have a position and no seal, in the order of positions.

    Returns how many seals were made. A tick does a bounded amount of work; the next one goes on. Whoever comes while
    another seals has nothing to do.
    """
    key, made = read_key(settings.RECORD_KEY), 0
    for newsroom_id in Newsroom.objects.order_by("pk").values_list("pk", flat=True):
        while made < SEALS_PER_TICK and _seal_next(newsroom_id, key, now):
            made += 1
    return made


@transaction.atomic
def _seal_next(newsroom_id: int, key: Ed25519PrivateKey, now: datetime) -> bool:
    last = Seal.objects.filter(newsroom=newsroom_id).order_by("-number").first()
    sealed = last.last_position if last else 0
    if not _anything_behind(newsroom_id, sealed) or not _alone():
        return False
    if Seal.objects.filter(newsroom=newsroom_id, last_position__gt=sealed).exists():
        return False  # another one was quicker
    tree, nodes = _grown(newsroom_id, sealed)
    before = last.signed_head().head if last else None
    head = Head(
        newsroom=newsroom_id,
        number=before.number + 1 if before else 1,
        first_position=sealed + 1,
        tree_size=tree.size,
        root_hash=tree.root().hex(),
        previous_hash=before.digest() if before else NOTHING_BEFORE,
        sealed_at=instant_text(now),
        public_key=public_key_of(key),
    )
    SealedNode.objects.bulk_create(nodes, batch_size=1_000)
    Seal.objects.create(
        newsroom_id=newsroom_id,
        number=head.number,
        first_position=head.first_position,
        last_position=head.tree_size,
        root_hash=head.root_hash,
        previous_hash=head.previous_hash,
        public_key=head.public_key,
        signature=sign(head, key).signature,
        sealed_at=now,
    )
    return True


def _anything_behind(newsroom_id: int, position: int) -> bool:
    return ChangePosition.objects.filter(newsroom=newsroom_id, position__gt=position).exists()


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        return bool(cursor.fetchone() == (True,))


def _grown(newsroom_id: int, size: int) -> tuple[Frontier, list[SealedNode]]:
    """The newsroom's tree with its next leaves, and the nodes that they completed."""
    edge = span_hashes(newsroom_id, [(index << level, (index + 1) << level) for level, index in nodes_of((0, size))])
    tree, nodes = Frontier(size, edge), []
    for change in in_position_order(newsroom_id, after=size)[:AT_ONCE]:
        for (level, index), value in tree.append(leaf_of(entry_of(change))):
            leaf = None if level else change.pk
            nodes.append(SealedNode(newsroom_id=newsroom_id, level=level, index=index, hash=value, leaf_of=leaf))
    return tree, nodes
