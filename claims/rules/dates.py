"""Dates as people know them: to the minute, a day, a month, or not at all; and none that cannot be."""

from datetime import UTC, date, datetime, timedelta

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import DatePrecision

EARLIEST = date(1800, 1, 1)
# A day ahead of us somewhere is still today there.
SLACK = timedelta(days=1)
FURTHEST_AHEAD = timedelta(days=366 * 2)


def check_past(value: date | datetime | None, *, now: datetime, field: str) -> None:
    """Refuse what has not happened yet, or happened before anybody could have recorded it."""
    if value is None:
        return
    if _day(value) < EARLIEST:
        raise RuleBroken("date_too_early", _("This date is too far in the past."), field=field)
    if _day(value) > (now + SLACK).date():
        raise RuleBroken("date_in_future", _("This date lies in the future."), field=field)


def check_ahead(value: date | datetime | None, *, now: datetime, field: str) -> None:
    """Refuse a planned date more than two years ahead: a slip of the keyboard."""
    if value is None:
        return
    if _day(value) < EARLIEST:
        raise RuleBroken("date_too_early", _("This date is too far in the past."), field=field)
    if _day(value) > (now + FURTHEST_AHEAD).date():
        raise RuleBroken(
            "date_too_far_ahead",
            _("This date is more than two years ahead."),
            field=field,
        )


def settle_dated(
    on: date | None, at: datetime | None, precision: DatePrecision, *, stem: str
) -> tuple[date | None, datetime | None]:
    """Day and instant as they are stored for the precision: an instant brings its UTC day, unknown has neither."""
    if precision == DatePrecision.UNKNOWN:
        if on or at:
            raise RuleBroken(
                "date_without_precision",
                _("Say how precise this date is."),
                field=f"{stem}_precision",
            )
        return None, None
    if precision == DatePrecision.INSTANT:
        if at is None:
            raise RuleBroken(
                "instant_needed",
                _("Give date and time, or a coarser precision."),
                field=f"{stem}_at",
            )
        return at.astimezone(UTC).date(), at
    if on is None:
        raise RuleBroken(
            "date_needed",
            _("Give the date, or set its precision to unknown."),
            field=f"{stem}_on",
        )
    if at is not None:
        raise RuleBroken(
            "instant_not_taken",
            _("Give a time only where the precision is to the minute."),
            field=f"{stem}_at",
        )
    return on, None


def _day(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    try:
        return value.astimezone(UTC).date()
    except OverflowError:  # in the first or the last hours of the calendar; refused in either zone
        return value.date()
