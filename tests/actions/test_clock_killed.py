"""A process of its own does the clock's work and is killed in the middle of it: nothing is lost, nothing is doubled."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction

from claims.actions.clock import run_flags
from claims.models import Change, Flag, Tick, Watch
from claims.vocabulary import Verb
from tests.actions.conftest import alleged

DAY = timedelta(days=1)
ROOT = Path(__file__).resolve().parents[2]
WORK = "import django; django.setup(); from claims import tasks; tasks.raise_flags()"
BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
PATIENCE = 60


def worker() -> "subprocess.Popen[bytes]":
    """The task that beat calls, on this database, in a process that the test may kill."""
    settings = connection.settings_dict
    given = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings['NAME']}").geturl()
    environment = os.environ | {"DATABASE_URL": given, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    return subprocess.Popen([sys.executable, "-c", WORK], cwd=ROOT, env=environment)


def until_it_waits_for_a_lock(process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while process.poll() is None and time.monotonic() < end:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(BLOCKED)
            if cursor.fetchone() != (0,):
                return
    raise AssertionError("it never came to the row")


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_waits_for_a_row_leaves_all_to_the_next(incident, coalition, army, reporter, now):
    made = [alleged(incident, coalition, army, by=reporter, at=now - 3 * DAY) for _each in range(3)]
    run_flags(now=now - 3 * DAY)
    recorded = Change.objects.count()

    # The one statement that raises, records and goes on to the next instants is under way when it meets our lock.
    with transaction.atomic():
        Watch.objects.select_for_update().get(subject="allegation", subject_id=made[1].pk)
        killed = worker()
        until_it_waits_for_a_lock(killed)
        killed.send_signal(signal.SIGKILL)
        assert killed.wait(PATIENCE) == -signal.SIGKILL
    assert not Flag.objects.exists()
    assert Change.objects.count() == recorded
    assert not Tick.objects.filter(at__gte=now).exists()

    assert worker().wait(PATIENCE) == 0
    assert worker().wait(PATIENCE) == 0
    assert sorted(Flag.objects.values_list("allegation_id", flat=True)) == [each.pk for each in made]
    assert set(Flag.objects.values_list("since", flat=True)) == {now - 2 * DAY}
    assert Change.objects.filter(verb=Verb.FLAG_RAISED).count() == 3
