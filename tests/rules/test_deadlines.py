"""The instants around a request for comment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from claims.errors import RuleBroken
from claims.rules.deadlines import (
    LATEST_RECORDING,
    check_deadline,
    check_extension,
    check_happened,
    check_not_before_sending,
    check_sent_at,
    check_zone_stated,
    instant_there,
    last_quarter,
)

NOON = datetime(2026, 11, 20, 12, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)


def test_the_last_quarter_begins_after_three_quarters_of_the_time_allowed():
    assert last_quarter(sent_at=NOON, deadline=NOON + 4 * HOUR) == NOON + 3 * HOUR
    assert last_quarter(sent_at=NOON, deadline=NOON + timedelta(days=2)) == NOON + timedelta(hours=36)


def test_a_deadline_of_a_few_microseconds_still_has_a_last_quarter():
    assert NOON <= last_quarter(sent_at=NOON, deadline=NOON + MICROSECOND) <= NOON + MICROSECOND


def test_an_instant_a_little_ahead_is_another_clock_and_not_the_future():
    check_happened(NOON + timedelta(minutes=4), now=NOON, field="tried_at")


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=1), timedelta(days=400)])
def test_what_has_not_happened_is_refused(ahead):
    with pytest.raises(RuleBroken) as refusal:
        check_happened(NOON + ahead, now=NOON, field="tried_at")
    assert (refusal.value.code, refusal.value.field) == ("not_yet", "tried_at")


def test_a_reply_in_the_minute_of_the_sending_is_not_before_it():
    check_not_before_sending(NOON.replace(second=0), sent_at=NOON, field="received_at")


def test_a_reply_before_the_sending_is_refused():
    with pytest.raises(RuleBroken) as refusal:
        check_not_before_sending(NOON - timedelta(minutes=1), sent_at=NOON, field="received_at")
    assert (refusal.value.code, refusal.value.field) == ("before_sending", "received_at")


def test_a_request_may_have_been_sent_before_it_was_drafted_here():
    check_sent_at(NOON - LATEST_RECORDING, drafted_at=NOON, now=NOON)


def test_a_request_sent_long_before_it_was_drafted_is_a_slip():
    with pytest.raises(RuleBroken) as refusal:
        check_sent_at(NOON - LATEST_RECORDING - MICROSECOND, drafted_at=NOON, now=NOON)
    assert refusal.value.code == "sent_long_before_draft"
    assert "31 days" in str(refusal.value)


@pytest.mark.parametrize(
    ("deadline", "zone", "code"),
    [
        (None, "UTC", "deadline_needed"),
        (NOON + HOUR, "", "deadline_without_zone"),
        (NOON, "UTC", "deadline_before_sending"),
        (NOON - HOUR, "UTC", "deadline_before_sending"),
    ],
)
def test_a_deadline_that_nobody_can_meet_or_read_is_refused(deadline, zone, code):
    with pytest.raises(RuleBroken) as refusal:
        check_deadline(deadline, zone, sent_at=NOON)
    assert refusal.value.code == code


def test_a_deadline_after_the_sending_with_its_zone_is_taken():
    assert check_deadline(NOON + HOUR, "Africa/Bamako", sent_at=NOON) == NOON + HOUR


def test_no_deadline_needs_no_zone():
    check_zone_stated(None, "")


@pytest.mark.parametrize(
    ("deadline", "zone", "now", "code"),
    [
        (NOON + HOUR, "UTC", NOON, ""),
        (NOON + HOUR, "UTC", NOON + HOUR - MICROSECOND, ""),  # the old one has passed: time is given again
        (NOON, "UTC", NOON - HOUR, "deadline_not_later"),
        (NOON - HOUR, "UTC", NOON - 2 * HOUR, "deadline_not_later"),
        (NOON + HOUR, "UTC", NOON + HOUR, "deadline_passed"),
        (NOON + HOUR, "", NOON, "deadline_without_zone"),
        (None, "UTC", NOON, "deadline_needed"),
    ],
)
def test_an_extension_ends_after_the_deadline_that_stands_and_has_not_passed_itself(deadline, zone, now, code):
    try:
        assert check_extension(deadline, zone, stands=NOON, now=now) == deadline
        refused = ""
    except RuleBroken as refusal:
        refused = refusal.code
    assert refused == code


# What the clock shows → the instant in UTC, or None for a time that never was, or was twice.
ZONES = [
    ("UTC", "2026-03-29T02:30", "2026-03-29T02:30"),
    ("Asia/Kathmandu", "2026-11-21T18:00", "2026-11-21T12:15"),  # UTC+5:45
    ("Asia/Kathmandu", "2026-03-29T02:30", "2026-03-28T20:45"),
    ("Australia/Eucla", "2026-11-21T18:00", "2026-11-21T09:15"),  # UTC+8:45
    ("Africa/Bamako", "2026-11-21T18:00", "2026-11-21T18:00"),
    # Paris puts its clocks forward on 29 March 2026 at 02:00 to 03:00, and back on 25 October at 03:00 to 02:00.
    ("Europe/Paris", "2026-03-29T01:59", "2026-03-29T00:59"),
    ("Europe/Paris", "2026-03-29T02:00", None),
    ("Europe/Paris", "2026-03-29T02:59", None),
    ("Europe/Paris", "2026-03-29T03:00", "2026-03-29T01:00"),
    ("Europe/Paris", "2026-10-25T01:59", "2026-10-24T23:59"),
    ("Europe/Paris", "2026-10-25T02:00", None),
    ("Europe/Paris", "2026-10-25T02:59", None),
    ("Europe/Paris", "2026-10-25T03:00", "2026-10-25T02:00"),
    # Lord Howe moves by half an hour.
    ("Australia/Lord_Howe", "2026-10-04T02:15", None),
    ("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", None),
    ("Australia/Lord_Howe", "2026-04-05T02:00", "2026-04-04T15:30"),
    # Samoa left a whole day out.
    ("Pacific/Apia", "2011-12-30T12:00", None),
]


@pytest.mark.parametrize(("zone", "wall", "utc"), ZONES)
def test_a_wall_clock_is_one_instant_or_refused(zone, wall, utc):
    shown, there = datetime.fromisoformat(wall), ZoneInfo(zone)
    if utc is None:
        with pytest.raises(RuleBroken, match="clocks change") as refusal:
            instant_there(shown, there, field="deadline")
        assert refusal.value.field == "deadline"
    else:
        assert f"{instant_there(shown, there, field='deadline'):%Y-%m-%dT%H:%M}" == utc
