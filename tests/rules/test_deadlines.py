"""The instants around a request for comment."""

from datetime import UTC, datetime, timedelta

import pytest

from claims.errors import RuleBroken
from claims.rules.deadlines import (
    LATEST_RECORDING,
    check_deadline,
    check_happened,
    check_not_before_sending,
    check_sent_at,
    check_zone_stated,
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
