"""A worker killed while the mail server has the letter and has not answered: uncertain, and nothing is sent twice."""

import subprocess
import sys
from datetime import timedelta

import pytest

from claims.actions.clock import run_flags
from claims.delivery.notices import send_due
from claims.models import NoticeLetter
from claims.vocabulary import LetterState
from tests.actions.conftest import a_draft, a_request
from tests.processes import mailing

__all__ = ["a_draft", "a_request"]

WORK = """
import django
django.setup()
from datetime import datetime
from claims.delivery.notices import send_due
send_due(now=datetime.fromisoformat("{now}"))
"""


def worker(now, settings) -> subprocess.Popen[bytes]:
    """A process of its own."""
    command = [sys.executable, "-c", WORK.format(now=now.isoformat())]
    return subprocess.Popen(command, env=mailing(settings))


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_letter_is_uncertain_and_not_sent_again(mailroom, a_request, now, settings):
    noon = now + timedelta(days=1)
    due = noon + timedelta(minutes=10)
    run_flags(now=noon)
    mailroom.data["reporter@desk.example"] = "hang"
    process = worker(due, settings)
    try:
        assert mailroom.got_all.wait(90)
    finally:
        process.kill()
        process.wait(30)
    assert NoticeLetter.objects.get().state == LetterState.CLAIMED
    mailroom.data.clear()

    assert [send_due(now=due + timedelta(minutes=n)) for n in (1, 15, 60)] == [0, 0, 0]
    assert NoticeLetter.objects.get().state == LetterState.UNCERTAIN
    assert mailroom.letters == []
