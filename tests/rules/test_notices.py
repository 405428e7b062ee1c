"""When a letter may go to one of our own people, and when a reminder falls due: on DST nights and in odd zones, too."""

from datetime import UTC, datetime, time, timedelta

import pytest

from claims.errors import RuleBroken
from claims.rules.notices import (
    OFF_AT_FIRST,
    URGENCY,
    News,
    Wishes,
    check_letters_a_day,
    day_began,
    is_quiet,
    may_write,
    remind_at,
    try_again_at,
)
from claims.vocabulary import FlagKind, RemindWhen

NIGHT, NAP, NONE = (time(20), time(8)), (time(1, 30), time(3, 30)), (time(9), time(9))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "hours", "quiet"),
    [
        ("2026-11-20T19:59", "UTC", NIGHT, False),
        ("2026-11-20T20:00", "UTC", NIGHT, True),
        ("2026-11-21T07:59", "UTC", NIGHT, True),
        ("2026-11-21T08:00", "UTC", NIGHT, False),
        ("2026-11-20T12:00", "UTC", NONE, False),
        # Kathmandu is 5 hours 45 minutes ahead: 20:00 there is 14:15, 8:00 is 2:15.
        ("2026-11-20T14:14", "Asia/Kathmandu", NIGHT, False),
        ("2026-11-20T14:15", "Asia/Kathmandu", NIGHT, True),
        ("2026-11-21T02:14", "Asia/Kathmandu", NIGHT, True),
        ("2026-11-21T02:15", "Asia/Kathmandu", NIGHT, False),
        # Paris, spring: at 1:00 UTC the clock jumps from 2:00 to 3:00. A nap of two hours lasts one.
        ("2026-03-29T00:29", "Europe/Paris", NAP, False),
        ("2026-03-29T00:30", "Europe/Paris", NAP, True),
        ("2026-03-29T01:29", "Europe/Paris", NAP, True),
        ("2026-03-29T01:30", "Europe/Paris", NAP, False),
        # Paris, autumn: 2:00 to 3:00 comes twice. The nap lasts three hours, without a gap.
        ("2026-10-24T23:30", "Europe/Paris", NAP, True),
        ("2026-10-25T00:59", "Europe/Paris", NAP, True),
        ("2026-10-25T01:00", "Europe/Paris", NAP, True),
        ("2026-10-25T02:29", "Europe/Paris", NAP, True),
        ("2026-10-25T02:30", "Europe/Paris", NAP, False),
        # The morning after the spring night: eight o'clock is summer time's.
        ("2026-03-29T05:59", "Europe/Paris", NIGHT, True),
        ("2026-03-29T06:00", "Europe/Paris", NIGHT, False),
    ],
)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(at, zone, hours, quiet):
    assert is_quiet(utc(at), zone, Wishes(quiet_from=hours[0], quiet_until=hours[1])) is quiet


@pytest.mark.parametrize(
    ("at", "zone", "began"),
    [
        ("2026-11-20T12:00", "UTC", "2026-11-20T00:00"),
        ("2026-11-20T18:14", "Asia/Kathmandu", "2026-11-19T18:15"),
        ("2026-11-20T18:15", "Asia/Kathmandu", "2026-11-20T18:15"),
        ("2026-03-29T12:00", "Europe/Paris", "2026-03-28T23:00"),
        ("2026-10-25T12:00", "Europe/Paris", "2026-10-24T22:00"),
        # Beirut's clock jumps from midnight to one: the day begins at one.
        ("2026-03-29T12:00", "Asia/Beirut", "2026-03-28T22:00"),
    ],
)
def test_a_day_is_the_persons_own(at, zone, began):
    assert day_began(utc(at), zone) == utc(began)


NOON = utc("2026-11-20T12:00")


