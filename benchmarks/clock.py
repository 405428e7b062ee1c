"""An idle tick of the clock (nothing to raise, nothing to clear), against a round trip to the database."""

from django.db import connection
from django.utils import timezone

from benchmarks.timing import compare
from claims.actions.flags import clear_flags, raise_flags


def run() -> None:
    now = timezone.now()

    def tick() -> None:
        raise_flags(now=now)
        clear_flags(now=now)

    def round_trip() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchall()

    tick()
    compare("idle tick, 200 allegations; reference: SELECT 1", tick, round_trip)
