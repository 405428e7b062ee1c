"""How fast letters go out: turns at the mail server that all workers share."""

from datetime import timedelta

import pytest

from claims.actions.bookkeeping import take_turn
from claims.delivery.pace import LONGEST_WAIT, Pace, at_once
from claims.models import MailPace

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def turns(count: int, server: str = "mail.example") -> list[timedelta | None]:
    return [take_turn(server=server, apart=HOUR, patience=3 * HOUR) for _n in range(count)]


def test_turns_come_apart_until_one_would_wait_too_long():
    first, second, third, fourth, fifth, sixth = turns(6)
    assert first == timedelta(0)
    assert HOUR - MINUTE < second <= HOUR
    assert 2 * HOUR - MINUTE < third <= 2 * HOUR
    assert 3 * HOUR - MINUTE < fourth <= 3 * HOUR
    assert (fifth, sixth) == (None, None)


def test_a_turn_that_is_refused_is_not_taken():
    turns(4)
    before = MailPace.objects.get().free_at
    assert turns(1) == [None]
    assert MailPace.objects.get().free_at == before


def test_each_server_has_its_own_turns():
    assert turns(1, "one.example") == turns(1, "two.example") == [timedelta(0)]


def test_turns_that_nobody_took_are_not_saved_up():
    turns(1)
    MailPace.objects.update(free_at="2020-01-01T00:00Z")
    assert turns(1) == [timedelta(0)]
    assert turns(1)[0] > HOUR - MINUTE


def test_a_batch_waits_no_longer_than_all_its_patience(settings):
    settings.EMAIL_LETTERS_PER_MINUTE = 1
    waited: list[float] = []
    pace = Pace(wait=waited.append)
    asked = [pace.my_turn() for _n in range(4)]
    assert asked[:2] == [True, True]
    assert asked[-1] is False
    assert sum(waited) <= LONGEST_WAIT.total_seconds()


def test_no_limit_is_no_turn_at_all(settings):
    settings.EMAIL_LETTERS_PER_MINUTE = 0
    assert Pace(wait=pytest.fail).my_turn()
    assert not MailPace.objects.exists()


@pytest.mark.parametrize(("limit", "together"), [(0, 20), (600, 20), (20, 20), (3, 3), (1, 1)])
def test_no_more_are_claimed_together_than_go_out_in_a_minute(settings, limit, together):
    settings.EMAIL_LETTERS_PER_MINUTE = limit
    assert at_once(20) == together
