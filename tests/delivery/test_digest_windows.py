"""Each thing is told once, whatever failed, was put off, or was asked for again; and nobody's failure is another's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.digests import claim_deliveries, keep_subscription, send_again, unsubscribe
from claims.delivery import _digest_batch
from claims.errors import RuleBroken
from claims.models import DigestDelivery, DigestSubscription, MailPace
from claims.vocabulary import DeliveryState, Role
from tests.delivery.test_digests import DAY, HOUR, MINUTE, WEEK, due, monday, news, send_due, subscribe, texts
from tests.factories import actor_of

__all__ = ["due", "monday", "news", "subscribe"]

pytestmark = pytest.mark.django_db

S = DeliveryState


def times_told(mailroom) -> int:
    return sum("Drone strikes" in text for text in texts(mailroom))


def test_a_retry_that_is_due_with_the_next_edition_gives_way_to_it(mailroom, subscribe, news, due):
    subscribe()
    mailroom.rcpt["editor@desk.example"] = "450 later"
    send_due(due)
    mailroom.rcpt.clear()

    assert send_due(due + WEEK) == 1
    assert times_told(mailroom) == 1


def test_who_subscribes_again_is_not_told_again(mailroom, subscribe, news, members, due):
    row = subscribe()
    send_due(due)
    row.refresh_from_db()
    told = row.start_position
    unsubscribe(subscription=row, at=due + HOUR)
    member = members[Role.EDITOR]
    wishes = {"weekday": 0, "hour": 12, "time_zone": "UTC", "language": "en"}
    again = keep_subscription(membership=member, **wishes, by=actor_of(member), at=due - 20 * DAY)

    assert again.start_position == told


def test_a_window_that_was_taken_over_is_not_sent_again(mailroom, subscribe, news, admin, due):
    subscribe()
    mailroom.rcpt["editor@desk.example"] = "550 no"
    send_due(due)
    mailroom.rcpt.clear()
    DigestDelivery.objects.update(retry_at=due + 2 * WEEK)
    send_due(due + WEEK)
    first = DigestDelivery.objects.earliest("pk")
    assert (first.state, first.retry_at, times_told(mailroom)) == (S.FAILED, None, 1)
    with pytest.raises(RuleBroken) as refusal:
        send_again(delivery=first, by=admin, at=due + WEEK + HOUR)

    assert refusal.value.code == "told_later"
    assert send_due(due + WEEK + HOUR) == 0


@pytest.mark.parametrize("whose", [{Role.EDITOR}, {Role.EDITOR, Role.VIEWER}])
def test_needs_that_cannot_be_worked_out_fail_for_whom_they_must(
    mailroom, subscribe, news, members, due, monkeypatch, whose
):
    subscribe(Role.EDITOR)
    subscribe(Role.VIEWER)
    kept, broken = _digest_batch.needs_of, {members[role].pk for role in whose}

    def needs_of(batch, **given):
        if broken & {each.pk for each in batch}:
            raise ValueError("a row that nobody foresaw")
        return kept(batch, **given)

    monkeypatch.setattr(_digest_batch, "needs_of", needs_of)
    assert send_due(due) == 2 - len(whose)
    states = dict(DigestDelivery.objects.values_list("subscription__membership__role", "state"))
    assert {role for role, state in states.items() if state == S.FAILED} == whose
    monkeypatch.undo()

    send_due(due + DAY)
    assert times_told(mailroom) == 2


def test_one_that_waits_for_its_turn_is_no_trouble(mailroom, subscribe, news, settings, due):
    subscribe()
    settings.EMAIL_LETTERS_PER_MINUTE = 3
    MailPace.objects.create(server=settings.EMAIL_HOST, free_at=datetime.now(tz=UTC) + timedelta(days=1))
    for minutes in range(3):
        assert send_due(due + minutes * MINUTE) == 0

    assert DigestDelivery.objects.get().attempts == 0
    assert not DigestDelivery.objects.in_trouble().exists()
    MailPace.objects.all().delete()
    assert send_due(due + HOUR) == 1


def test_those_who_want_none_just_now_hold_up_nobody(mailroom, subscribe, news, monday, due):
    for role in (Role.ADMIN, Role.REPORTER, Role.VIEWER):
        subscribe(role, paused_until=monday.date() + DAY)
    wants = subscribe(Role.EDITOR)
    DigestSubscription.objects.exclude(pk=wants.pk).update(due_at=monday - HOUR)
    (claimed,) = claim_deliveries(now=due, most=2)

    assert claimed.subscription == wants


def test_claiming_takes_as_many_queries_for_many_readers_as_for_one(subscribe, news, due, django_assert_num_queries):
    subscribe(Role.ADMIN)
    claim_deliveries(now=due, most=9)  # makes the edition
    subscribe(Role.FACT_CHECKER)
    with CaptureQueriesContext(connection) as one:
        assert len(claim_deliveries(now=due, most=9)) == 1
    for role in (Role.EDITOR, Role.REPORTER, Role.VIEWER):
        subscribe(role)
    with django_assert_num_queries(len(one)):
        assert len(claim_deliveries(now=due, most=9)) == 3
