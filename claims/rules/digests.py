"""When a digest is due: a weekday and an hour of the clock on the reader's wall, told in UTC by the zone's rules."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import DigestSection

# Letters of one hour go out spread over these minutes, so that a mail server is not met by all at once.
SPREAD_OVER = timedelta(minutes=10)
# What the first digest of a new reader goes back to.
FIRST_WINDOW = timedelta(days=7)
MOST_FOLLOWED = 200
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


def due_on(day: date, hour: int, zone: str) -> datetime:
    """The instant, in UTC, at which the clock shows the hour on that day.

    Where the clock jumps over the hour it is the instant of the jump, and of an hour that comes twice the first one.
    """
    place = ZoneInfo(zone)
    wall = datetime(day.year, day.month, day.day, hour, tzinfo=place)
    instant = wall.astimezone(UTC)
    if instant.astimezone(place).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _jump(wall, place)


def next_due(weekday: int, hour: int, zone: str, *, after: datetime) -> datetime:
    """The first instant later than `after` at which it is that weekday (Monday is 0) and hour there."""
    there = after.astimezone(ZoneInfo(zone)).date()
    day = there + timedelta(days=(weekday - there.weekday()) % 7)
    found = due_on(day, hour, zone)
    return found if found > after else due_on(day + WEEK, hour, zone)


def latest_due(weekday: int, hour: int, zone: str, *, now: datetime) -> datetime:
    """The last such instant up to `now`: of several weeks that were missed, the one that counts."""
    there = now.astimezone(ZoneInfo(zone)).date()
    day = there - timedelta(days=(there.weekday() - weekday) % 7)
    found = due_on(day, hour, zone)
    return found if found <= now else due_on(day - WEEK, hour, zone)


def edition_hour(due: datetime) -> datetime:
    """The full hour, in UTC, whose edition a digest that is due then belongs to."""
    return due.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def jitter(subscription: int, due: datetime) -> timedelta:
    """By how much later than due this reader's letter goes out: whole seconds, the same whoever works it out."""
    seed = hashlib.sha256(f"digest:{subscription}:{due.astimezone(UTC).isoformat()}".encode()).digest()
    return timedelta(seconds=int.from_bytes(seed[:8], "big") % int(SPREAD_OVER.total_seconds()))


def sends_at(subscription: int, due: datetime) -> datetime:
    """When a letter that is due goes out."""
    return due + jitter(subscription, due)


def is_paused(paused_until: date | None, zone: str, *, now: datetime) -> bool:
    """Whether the reader wants none yet: up to the day before `paused_until`, where they are."""
    return paused_until is not None and now.astimezone(ZoneInfo(zone)).date() < paused_until


def check_wishes(weekday: int, hour: int, sections_off: list[DigestSection], *, everything: bool, follows: int) -> None:
    """Refuse a time that no week has, a digest of nothing, and one that follows nothing or too much."""
    if not 0 <= weekday <= 6:
        raise RuleBroken("no_weekday", _("Choose a day of the week."), field="weekday")
    if not 0 <= hour <= 23:
        raise RuleBroken("no_hour", _("Choose a full hour from 0 to 23."), field="hour")
    if len(set(sections_off)) == len(DigestSection):
        raise RuleBroken("nothing_left", _("Leave at least one part on, or turn the digest off."), field="sections_off")
    if not everything and not follows:
        raise RuleBroken(
            "follows_nothing",
            _("Choose what the digest is to follow, or let it follow everything."),
            field="everything",
        )
    if follows > MOST_FOLLOWED:
        raise RuleBroken(
            "follows_too_much",
            _("A digest follows at most %(most)s incidents, parties and countries. Let it follow everything."),
            field="everything",
            most=MOST_FOLLOWED,
        )


def check_pause(paused_until: date | None, *, today: date) -> None:
    """Refuse a pause that is over, or so long that one had better unsubscribe."""
    if paused_until is None:
        return
    if paused_until <= today:
        raise RuleBroken("pause_over", _("Choose a day that is still to come."), field="paused_until")
    if paused_until > today + timedelta(days=366):
        raise RuleBroken("pause_too_long", _("Pause for a year at most, or turn the digest off."), field="paused_until")


def _jump(wall: datetime, place: ZoneInfo) -> datetime:
    """The first instant at which the clock shows more than this reading, which it never shows: halving two days."""
    missing = wall.replace(tzinfo=None)
    low, high = wall.astimezone(UTC) - DAY, wall.astimezone(UTC) + DAY
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(place).replace(tzinfo=None) < missing:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
