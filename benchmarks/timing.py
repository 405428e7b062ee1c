"""Interleaved rounds and medians: the machine's drift hits both sides alike."""

import re
from collections.abc import Callable
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 15
CURSOR = re.compile(r'^DECLARE "[^"]+" [A-Z ]+ FOR ')


def compare(title: str, ours: Callable[[], object], reference: Callable[[], object]) -> None:
    """Print the medians in milliseconds and their ratio."""
    times: tuple[list[float], list[float]] = ([], [])
    for call in (ours, reference):
        call()
    for _round in range(ROUNDS):
        for kept, call in zip(times, (ours, reference), strict=True):
            start = perf_counter()
            call()
            kept.append((perf_counter() - start) * 1000)
    mine, theirs = (median(kept) for kept in times)
    print(f"{title}: {mine:.1f} ms, reference {theirs:.1f} ms, ratio {mine / theirs:.1f}")


def bare(call: Callable[[], object]) -> tuple[int, Callable[[], None]]:
    """How many statements the call sends; and what sends the same and reads what they give, without Django."""
    with CaptureQueriesContext(connection) as captured:
        call()
    # Rows that are fetched in portions come here at once.
    statements = [CURSOR.sub("", query["sql"]) for query in captured]

    def send() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()

    return len(statements), send
