"""An incident in order of time: a picture of when, and every event in words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import formats, timezone
from django.utils.translation import get_language_bidi

from claims.models import Incident
from claims.models.timeline import Event, timeline_of
from claims.rules.timeline import Axis, axis_of, together
from claims.vocabulary import TimelineKind
from claims.web.as_of import AsKnownAt
from claims.web.incidents import crumbs_of

# Of the width: where the line of time begins and ends, and how near to each other two marks would touch.
BEGINS, ENDS, APART = 3.0, 97.0, 0.05
LANE, FOOT = 48, 28
FEWEST = 2
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """One or several events at `x`; a day or more, of which no more is known, has a `width`. In per cent."""

    x: float
    width: float
    number: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class Lane:
    heading: str
    y: int
    marks: list[Mark]


@dataclass(frozen=True)
class Tick:
    x: float
    words: str
    anchor: str


@dataclass(frozen=True)
class Picture:
    lanes: list[Lane]
    ticks: list[Tick]
    first: date
    last: date

    @property
    def foot(self) -> int:
        return LANE * len(self.lanes)

    @property
    def height(self) -> int:
        return self.foot + FOOT


def picture_of(events: list[Event]) -> Picture | None:
    """The events whose time somebody knows; None if these are too few to compare."""
    spans = {event.span for event in events if event.span is not None}
    axis = axis_of(list(spans), timezone.get_current_timezone())
    if axis is None or len(spans) < FEWEST:
        return None
    kinds = [kind for kind in TimelineKind if any(event.kind == kind and event.span for event in events)]
    lanes = [
        Lane(str(kind.label), LANE * row, _marks([each for each in events if each.kind == kind], axis))
        for row, kind in enumerate(kinds)
    ]
    return Picture(lanes, [_tick(axis, instant) for instant in axis.marks], axis.start.date(), axis.end.date() - DAY)


def _marks(events: list[Event], axis: Axis) -> list[Mark]:
    spans = [event.span for event in events if event.span is not None]
    exact = [axis.at(span.start) for span in spans if span.start == span.end]
    vague = sorted({(axis.at(span.start), axis.at(span.end)) for span in spans if span.start != span.end})
    told = [(axis.at(span.start), axis.at(span.end)) for span in spans]
    return [
        *(_mark(start, end, told.count((start, end))) for start, end in vague),
        *(_mark(exact[group[0]], exact[group[-1]], len(group), dot=True) for group in together(exact, APART)),
    ]


def _mark(start: float, end: float, number: int, *, dot: bool = False) -> Mark:
    if dot:
        return Mark(_x((start + end) / 2), 0, number)
    left = _x(end) if get_language_bidi() else _x(start)
    return Mark(left, round((end - start) * (ENDS - BEGINS), 2), number)


def _tick(axis: Axis, instant: datetime) -> Tick:
    """Short words, for a phone; months are enough where days are no longer told apart."""
    local, place = timezone.localtime(instant), axis.at(instant)
    whole = "M Y" if axis.end - axis.start > timedelta(days=366) else "j M"
    words = formats.date_format(local, whole if local.time() == time.min else "TIME_FORMAT")
    return Tick(_x(place), words, "start" if place < 0.1 else "end" if place > 0.9 else "middle")


def _x(place: float) -> float:
    x = BEGINS + place * (ENDS - BEGINS)
    return round(100 - x if get_language_bidi() else x, 2)


class TimelinePage(AsKnownAt):
    """What happened, what was said, asked, replied, assessed and printed."""

    def subject_today(self) -> Incident:
        return self.seen(Incident, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        incident = self.seen(Incident, reference=reference)
        zone = timezone.get_current_timezone()
        events = timeline_of(incident, actor=self.actor, zone=zone, now=self.now)
        return self.page(
            "incidents/timeline.html",
            incident=incident,
            known=[event for event in events if event.span is not None],
            unknown=[event for event in events if event.span is None],
            picture=picture_of(events),
            crumbs=crumbs_of(incident),
        )


urlpatterns = [path("incidents/<str:reference>/timeline/", TimelinePage.as_view(), name="incident-timeline")]
