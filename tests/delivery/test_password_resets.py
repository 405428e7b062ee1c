"""Letters with a link to a new password: one each, none lost, none without end."""

from datetime import timedelta

import pytest
from django.core import mail

from claims.actions.bookkeeping import ask_password_reset, take_password_resets
from claims.delivery.password_resets import send_due
from claims.models import PasswordReset
from claims.vocabulary import Role
from tests.factories import NOW

pytestmark = pytest.mark.django_db

SITE = "https://record.example"


def ask(email: str = "reporter@desk.example", **change) -> None:
    ask_password_reset(**{"email": email, "site": SITE, "language": "en", "at": NOW, **change})


def test_a_letter_goes_out_once(users):
    ask()

    assert [send_due(now=NOW), send_due(now=NOW)] == [1, 0]
    assert mail.outbox[0].to == ["reporter@desk.example"]
    assert f"{SITE}/password-reset/" in mail.outbox[0].body
    assert "\n" not in mail.outbox[0].subject


def test_asking_again_within_minutes_sends_no_second_letter(users):
    ask()
    ask()
    ask(at=NOW + timedelta(minutes=6))

    assert send_due(now=NOW + timedelta(minutes=6)) == 2


def test_nobody_and_the_deactivated_get_no_letter(users):
    users[Role.REPORTER].is_active = False
    users[Role.REPORTER].save()
    ask()
    ask("nobody@desk.example")

    assert PasswordReset.objects.count() == 0


def test_what_a_worker_took_and_never_sent_comes_round_again(users):
    ask()
    assert len(take_password_resets(now=NOW)) == 1

    assert send_due(now=NOW + timedelta(minutes=4)) == 0
    assert send_due(now=NOW + timedelta(minutes=5)) == 1


def test_a_letter_that_the_server_does_not_take_is_tried_again(users, settings):
    ask()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert send_due(now=NOW) == 0

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(now=NOW + timedelta(minutes=5)) == 1


def test_after_a_day_it_is_not_worth_sending(users):
    ask()

    assert send_due(now=NOW + timedelta(days=1)) == 0
