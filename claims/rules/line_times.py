"""How an instant is told in print: its hour and zone as they were stated, and the weekday, with its date if need be."""

from datetime import datetime
from zoneinfo import ZoneInfo

from claims.errors import gettext_noop as _
from claims.rules.sentences import Phrase, Value

# Beyond this many days a weekday alone could be another one.
WEEKDAY_ALONE = 6
WHEN = _("%(hour)s %(zone)s on %(day)s")
DATED = _("%(weekday)s %(day)s %(month)s %(year)s")
OFFSET = _("UTC%(sign)s%(hours)s")
OFFSET_WITH_MINUTES = _("UTC%(sign)s%(hours)s:%(minutes)s")
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


def when(at: datetime, *, zone: str, now: datetime, dated: bool = False) -> Value:
    """*18:00 GMT on Monday*; `dated`, or more than six days from now, *on Monday 26 August 2024*.

    What is still to come is better dated: the same weekday has just been.
    """
    place = ZoneInfo(zone or "UTC")
    there, here = at.astimezone(place), now.astimezone(place)
    weekday = Phrase(WEEKDAYS[there.weekday()])
    day: Value = weekday
    if dated or abs((there.date() - here.date()).days) > WEEKDAY_ALONE:
        month = Phrase(MONTHS[there.month - 1])
        day = Phrase(DATED, {"weekday": weekday, "day": str(there.day), "month": month, "year": str(there.year)})
    return Phrase(WHEN, {"hour": f"{there:%H:%M}", "zone": _zone(there), "day": day})


def _zone(there: datetime) -> Value:
    """The zone's own abbreviation, or how far it is from UTC where it has none."""
    name = there.tzname() or ""
    if name.isalpha():
        return name
    offset = there.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    slots: dict[str, Value] = {"sign": "−" if minutes < 0 else "+", "hours": str(hours), "minutes": f"{rest:02}"}
    return Phrase(OFFSET_WITH_MINUTES if rest else OFFSET, slots)
