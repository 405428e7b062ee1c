"""How much was done day by day, by kind: a picture and its table."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from claims.models.change import ChangeQuerySet
from claims.rules.bars import TALLEST, DayBar, day_bars

DAYS = 14
HEADING, BETWEEN = 18, 8
ROW = HEADING + TALLEST + BETWEEN
OTHER = _("Everything else")
KINDS = {  # kind on screen: the nouns of its verbs
    _("Incidents, sources and parties"): ("incident", "question", "source", "carriage", "party"),
    _("What was said"): ("utterance", "claim"),
    _("Verification"): ("evidence", "assessment", "sign_off", "contradiction", "independence"),
    _("Right of reply"): (
        *("request", "attempt", "reply", "answer", "waiver", "deadline"),
        *("silence", "channels", "allegation", "contact_point"),
    ),
}
KIND_OF = {noun: kind for kind, nouns in KINDS.items() for noun in nouns}


@dataclass(frozen=True)
class DrawnRow:
    """A kind's bars: `y` is where its heading stands, `base` the line on which the bars stand. `x` in per cent."""

    heading: str
    y: int
    base: int
    bars: list[dict[str, float]]


@dataclass(frozen=True)
class Activity:
    """The days, the oldest first, and of each kind the count of each day."""

    days: list[date]
    rows: list[tuple[str, list[int]]]

    @cached_property
    def total(self) -> int:
        return sum(sum(counts) for _kind, counts in self.rows)

    @property
    def by_day(self) -> list[tuple[date, list[int]]]:
        """The days on which something was done."""
        days = [(day, [counts[place] for _kind, counts in self.rows]) for place, day in enumerate(self.days)]
        return [(day, counts) for day, counts in days if any(counts)]

    @property
    def height(self) -> int:
        return ROW * len(self.rows)

    @property
    def drawn(self) -> list[DrawnRow]:
        bars = day_bars([counts for _kind, counts in self.rows])
        return [_drawn(kind, bars[place], place * ROW) for place, (kind, _counts) in enumerate(self.rows)]


def _drawn(kind: str, bars: list[DayBar], top: int) -> DrawnRow:
    base = top + HEADING + TALLEST
    places = [
        {
            "x": round(100 - each.start - each.width, 2) if get_language_bidi() else each.start,
            "y": base - each.height,
            "width": each.width,
            "height": each.height,
        }
        for each in bars
    ]
    return DrawnRow(kind, top + HEADING - 5, base, places)


def activity_in(changes: ChangeQuerySet, *, now: datetime) -> Activity:
    """The last fortnight of these changes, today included, in the reader's zone; one query."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    since = timezone.make_aware(datetime.combine(days[0], time.min))
    # Nothing is recorded before it is done, and by when it was recorded there is an index.
    found = changes.order_by().filter(recorded_at__gte=since, at__gte=since).annotate(day=TruncDate("at"))
    counts: Counter[tuple[object, date]] = Counter()
    for verb, day, n in found.values("verb", "day").annotate(n=Count("pk")).values_list("verb", "day", "n"):
        counts[KIND_OF.get(verb.split(".")[0], OTHER), day] += n
    return Activity(days, [(str(kind), [counts[kind, day] for day in days]) for kind in (*KINDS, OTHER)])
