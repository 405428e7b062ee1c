"""Where what is known of times lies on a line, for a picture of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from claims.vocabulary import DatePrecision

MOST_STEPS = 4
HOURS = (6, 12)
DAYS = (1, 2, 4, 7, 14)
MONTHS = (1, 3, 6, 12, 24, 60, 120, 600)


@dataclass(frozen=True)
class Span:
    """From when to when it may have been; both are the same for an instant."""

    start: datetime
    end: datetime


def span_of(on: date | None, at: datetime | None, precision: DatePrecision, zone: tzinfo) -> Span | None:
    """What a date says as exactly as it is known: its whole day, week, month or year in the zone. None: unknown."""
    if precision == DatePrecision.INSTANT and at is not None:
        return Span(at, at)
    if on is None:
        return None
    first, after = _days(on, precision)
    return Span(_midnight(first, zone), _midnight(after, zone))


def _days(on: date, precision: DatePrecision) -> tuple[date, date]:
    """The first day of the period and the one after its last."""
    if precision == DatePrecision.YEAR:
        return date(on.year, 1, 1), date(on.year + 1, 1, 1)
    if precision == DatePrecision.MONTH:
        return on.replace(day=1), _month_on(on, 1)
    if precision == DatePrecision.WEEK:
        monday = on - timedelta(days=on.weekday())
        return monday, monday + timedelta(days=7)
    return on, on + timedelta(days=1)


def _month_on(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)


@dataclass(frozen=True)
class Axis:
    """A line of whole days in a zone, with the instants at which it is marked."""

    start: datetime
    end: datetime
    marks: tuple[datetime, ...]

    def at(self, instant: datetime) -> float:
        """How far along an instant lies, from 0 to 1."""
        # In UTC: what lies between two instants of one zone Python counts by the clock on the wall.
        instant, start, end = (each.astimezone(UTC) for each in (instant, self.start, self.end))
        return (instant - start) / (end - start)


def axis_of(spans: Sequence[Span], zone: tzinfo) -> Axis | None:
    """A line with room for them all; None if there are none."""
    if not spans:
        return None
    first = min(span.start for span in spans).astimezone(zone).date()
    end = max(span.end for span in spans).astimezone(zone)
    # What ends at a midnight needs nothing of the day that begins there.
    last = end.date() if end > _midnight(end.date(), zone) or end.date() == first else end.date() - timedelta(days=1)
    after = last + timedelta(days=1)
    marks = next(found for found in _ways(first, after, zone) if len(found) <= MOST_STEPS + 1)
    return Axis(_midnight(first, zone), _midnight(after, zone), tuple(marks))


def _ways(first: date, after: date, zone: tzinfo) -> Iterable[list[datetime]]:
    """Ways to mark the line, each coarser than the one before; the last marks nothing but its beginning."""
    days = (after - first).days
    for hours in HOURS:
        if days * 24 // hours <= MOST_STEPS:
            each = [_midnight(first + timedelta(days=n), zone) for n in range(days)]
            yield [midnight.replace(hour=hour) for midnight in each for hour in range(0, 24, hours)]
    for every in DAYS:
        yield [_midnight(first + timedelta(days=n), zone) for n in range(0, days + 1, every)]
    for months in MONTHS:
        yield [_midnight(each, zone) for each in _months(first, after, months)]
    yield [_midnight(first, zone)]


def _months(first: date, after: date, every: int) -> list[date]:
    """First days of months on the line, `every` months apart and counted from the year 0."""
    whole = first.year * 12 + first.month - 1
    start = -(-(whole if first.day == 1 else whole + 1) // every) * every
    end = after.year * 12 + after.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, end + 1, every)]


def together(places: Sequence[float], apart: float) -> list[list[int]]:
    """Indexes of places, in order along the line; those nearer than `apart` to the first of them are one group."""
    groups: list[list[int]] = []
    for index in sorted(range(len(places)), key=lambda each: places[each]):
        if groups and places[index] - places[groups[-1][0]] < apart:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
