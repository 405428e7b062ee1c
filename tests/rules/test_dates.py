"""Dates as people know them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from claims.errors import RuleBroken
from claims.rules.dates import check_ahead, check_past, settle_dated
from claims.vocabulary import DatePrecision
from tests.factories import NOW

TODAY = NOW.date()
COARSE = [DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR]


@pytest.mark.parametrize(
    "value",
    [
        None,
        TODAY,
        date(1800, 1, 1),
        TODAY + timedelta(days=1),  # tomorrow here is today further east
        NOW,
        NOW + timedelta(hours=14),
    ],
)
def test_what_may_have_happened_is_taken(value: date | datetime | None) -> None:
    check_past(value, now=NOW, field="said_on")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (date(1799, 12, 31), "date_too_early"),
        (date.min, "date_too_early"),
        (TODAY + timedelta(days=2), "date_in_future"),
        (date.max, "date_in_future"),
        (NOW + timedelta(days=2), "date_in_future"),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), "date_in_future"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), "date_too_early"),
    ],
)
def test_what_cannot_have_happened_is_refused(value: date | datetime, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_past(value, now=NOW, field="said_on")
    assert (refusal.value.code, refusal.value.field) == (code, "said_on")


@pytest.mark.parametrize("value", [None, TODAY, NOW + timedelta(days=30), TODAY + timedelta(days=366 * 2)])
def test_what_may_be_planned_is_taken(value: date | datetime | None) -> None:
    check_ahead(value, now=NOW, field="deadline")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (TODAY + timedelta(days=366 * 2 + 1), "date_too_far_ahead"),
        (datetime.max.replace(tzinfo=UTC), "date_too_far_ahead"),
        (date(1799, 1, 1), "date_too_early"),
    ],
)
def test_what_cannot_be_planned_is_refused(value: date | datetime, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_ahead(value, now=NOW, field="deadline")
    assert refusal.value.code == code


def test_an_instant_brings_its_day_in_utc() -> None:
    late = datetime(2026, 11, 19, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert settle_dated(None, late, DatePrecision.INSTANT, stem="said") == (date(2026, 11, 20), late)


@pytest.mark.parametrize("precision", COARSE)
def test_a_coarser_date_has_a_day_and_no_time(precision: DatePrecision) -> None:
    assert settle_dated(TODAY, None, precision, stem="said") == (TODAY, None)


def test_an_unknown_date_has_neither() -> None:
    assert settle_dated(None, None, DatePrecision.UNKNOWN, stem="said") == (None, None)


@pytest.mark.parametrize(
    ("on", "at", "precision", "code", "field"),
    [
        (TODAY, None, DatePrecision.UNKNOWN, "date_without_precision", "said_precision"),
        (None, NOW, DatePrecision.UNKNOWN, "date_without_precision", "said_precision"),
        (TODAY, None, DatePrecision.INSTANT, "instant_needed", "said_at"),
        *[(None, None, precision, "date_needed", "said_on") for precision in COARSE],
        *[(TODAY, NOW, precision, "instant_not_taken", "said_at") for precision in COARSE],
    ],
)
def test_a_date_that_does_not_go_with_its_precision_is_refused(
    on: date | None, at: datetime | None, precision: DatePrecision, code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        settle_dated(on, at, precision, stem="said")
    assert (refusal.value.code, refusal.value.field) == (code, field)
