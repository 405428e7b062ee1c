"""The instants around a request for comment: when it went out, when an answer is due, when the last quarter begins."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _

# What a tool on another machine calls "now" may be a little ahead of us.
SKEW = timedelta(minutes=5)
# People write to a party first and record it later; more than this is a slip of the keyboard.
LATEST_RECORDING = timedelta(days=31)


def check_happened(value: datetime, *, now: datetime, field: str) -> None:
    """Refuse an instant that has not come yet."""
    if value > now + SKEW:
        raise RuleBroken("not_yet", _("This has not happened yet."), field=field)


def check_not_before_sending(value: datetime, *, sent_at: datetime, field: str) -> None:
    """Refuse what is said to have come of a request before it was sent. People state minutes, not seconds."""
    if value < sent_at.replace(second=0, microsecond=0):
        raise RuleBroken("before_sending", _("The request had not been sent then."), field=field)


def check_sent_at(sent_at: datetime, *, drafted_at: datetime, now: datetime) -> None:
    """A sending lies in the past, and not long before the draft was kept."""
    check_happened(sent_at, now=now, field="sent_at")
    if sent_at < drafted_at - LATEST_RECORDING:
        raise RuleBroken(
            "sent_long_before_draft",
            _("This is more than %(days)s days before the request was drafted here."),
            field="sent_at",
            days=LATEST_RECORDING.days,
        )


def check_zone_stated(deadline: datetime | None, zone: str) -> None:
    """A deadline is told to somebody in some time zone; keep which."""
    if deadline is not None and not zone:
        raise RuleBroken(
            "deadline_without_zone",
            _("Say in which time zone the deadline was stated to the party."),
            field="deadline_zone",
        )


def check_deadline(deadline: datetime | None, zone: str, *, sent_at: datetime) -> datetime:
    """The deadline with which a request may be sent."""
    if deadline is None:
        raise RuleBroken("deadline_needed", _("Set a deadline before the request is sent."), field="deadline")
    check_zone_stated(deadline, zone)
    if deadline <= sent_at:
        raise RuleBroken(
            "deadline_before_sending", _("The deadline lies before the request was sent."), field="deadline"
        )
    return deadline


def check_extension(deadline: datetime | None, zone: str, *, stands: datetime, now: datetime) -> datetime:
    """A deadline moves back only: to an instant that lies after the one that stands, and is still to come."""
    if deadline is None:
        raise RuleBroken("deadline_needed", _("Say until when the party has time."), field="deadline")
    check_zone_stated(deadline, zone)
    if deadline <= stands:
        raise RuleBroken(
            "deadline_not_later", _("An extension ends later than the deadline that stands."), field="deadline"
        )
    if deadline <= now:
        raise RuleBroken("deadline_passed", _("This has passed already."), field="deadline")
    return deadline


def instant_there(wall: datetime, zone: ZoneInfo, *, field: str) -> datetime:
    """The instant at which the clocks of a zone show `wall` (without a zone), in UTC.

    In the night in which they are put forward they never show some hour, and where they are put back they show one
    twice. Nobody then knows what was stated to the party: such a time is refused, and a person chooses another minute.
    """
    instant = wall.replace(tzinfo=zone, fold=0)
    there = instant.astimezone(UTC).astimezone(zone)
    if there.replace(tzinfo=None) != wall or instant.utcoffset() != wall.replace(tzinfo=zone, fold=1).utcoffset():
        raise RuleBroken(
            "clocks_change", _("The clocks change there at that time; choose another minute."), field=field
        )
    return instant.astimezone(UTC)


def last_quarter(*, sent_at: datetime, deadline: datetime) -> datetime:
    """When three quarters of the time allowed are over, to the nearest microsecond (halves to the even one)."""
    return deadline - (deadline - sent_at) / 4
