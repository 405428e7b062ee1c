"""A server killed around the commit: nothing was done, or it was done once and whoever asks again hears of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest
from django.db import connection, transaction

from claims.actions.tokens import issue_token
from claims.models import KeptAnswer, Newsroom, Party
from claims.vocabulary import Role, TokenScope
from tests.processes import environment

SERVER = """
import django
django.setup()
from wsgiref.simple_server import make_server
from tracker.wsgi import application
server = make_server("127.0.0.1", 0, application)
print(server.server_port, flush=True)
server.serve_forever()
"""
# Not pg_stat_activity, of which a transaction sees one picture until it ends.
WAITING = """
SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (
    SELECT pid FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""
BODY = json.dumps({"name": "Border guard", "kind": "state_forces"})


@contextmanager
def server() -> Iterator[HTTPConnection]:
    """A connection to a process of its own on the test's database; killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        env=environment(HTTPS="no"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    caller = HTTPConnection("127.0.0.1", int(process.stdout.readline()), timeout=60)
    try:
        yield caller
    finally:
        caller.close()
        process.kill()
        process.wait(30)
        process.stdout.close()


def ask(to: HTTPConnection, token: str) -> None:
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Host": "localhost",
        "Idempotency-Key": "desk-1",
    }
    to.request("POST", "/api/v1/parties/", BODY, headers)


def wait_for(true) -> None:
    """Until it is so; each look asks the database, which takes its time."""
    for _look in range(100_000):
        if true():
            return
    raise AssertionError("waited in vain")


def locks_waited_for() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_server_killed_before_the_commit_did_nothing_and_one_killed_after_it_did_it_once(newsroom, admin, now):
    by = {"by": admin, "at": now}
    token = issue_token(label="Tool", role=Role.REPORTER, scopes=[TokenScope.WRITE], **by)[1]

    with transaction.atomic():
        Newsroom.objects.select_for_update().get(pk=newsroom.pk)
        with server() as first:
            ask(first, token)
            wait_for(locks_waited_for)
    wait_for(lambda: not locks_waited_for())
    assert not Party.objects.exists()
    assert not KeptAnswer.objects.exists()

    with server() as second:
        ask(second, token)
        wait_for(KeptAnswer.objects.exists)

    with server() as third:
        ask(third, token)
        answer = third.getresponse()
        assert (answer.status, answer.headers["Idempotent-Replayed"]) == (201, "true")
        assert json.loads(answer.read())["id"] == Party.objects.get().pk
