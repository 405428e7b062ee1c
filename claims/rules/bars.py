"""Where bars stand in a picture of counts by day: a row per kind, all rows on one scale.

Places along the width are in per cent of it, from where one begins to read; heights in pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TALLEST = 28
LEAST = 2  # what happened once is seen beside what happened a thousand times
FILLED = 0.8  # of a day's width; the rest keeps the days apart


@dataclass(frozen=True)
class DayBar:
    start: float
    width: float
    height: int


def day_bars(rows: Sequence[Sequence[int]]) -> list[list[DayBar]]:
    """Of each row its bars, in the order of the days. A count of 0 has none."""
    most = max((count for counts in rows for count in counts), default=0)
    return [
        [_bar(day, len(counts), max(LEAST, round(TALLEST * count / most))) for day, count in enumerate(counts) if count]
        for counts in rows
    ]


def _bar(day: int, days: int, height: int) -> DayBar:
    each = 100 / days
    return DayBar(round((day + (1 - FILLED) / 2) * each, 2), round(FILLED * each, 2), height)
