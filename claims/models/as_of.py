"""As known at: everything read inside `as_known_at` is what the record knew at an instant."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from claims.models._point import Point
from claims.models._shadowing import VIEWS, Shadowing

POSITION = """
SELECT min(numbered.position) - 1
FROM public.claims_changeposition numbered JOIN public.claims_change change ON change.id = numbered.change_id
WHERE numbered.newsroom_id = %s AND change.newsroom_id = %s AND change.recorded_at > %s
"""
DEFINITIONS = "SELECT name, pg_get_viewdef(name::regclass) FROM unnest(%s::text[]) AS name"


@contextmanager
def as_known_at(newsroom_id: int, instant: datetime) -> Iterator[Point]:
    """Until it ends, every SELECT on this connection sees the newsroom's rows as they were known at the instant.

    The same SQL runs as for today's reads, behind shadows of the tables that it mentions; anything but a SELECT is
    refused (`NotARead`). Who may see what is judged by today's rows: named people, members and tokens are not
    shadowed, nor is an incident's restriction or an utterance's terms and embargo. Columns that are never recorded are
    null. The SQL functions behind `visible_to` read today's tables by themselves.
    """
    point = point_at(newsroom_id, instant)
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS, [list(VIEWS)])
        views = dict(cursor.fetchall())
    with connection.execute_wrapper(Shadowing(point, views)), _grouping_by_every_column():
        yield point


@contextmanager
def _grouping_by_every_column() -> Iterator[None]:
    """GROUP BY a primary key stands for the whole row of a table; a shadow has no key."""
    features: Any = connection.features
    before = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        features.allows_group_by_selected_pks = before


def point_at(newsroom_id: int, instant: datetime) -> Point:
    """How far the record had come at the instant: the longest run of positions without a later Change in it.

    `recorded_at` alone would not do. A long transaction records early and commits late; at an instant in between nobody
    saw what it wrote, and those who asked then would be contradicted by whoever asks as of then. Such a Change gets a
    position after those that were committed meanwhile. So the record is cut before the lowest position that was
    recorded after the instant, and what has a higher one was not known yet. What had been committed by the instant
    always stands before the cut: it has a lower id than anything recorded later and is numbered no later.

    If nothing numbered is later, all that is numbered was known, and what still awaits its number as far as it was
    recorded by then.
    """
    with connection.cursor() as cursor:
        cursor.execute(POSITION, [newsroom_id, newsroom_id, instant])
        (position,) = cursor.fetchone()
    return Point(newsroom_id, instant, position)
