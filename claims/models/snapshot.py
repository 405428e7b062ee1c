"""One picture of the database for as long as it is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

ONE_PICTURE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction in which every query sees the same, and nothing is written; within another, a part of that one."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute(ONE_PICTURE)
        yield
