"""What is asked for twice under one key is done once: the answer is kept in the action's own transaction.

A process killed before the commit leaves neither; after it, whoever asks again gets what was answered. Bookkeeping: it
leaves no Change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from claims.errors import InFlight
from claims.models import KeptAnswer
from claims.rules.actor import Actor
from claims.rules.idempotency import check_key, check_same


@dataclass(frozen=True)
class Answered:
    """An answer as it went out; without `body`, which held something that is not kept, only that there was one."""

    status: int
    body: bytes | None


class Once:
    """`before` is what the same request was answered earlier; if it is None, do it and `keep` what you answer."""

    def __init__(self, before: Answered | None) -> None:
        self.before = before
        self.kept: Answered | None = None

    def keep(self, answer: Answered) -> None:
        self.kept = answer


@contextmanager
def once(*, key: str, asked: str, by: Actor, at: datetime) -> Iterator[Once]:
    """One transaction around what is asked for. `asked` is a digest of what is asked for (64 hex digits).

    RuleBroken if the key is none or stood for something else, InFlight while the same is under way. Whatever is
    raised inside leaves nothing behind, the key included.
    """
    check_key(key)
    with transaction.atomic():
        _take(key, by)
        mine = KeptAnswer.objects.of(by).filter(key=key)
        mine.outdated(at).delete()
        kept = mine.first()
        if kept is not None:
            check_same(asked, kept.asked)
        asking = Once(_answered(kept) if kept else None)
        yield asking
        if asking.kept is not None:
            KeptAnswer.objects.create(
                newsroom_id=by.newsroom_id,
                by_user_id=by.user_id,
                by_token_id=by.token_id,
                key=key,
                asked=asked,
                status=asking.kept.status,
                body=asking.kept.body,
                at=at,
            )


def forget_answers(*, now: datetime) -> int:
    """Take away what was kept for a day. How many."""
    return KeptAnswer.objects.outdated(now).delete()[0]


def destroy_answers(newsroom_id: int) -> None:
    """After a redaction: an answer may hold the value that was destroyed. The keys go on standing for what was done."""
    KeptAnswer.objects.filter(newsroom_id=newsroom_id, body__isnull=False).update(body=None)


def _take(key: str, by: Actor) -> None:
    """The key is this transaction's until it ends, without waiting for another that has it."""
    whose = f"once:{by.newsroom_id}:{by.kind}:{by.id}:{key}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [whose])
        if not cursor.fetchone()[0]:
            raise InFlight


def _answered(kept: KeptAnswer) -> Answered:
    return Answered(kept.status, None if kept.body is None else bytes(kept.body))
