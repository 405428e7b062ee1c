"""Attempts at reaching a party."""

from datetime import timedelta

import pytest

from claims.actions.attempts import record_attempt
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Attempt, Change
from claims.vocabulary import Channel, Outcome, Reached, Verb

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def trying(a_request, reporter, now):
    """A second try by telephone, an hour later; a test replaces what it is about."""
    return {
        "comment_request": a_request,
        "channel": Channel.PHONE,
        "reached": Reached.SPOKESPERSON,
        "outcome": Outcome.DELIVERED,
        "by": reporter,
        "at": now + HOUR,
    }


def test_an_attempt_keeps_channel_whom_it_reached_and_what_came_of_it(trying, a_request, reporter, now):
    record_attempt(**trying, note="She will call back.", tried_at=now + 30 * MINUTE)

    attempt = Attempt.objects.filter(comment_request=a_request).order_by("-id")[0]
    assert (attempt.channel, attempt.reached, attempt.outcome) == (
        Channel.PHONE,
        Reached.SPOKESPERSON,
        Outcome.DELIVERED,
    )
    assert (attempt.note, attempt.at, attempt.by_user_id) == ("She will call back.", now + 30 * MINUTE, reporter.id)


def test_an_attempt_is_recorded(trying):
    attempt = record_attempt(**trying)

    change = Change.objects.about(attempt).get()
    assert (change.verb, change.incident_id) == (Verb.ATTEMPT_RECORDED, attempt.comment_request.incident_id)


def test_an_attempt_is_made_now_unless_it_says_when(trying, now):
    assert record_attempt(**trying).at == now + HOUR


def test_an_attempt_keeps_the_contact_point(trying, press_office):
    assert (
        record_attempt(**trying | {"channel": Channel.EMAIL}, contact_point=press_office).contact_point == press_office
    )


def test_nobody_tries_for_a_draft(a_draft, reporter, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="this one is “Draft”"):
        record_attempt(
            comment_request=a_draft,
            channel=Channel.PHONE,
            reached=Reached.OFFICE,
            outcome=Outcome.DELIVERED,
            by=reporter,
            at=now,
        )
    assert snapshot() == before


def test_nobody_tries_for_a_withdrawn_request(trying, a_withdrawn_request, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="this one is “Withdrawn”"):
        record_attempt(**trying)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("but", "code", "field"),
    [
        ({"outcome": Outcome.BOUNCED}, "reached_contradicts_outcome", "reached"),
        ({"reached": Reached.NOBODY}, "reached_contradicts_outcome", "reached"),
        ({"channel": "pigeon"}, "unknown_choice", "channel"),
        ({"note": "x" * 2001}, "too_long", "note"),
        ({"note": "<b>now</b>"}, "markup", "note"),
    ],
)
def test_an_attempt_that_contradicts_itself_is_refused(trying, snapshot, but, code, field):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_attempt(**trying | but)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


@pytest.mark.parametrize(("after_sending", "code"), [(-MINUTE, "before_sending"), (2 * HOUR, "not_yet")])
def test_an_attempt_lies_between_the_sending_and_now(trying, now, snapshot, after_sending, code):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_attempt(**trying, tried_at=now + after_sending)
    assert (refusal.value.code, refusal.value.field) == (code, "tried_at")
    assert snapshot() == before


def test_a_contact_point_of_another_channel_or_newsroom_is_refused(trying, press_office, stranger, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_attempt(**trying, contact_point=press_office)
    assert refusal.value.code == "contact_point_of_another_channel"
    with pytest.raises(NotVisible):
        record_attempt(**trying | {"by": stranger})
    assert snapshot() == before


def test_a_viewer_records_no_attempt(trying, viewer, snapshot):
    before = snapshot()

    with pytest.raises(NotPermitted):
        record_attempt(**trying | {"by": viewer})
    assert snapshot() == before
