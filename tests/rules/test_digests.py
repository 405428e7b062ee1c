"""When a digest is due: on the reader's wall, through nights that are an hour short or long."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from claims.errors import RuleBroken
from claims.rules.digests import (
    SPREAD_OVER,
    check_pause,
    check_wishes,
    due_on,
    edition_hour,
    is_paused,
    jitter,
    latest_due,
    next_due,
    sends_at,
)
from claims.vocabulary import DigestSection


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "zone", "instant"),
    [
        ("2026-11-23", 9, "UTC", "2026-11-23 09:00"),
        ("2026-11-23", 9, "Asia/Kathmandu", "2026-11-23 03:15"),
        ("2026-11-23", 9, "Pacific/Kiritimati", "2026-11-22 19:00"),
        ("2026-11-23", 9, "Pacific/Pago_Pago", "2026-11-23 20:00"),
        ("2026-03-28", 9, "Europe/Paris", "2026-03-28 08:00"),
        ("2026-03-30", 9, "Europe/Paris", "2026-03-30 07:00"),
        # No clock shows 02:00: the instant of the jump. And 02:00 twice: the first.
        ("2026-03-29", 2, "Europe/Paris", "2026-03-29 01:00"),
        ("2026-10-25", 2, "Europe/Paris", "2026-10-25 00:00"),
        ("2026-03-08", 2, "America/New_York", "2026-03-08 07:00"),
        ("2026-11-01", 1, "America/New_York", "2026-11-01 05:00"),
        # Half an hour is missing; a midnight is; a whole day is.
        ("2026-10-04", 2, "Australia/Lord_Howe", "2026-10-03 15:30"),
        ("2018-11-04", 0, "America/Sao_Paulo", "2018-11-04 03:00"),
        ("2011-12-30", 9, "Pacific/Apia", "2011-12-30 10:00"),
    ],
)
def test_the_instant_at_which_a_clock_shows_an_hour(day: str, hour: int, zone: str, instant: str) -> None:
    assert due_on(date.fromisoformat(day), hour, zone) == utc(instant)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])
@pytest.mark.parametrize("hour", [0, 2, 9, 23])
def test_from_week_to_week_it_is_that_weekday_and_hour_and_none_is_left_out(zone: str, hour: int) -> None:
    now, found = utc("2026-01-01 00:00"), []
    for _week in range(53):
        now = next_due(6, hour, zone, after=now)
        found.append(now)
        assert latest_due(6, hour, zone, now=now) == now
        assert latest_due(6, hour, zone, now=now + timedelta(hours=30)) == now
        assert latest_due(6, hour, zone, now=now - timedelta(seconds=1)) < now
    there = [each.astimezone(ZoneInfo(zone)) for each in found]

    assert {each.weekday() for each in there} == {6}
    assert sum(each.hour != hour for each in there) <= 1  # the one Sunday on which the hour is missing
    gaps = {later - earlier for earlier, later in pairwise(found)}
    assert gaps <= {timedelta(days=7), timedelta(days=7, hours=1), timedelta(days=6, hours=23)}


def test_an_edition_is_that_of_a_full_hour_in_utc() -> None:
    assert edition_hour(utc("2026-11-23 03:15")) == utc("2026-11-23 03:00")
    paris = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Paris"))
    assert edition_hour(paris) == utc("2026-11-23 08:00")


def test_letters_of_one_hour_are_spread_over_minutes_and_each_always_by_the_same() -> None:
    due = utc("2026-11-23 09:00")
    late = [jitter(subscription, due) for subscription in range(500)]

    assert late == [jitter(subscription, due) for subscription in range(500)]
    assert min(late) >= timedelta(0)
    assert max(late) < SPREAD_OVER
    assert len(set(late)) > 250
    assert sends_at(7, due) == due + jitter(7, due)
    assert jitter(7, due) != jitter(7, due + timedelta(days=7))


def test_a_pause_ends_in_the_readers_own_morning() -> None:
    until = date(2026, 11, 24)
    assert is_paused(until, "UTC", now=utc("2026-11-23 23:59"))
    assert not is_paused(until, "UTC", now=utc("2026-11-24 00:00"))
    assert not is_paused(until, "Pacific/Kiritimati", now=utc("2026-11-23 10:00"))
    assert not is_paused(None, "UTC", now=utc("2026-11-23 10:00"))


@pytest.mark.parametrize(
    ("until", "code"),
    [(date(2026, 11, 23), "pause_over"), (date(2026, 1, 1), "pause_over"), (date(2028, 1, 1), "pause_too_long")],
)
def test_a_pause_has_its_bounds(until: date, code: str) -> None:
    check_pause(None, today=date(2026, 11, 23))
    check_pause(date(2026, 11, 24), today=date(2026, 11, 23))
    with pytest.raises(RuleBroken) as refusal:
        check_pause(until, today=date(2026, 11, 23))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("weekday", "hour", "off", "follows", "code"),
    [
        (-1, 9, [], 1, "no_weekday"),
        (7, 9, [], 1, "no_weekday"),
        (0, -1, [], 1, "no_hour"),
        (0, 24, [], 1, "no_hour"),
        (0, 9, list(DigestSection), 1, "nothing_left"),
        (0, 9, [], 0, "follows_nothing"),
        (0, 9, [], 201, "follows_too_much"),
    ],
)
def test_wishes_have_their_bounds(weekday: int, hour: int, off: list[DigestSection], follows: int, code: str) -> None:
    check_wishes(6, 23, [DigestSection.NUMBERS], everything=True, follows=0)
    with pytest.raises(RuleBroken) as refusal:
        check_wishes(weekday, hour, off, everything=False, follows=follows)
    assert refusal.value.code == code
