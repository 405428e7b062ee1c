"""Which instant somebody means who asks how things stood: an instant, or a day, which means its end."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _

# Nothing was recorded before there was On Record; it also keeps arithmetic with zones within bounds.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A plus sign that was not escaped in an address arrives as a space.
PLUS_LOST = re.compile(r"(T\S+) (\d\d:?\d\d)$")
TICK = timedelta(microseconds=1)


def instant_of(text: str, *, zone: ZoneInfo, now: datetime, field: str, local: bool = False) -> datetime:
    """The instant meant by an ISO 8601 instant, or by a date: the end of that day in the zone.

    An instant without its offset from UTC is refused unless `local`: then it is one in the zone.
    """
    instant = _read(text.strip(), zone, field, local=local)
    if instant < EARLIEST:
        raise RuleBroken("as_of_too_early", _("Nothing was on record that early."), field=field)
    if instant > now:
        raise RuleBroken("as_of_in_future", _("That moment has not come yet."), field=field)
    return instant


def check_order(since: datetime, until: datetime) -> None:
    """Two instants are compared from the earlier to the later."""
    if since >= until:
        raise RuleBroken("since_not_before", _("The first of the two instants must be the earlier one."), field="since")


def not_known_yet() -> RuleBroken:
    """What exists today did not then."""
    return RuleBroken("not_known_yet", _("This was not known yet at that time: it was recorded later."), field="as_of")


def _read(text: str, zone: ZoneInfo, field: str, *, local: bool) -> datetime:
    try:
        if DAY.fullmatch(text):
            return _end_of(date.fromisoformat(text), zone)
        instant = datetime.fromisoformat(PLUS_LOST.sub(r"\1+\2", text))
        if instant.tzinfo is None and local:
            instant = instant.replace(tzinfo=zone)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise RuleBroken(
            "as_of_unreadable",
            _("This takes an instant like 2024-08-27T18:00:00Z, or a date like 2024-08-27."),
            field=field,
        ) from None
    raise RuleBroken("as_of_without_offset", _("An instant says its offset from UTC, like +02:00 or Z."), field=field)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last moment of the day, where it has 23 or 25 hours as well."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC) - TICK
