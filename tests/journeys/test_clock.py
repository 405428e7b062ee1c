"""The worker is killed in the middle of a tick, the broker forgets everything: the clock goes on from the database."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from aiosmtpd.controller import Controller
from redis import Redis

from tests.stack.clones import Clone, wait_until
from tests.stack.test_run import Running, free_port
from tracker.stack import addresses

pytestmark = pytest.mark.journey

PATIENCE = 90
# What a first tick stirs: the rows wait to be looked at before there is a worker.
STIR = "from claims.actions.flags import _stir_all; _stir_all()"
# Whoever wants the digest wants it now, on this weekday at this hour.
DUE = """
from django.utils import timezone
from claims.models import DigestSubscription
now = timezone.now()
print(DigestSubscription.objects.update(due_at=now, weekday=now.weekday(), hour=now.hour, time_zone="UTC"))
"""
TICK = "from tracker.celery import app; app.send_task('claims.raise_flags')"

ONE = "SELECT FROM claims_watch WHERE subject = 'allegation' ORDER BY subject_id LIMIT 1 FOR UPDATE"
BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
# Flags of allegations that nobody was asked about: whether `since` is right, and how many Changes tell of each.
RAISED = """
    SELECT flag.allegation_id, flag.since = allegation.at + make_interval(hours => newsroom.not_asked_after_hours),
        (SELECT count(*) FROM claims_change WHERE subject_type = 'flag' AND subject_id = flag.id)
    FROM claims_flag flag
    JOIN claims_allegation allegation ON allegation.id = flag.allegation_id
    JOIN claims_newsroom newsroom ON newsroom.id = flag.newsroom_id
    WHERE flag.kind = 'not_asked' ORDER BY flag.id
"""
CHANGES = "SELECT (SELECT count(*) FROM claims_flag), (SELECT count(*) FROM claims_change WHERE subject_type = 'flag')"

Rows = list[tuple[object, ...]]


def read(clone: Clone, query: str) -> Rows:
    with psycopg.connect(addresses.database(clone.place)) as connection:
        return connection.execute(query).fetchall()


class Letters:
    """A real mail server; what it was given."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.port = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(cast(EmailMessage, message_from_bytes(envelope.original_content, policy=default)))
        return "250 taken"

    @property
    def digests(self) -> list[EmailMessage]:
        return [letter for letter in self.got if letter["List-Unsubscribe-Post"]]


@pytest.fixture
def letters() -> Iterator[Letters]:
    room = Letters()
    room.port = free_port()
    server = Controller(room, hostname="127.0.0.1", port=room.port, ready_timeout=20)
    server.start()
    yield room
    server.stop()


@contextmanager
def one_row_locked(clone: Clone) -> Iterator[None]:
    with psycopg.connect(addresses.database(clone.place)) as connection:
        assert connection.execute(ONE).rowcount == 1
        yield


def pool_of(running: Running) -> list[int]:
    """The processes of Celery that do the work; the worker itself only hands it out."""
    (worker,) = re.findall(r"worker started \(pid=(\d+)\)", running.said)
    return [int(pid) for pid in Path(f"/proc/{worker}/task/{worker}/children").read_text().split()]


def test_a_worker_killed_in_a_tick_and_a_wiped_broker_lose_and_double_nothing(
    filled: Clone, start: Callable[..., Running], letters: Letters
) -> None:
    assert filled.manage("shell", "--no-imports", "-c", STIR).returncode == 0
    assert filled.manage("shell", "--no-imports", "-c", DUE).stdout.split() == ["2"]
    running = start(filled, EMAIL_URL=f"smtp://127.0.0.1:{letters.port}")
    assert wait_until(lambda: "Preparing" in running.said, PATIENCE)
    with one_row_locked(filled):
        running.wait()
        assert filled.manage("shell", "--no-imports", "-c", TICK).returncode == 0
        assert wait_until(lambda: read(filled, BLOCKED) != [(0,)], PATIENCE), running.said
        killed = pool_of(running)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not set(killed) & set(pool_of(running)), PATIENCE)
        with Redis(unix_socket_path=str(filled.place.valkey_socket)) as broker:
            broker.flushall()
        assert read(filled, CHANGES) == [(0, 0)]

    # Beat knows nothing of all that: its next tick finds its way, and what is due.
    assert wait_until(lambda: len(read(filled, RAISED)) > 0, PATIENCE), running.said
    raised = read(filled, RAISED)
    assert len({allegation for allegation, _since, _changes in raised}) == len(raised) >= 3
    assert {(since, changes) for _allegation, since, changes in raised} == {(True, 1)}
    ((flags, changes),) = read(filled, CHANGES)
    assert flags == changes
    # All the while it has sent each digest once: from beat's tick to a letter that a mail program reads.
    assert wait_until(lambda: len(letters.digests) == 2, PATIENCE), running.said
    assert sorted(str(letter["To"]) for letter in letters.digests) == sorted({str(e["To"]) for e in letters.digests})
    assert all(letter.get_body(("html",)) and not letter.defects for letter in letters.digests)
    assert running.process.poll() is None
    assert running.end(signal.SIGTERM) == 0
