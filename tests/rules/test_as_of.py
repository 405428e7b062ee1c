"""Which instant is meant."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from claims.errors import RuleBroken
from claims.rules.as_of import check_order, instant_of

NOW = datetime(2024, 9, 1, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
LAST = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-08-27T18:00:00Z", datetime(2024, 8, 27, 18, tzinfo=UTC)),
        ("2024-08-27T18:00:00+02:00", datetime(2024, 8, 27, 16, tzinfo=UTC)),
        ("2024-08-27T18:00:00 02:00", datetime(2024, 8, 27, 16, tzinfo=UTC)),
        ("2024-08-27T18:00:00.25-03:30", datetime(2024, 8, 27, 21, 30, 0, 250_000, tzinfo=UTC)),
        (" 2024-08-27 ", datetime(2024, 8, 27, 22, tzinfo=UTC) - LAST),
        ("2024-03-31", datetime(2024, 3, 31, 22, tzinfo=UTC) - LAST),
        ("2023-10-29", datetime(2023, 10, 29, 23, tzinfo=UTC) - LAST),
    ],
)
def test_an_instant_or_the_end_of_a_day(text, meant):
    assert instant_of(text, zone=PARIS, now=NOW, field="as_of") == meant


def test_the_readers_own_time_is_taken_where_it_is_asked_for():
    assert instant_of("2024-08-27T18:00", zone=PARIS, now=NOW, field="as_of", local=True) == datetime(
        2024, 8, 27, 16, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "as_of_unreadable"),
        ("yesterday", "as_of_unreadable"),
        ("2024-02-30", "as_of_unreadable"),
        ("9999-12-31", "as_of_unreadable"),
        ("2024-08-27T25:00:00Z", "as_of_unreadable"),
        ("0001-01-01T00:00:00+14:00", "as_of_unreadable"),
        ("2024-08-27T18:00:00", "as_of_without_offset"),
        ("2024-09-01T12:00:01Z", "as_of_in_future"),
        ("2024-09-01", "as_of_in_future"),
        ("1999-12-31T23:59:59Z", "as_of_too_early"),
        ("0001-01-01", "as_of_too_early"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text, code):
    with pytest.raises(RuleBroken) as refused:
        instant_of(text, zone=PARIS, now=NOW, field="as_of")

    assert (refused.value.code, refused.value.field) == (code, "as_of")


def test_two_instants_are_compared_from_the_earlier_to_the_later():
    check_order(NOW - LAST, NOW)
    with pytest.raises(RuleBroken) as refused:
        check_order(NOW, NOW)
    assert refused.value.code == "since_not_before"