@pytest.mark.parametrize(
    ("news", "wishes", "now", "goes"),
    [
        (News(None), Wishes(), NOON, False),
        (News(NOON - 9 * MINUTE), Wishes(), NOON, False),
        (News(NOON - 10 * MINUTE), Wishes(), NOON, True),
        (News(NOON - DAY), Wishes(by_mail=False), NOON, False),
        (News(NOON - DAY), Wishes(), NOON + 8 * HOUR, False),
        (News(NOON - DAY, letters=[NOON - 59 * MINUTE]), Wishes(), NOON, False),
        (News(NOON - DAY, letters=[NOON - HOUR]), Wishes(), NOON, True),
        (News(None, reminds=True), Wishes(), NOON, True),
        (News(None, reminds=True, letters=[NOON - MINUTE]), Wishes(), NOON, True),
        (News(None, reminds=True, letters=[NOON - MINUTE]), Wishes(letters_a_day=1), NOON, False),
        (News(None, reminds=True), Wishes(), NOON + 9 * HOUR, False),
        (News(NOON - DAY, letters=[NOON - n * HOUR for n in (1, 2, 3)]), Wishes(letters_a_day=3), NOON, False),
        (News(NOON - DAY, letters=[NOON - n * HOUR for n in (1, 2, 13)]), Wishes(letters_a_day=3), NOON, True),
    ],
)
def test_a_letter_goes_when_there_is_news_it_is_not_quiet_and_the_day_is_not_full(news, wishes, now, goes):
    assert may_write(news, wishes, "UTC", now=now) is goes


def test_a_letter_that_was_not_taken_is_tried_again_after_longer_and_longer():
    waits = [try_again_at(n, refused=False, now=NOON) - NOON for n in (1, 2, 3, 4, 5, 500)]

    assert waits == [5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR]
    assert try_again_at(1, refused=True, now=NOON) == NOON + DAY


@pytest.mark.parametrize("number", [0, -1, 25])
def test_a_limit_is_between_one_and_one_an_hour(number):
    with pytest.raises(RuleBroken) as refusal:
        check_letters_a_day(number)
    assert (refusal.value.code, refusal.value.field) == ("letters_out_of_range", "letters_a_day")


def test_every_kind_of_flag_has_its_place_in_a_letter():
    assert sorted(URGENCY) == sorted(FlagKind)
    assert set(OFF_AT_FIRST) < set(FlagKind)


@pytest.mark.parametrize(
    ("when", "at", "zone", "due"),
    [
        (RemindWhen.IN_TWO_HOURS, None, "UTC", "2026-11-20T14:00"),
        (RemindWhen.TOMORROW, None, "UTC", "2026-11-21T09:00"),
        (RemindWhen.TOMORROW, None, "Asia/Kathmandu", "2026-11-21T03:15"),
        (RemindWhen.TOMORROW, None, "Pacific/Kiritimati", "2026-11-21T19:00"),
        (RemindWhen.ON_DEADLINE, None, "UTC", "2026-11-22T18:00"),
        (RemindWhen.AT, utc("2026-12-01T08:00"), "UTC", "2026-12-01T08:00"),
    ],
)
def test_a_reminder_falls_due_when_its_person_says(when, at, zone, due):
    assert remind_at(when, at, deadline=utc("2026-11-22T18:00"), zone=zone, now=NOON) == utc(due)


def test_tomorrow_at_nine_is_nine_on_the_wall_after_the_clocks_changed():
    evening = utc("2026-10-24T20:00")
    assert remind_at(RemindWhen.TOMORROW, None, deadline=None, zone="Europe/Paris", now=evening) == utc(
        "2026-10-25T08:00"
    )


@pytest.mark.parametrize(
    ("when", "at", "code", "field"),
    [
        (RemindWhen.AT, None, "required", "reminded_at"),
        (RemindWhen.AT, NOON, "reminder_in_past", "reminded_at"),
        (RemindWhen.AT, NOON + 800 * DAY, "date_too_far_ahead", "reminded_at"),
        (RemindWhen.ON_DEADLINE, None, "no_deadline", "when"),
    ],
)
def test_a_reminder_needs_a_time_that_is_still_to_come(when, at, code, field):
    with pytest.raises(RuleBroken) as refusal:
        remind_at(when, at, deadline=None, zone="UTC", now=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, field)
