"""How days and instants are worded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from claims.vocabulary import DatePrecision


def dated_words(row: Any, stem: str) -> str:
    """A date as exactly as it is known, in the reader's zone: `{{ incident|dated_words:"occurred" }}`."""
    precision, on = getattr(row, f"{stem}_precision"), getattr(row, f"{stem}_on")
    if precision == DatePrecision.INSTANT:
        return moment(getattr(row, f"{stem}_at"))
    if precision == DatePrecision.UNKNOWN or on is None:
        return gettext("date unknown")
    return _day_words(on, precision)


def _day_words(on: date, precision: str) -> str:
    if precision == DatePrecision.WEEK:
        monday = on - timedelta(days=on.weekday())
        return gettext("the week of %(monday)s") % {"monday": day_words(monday)}
    if precision == DatePrecision.MONTH:
        return formats.date_format(on, "YEAR_MONTH_FORMAT")
    if precision == DatePrecision.YEAR:
        return str(on.year)
    return day_words(on)


def day_words(day: date | None) -> str:
    """A day, its month in words so that nobody mistakes one for the other."""
    return "" if day is None else formats.date_format(day)


def moment(when: datetime | None) -> str:
    """An instant in the reader's zone, as plain text."""
    if when is None:
        return ""
    return formats.date_format(timezone.localtime(when), "DATETIME_FORMAT")


def local_time(when: datetime | None) -> SafeString | str:
    """An instant in the reader's zone, with UTC on hover."""
    if when is None:
        return "—"
    utc = when.astimezone(UTC)
    to_machines, to_people = utc.isoformat(timespec="milliseconds"), f"{utc:%Y-%m-%d %H:%M} UTC"
    return format_html('<time datetime="{}" title="{}">{}</time>', to_machines, to_people, moment(when))
