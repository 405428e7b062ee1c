"""The numbers of a digest's window: how much of what, and on which days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from claims.rules.digest_items import Tally
from claims.vocabulary import Happening

# So many bars at most; where the window has more days, several share one.
MOST_BARS = 14
FULL = 100


@dataclass(frozen=True)
class Number:
    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Day:
    """A bar: `share` is its length in hundredths of the longest."""

    day: date
    label: str
    count: int
    share: int


@dataclass(frozen=True)
class Numbers:
    """`rows` by heading, `days` in order; each day or stretch of days by its first."""

    rows: tuple[Number, ...]
    days: tuple[Day, ...]

    @property
    def total(self) -> int:
        return sum(row.count for row in self.rows)


def numbers_of(tallies: Sequence[Tally], *, began: datetime, ended: datetime) -> Numbers:
    """Days are those of the reader's calendar."""
    zone = timezone.get_current_timezone()
    counts = Counter(each.heading for each in tallies)
    rows = tuple(Number(str(each), str(each.label), counts[each]) for each in Happening if counts[each])
    if not rows:
        return Numbers((), ())
    dates = [each.at.astimezone(zone).date() for each in tallies]
    first, last = min(began.astimezone(zone).date(), *dates), max(ended.astimezone(zone).date(), *dates)
    step = -(-((last - first).days + 1) // MOST_BARS)
    per_bar = Counter((day - first).days // step for day in dates)
    longest = max(per_bar.values())
    bars = range((last - first).days // step + 1)
    return Numbers(rows, tuple(_bar(first + timedelta(days=n * step), per_bar[n], longest) for n in bars))


def _bar(day: date, count: int, longest: int) -> Day:
    label = date_format(day, pgettext("day in a chart", "D j M"))
    share = max(count * FULL // longest, 1) if count else 0
    return Day(day, label, count, share)
