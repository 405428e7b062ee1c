"""Where what is known of times lies on a line."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.rules.timeline import MOST_STEPS, Span, axis_of, span_of, together
from claims.vocabulary import DatePrecision

BAMAKO, PARIS = ZoneInfo("Africa/Bamako"), ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def day(year: int, month: int, number: int, zone: ZoneInfo = PARIS) -> datetime:
    return datetime(year, month, number, tzinfo=zone)


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        (DatePrecision.DAY, day(2026, 11, 20), day(2026, 11, 21)),
        (DatePrecision.WEEK, day(2026, 11, 16), day(2026, 11, 23)),
        (DatePrecision.MONTH, day(2026, 11, 1), day(2026, 12, 1)),
        (DatePrecision.YEAR, day(2026, 1, 1), day(2027, 1, 1)),
    ],
)
def test_a_date_is_as_long_as_it_is_vague(precision, start, end):
    assert span_of(date(2026, 11, 20), None, precision, PARIS) == Span(start, end)


def test_an_instant_has_no_length_and_what_is_unknown_is_nowhere():
    assert span_of(date(2026, 11, 20), NOON, DatePrecision.INSTANT, PARIS) == Span(NOON, NOON)
    assert span_of(None, None, DatePrecision.UNKNOWN, PARIS) is None
    assert axis_of([], PARIS) is None


def test_a_december_ends_with_its_year():
    assert span_of(date(2026, 12, 24), None, DatePrecision.MONTH, PARIS) == Span(day(2026, 12, 1), day(2027, 1, 1))


def test_a_line_has_whole_days_of_the_readers_zone():
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # the 21st in Paris
    axis = axis_of([Span(late, late)], PARIS)
    assert (axis.start, axis.end) == (day(2026, 11, 21), day(2026, 11, 22))
    assert [each.hour for each in axis.marks] == [0, 6, 12, 18]


def test_what_ends_at_midnight_needs_no_further_day():
    axis = axis_of([Span(day(2026, 11, 20), day(2026, 11, 21))], PARIS)
    assert axis.end == day(2026, 11, 21)


def test_months_are_marked_by_their_first_days():
    axis = axis_of([Span(day(2026, 1, 10), day(2026, 5, 2))], PARIS)
    assert axis.marks == (day(2026, 2, 1), day(2026, 3, 1), day(2026, 4, 1), day(2026, 5, 1))


@given(
    year=st.integers(1900, 2100),
    after=st.timedeltas(timedelta(0), timedelta(days=366)),
    length=st.timedeltas(timedelta(0), timedelta(days=60000)),
    zone=st.sampled_from([BAMAKO, PARIS, ZoneInfo("Asia/Kathmandu")]),
)
@example(year=1933, after=timedelta(0), length=timedelta(days=421, microseconds=1), zone=BAMAKO)  # its offset changed
def test_every_line_holds_its_spans_and_few_marks_in_order(year, after, length, zone):
    start = datetime(year, 1, 1, tzinfo=UTC) + after
    span = Span(start, start + length)
    axis = axis_of([span], zone)
    assert 0 <= axis.at(span.start) <= axis.at(span.end) <= 1
    assert len(axis.marks) <= MOST_STEPS + 1
    assert list(axis.marks) == sorted(set(axis.marks))
    assert all(0 <= axis.at(mark) <= 1 for mark in axis.marks)


def test_what_would_touch_is_one_group():
    assert together([0.5, 0.0, 0.51, 0.53, 1.0], apart=0.02) == [[1], [0, 2], [3], [4]]
    assert together([], apart=0.02) == []
