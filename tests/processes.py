"""Processes of their own on a test's database, to be asked or killed."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.db import connection


def environment(**more: str) -> dict[str, str]:
    """What makes a process use the test's database, whatever else it is to know."""
    found = connection.settings_dict
    # The host may be the directory of a Unix socket, which only fits into an address as a parameter.
    where = urlencode({name.lower(): found[name] for name in ("HOST", "PORT") if found[name]})
    database = f"postgresql://{quote(found['USER'])}:{quote(found['PASSWORD'])}@/{found['NAME']}?{where}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "DATABASE_URL": database, **more}


def mailing(settings) -> dict[str, str]:
    """The same for one that sends mail to the test's server."""
    return environment(EMAIL_URL=f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")


@contextmanager
def serving() -> Iterator[int]:
    """The port of the server as `make run` starts it, on the test's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tracker.gunicorn", "tracker.wsgi"]
    process = subprocess.Popen(command, env=environment(HTTPS="no", BIND="127.0.0.1", PORT=str(port)))
    try:
        answers(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def left_alone() -> None:
    """Return when nobody else uses the test's database; PostgreSQL sees a moment later that a client has gone."""
    until = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                break
            time.sleep(0.1)
    connection.close()


def answers(port: int) -> None:
    """Return when somebody listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError("nobody listens")
