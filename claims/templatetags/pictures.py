"""What is drawn, worked out from what is loaded already. A table with the same always follows.

Lengths along the width are per cent, all others px: a picture fills its width, and its words keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.utils.translation import get_language_bidi, gettext, ngettext

from claims.models.ranges import ClaimedRange, RangeEnd, Speaker
from claims.rules.scale import Bar, Scale, bar_of
from claims.templatetags._figures import counted_words, number
from claims.templatetags.positions import lower_words, upper_words

register = template.Library()

# Of the width: where the line of numbers begins and ends, and how far beyond it an open end leads.
BEGINS, ENDS, BEYOND = 4.0, 88.0, 97.0
ROW, TOP, FOOT = 92, 8, 30
# How much of a name fits beside its number on a phone.
LONGEST = 22
# Isolates: a name keeps its own direction within the line.
ISOLATED = "\u2068{}\u2069"


@dataclass(frozen=True)
class Mark:
    """Words at a place of the width; `anchor` says to which side of it they stand."""

    x: float
    words: str

    @property
    def anchor(self) -> str:
        from_start = 100 - self.x if get_language_bidi() else self.x
        return "start" if from_start < 35 else "end" if from_start > 65 else "middle"


@dataclass(frozen=True)
class End:
    """One end of a dumbbell: who says so, whether it is open, and whether a party with a side of its own gives it."""

    mark: Mark
    is_open: bool
    belligerent: bool


@dataclass(frozen=True)
class Row:
    """A claimed range: its heading at `y`, with a line from `start` to `end`."""

    y: int
    heading: str
    start: float
    end: float
    low: End
    high: End


@dataclass(frozen=True)
class Dumbbells:
    """The picture of an incident's claimed ranges."""

    rows: list[Row]
    marks: list[Mark]
    height: int
    logarithmic: bool
    belligerents: bool

    @property
    def foot(self) -> int:
        return self.height - FOOT

    @property
    def edges(self) -> tuple[float, float]:
        """Where an open end leads: to nothing, and beyond all numbers."""
        return _x(0), _mirrored(BEYOND)


@register.filter
def dumbbells(ranges: Sequence[ClaimedRange]) -> Dumbbells | None:
    """The picture; None if nobody names a number."""
    scale = Scale(tuple(number for each in ranges if each.wholes for number in _named(each)))
    rows: list[Row] = []
    for each in ranges:
        bar = bar_of(scale, each.lowest.bound, each.highest.bound, _named(each)) if each.wholes else None
        if bar is not None:
            rows.append(_row(each, bar, scale, TOP + ROW * len(rows)))
    if not rows:
        return None
    return Dumbbells(
        rows,
        [Mark(_x(scale.at(mark)), number(mark)) for mark in scale.marks],
        TOP + ROW * len(rows) + FOOT,
        scale.logarithmic,
        any(end.belligerent for row in rows for end in (row.low, row.high)),
    )


def _named(claimed: ClaimedRange) -> list[int]:
    """All numbers that its ends name."""
    ends = (claimed.lowest, claimed.highest)
    return [each for end in ends for each in (end.bound, end.reaches, end.given) if each is not None]


def _row(claimed: ClaimedRange, bar: Bar, scale: Scale, y: int) -> Row:
    heading = counted_words(claimed)
    if claimed.side:
        heading = gettext("%(what)s – on the side of %(side)s") % {"what": heading, "side": claimed.side.name}
    return Row(
        y,
        heading[:1].upper() + heading[1:],
        _x(bar.start),
        _x(bar.end),
        _end(claimed.lowest, lower_words(claimed.lowest), bar.start, scale, opens=bar.opens_low),
        _end(claimed.highest, upper_words(claimed.highest), bar.end, scale, opens=bar.opens_high),
    )


def _end(end: RangeEnd, words: str, outermost: float, scale: Scale, *, opens: bool) -> End:
    place = outermost if end.bound is None else scale.at(end.bound)
    told = f"{words or gettext('open end')} · {who(end.speakers)}"
    return End(Mark(_x(place), told), opens, end.belligerent)


def who(speakers: Sequence[Speaker]) -> str:
    """The first who says so, cut to what fits, and how many others do; the table has them all."""
    if not speakers:
        return gettext("Unattributed")
    name = str(speakers[0].party.name)
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
    others = len(speakers) - 1
    named = ISOLATED.format(short)
    if not others:
        return named
    return ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", others) % {"name": named, "n": others}


def _x(place: float) -> float:
    """A place from 0 to 1 in per cent of the width, from the right where one reads from there."""
    return _mirrored(BEGINS + place * (ENDS - BEGINS))


def _mirrored(x: float) -> float:
    return round(100 - x if get_language_bidi() else x, 2)
