"""What a PostgreSQL that did not end properly leaves behind."""

import os
import signal
import time
from pathlib import Path

from tracker.stack import processes
from tracker.stack.errors import StackError
from tracker.stack.place import Place


def clear(place: Place) -> None:
    """After a crash PostgreSQL takes any process that now has the old server's id for that server: look more closely.

    The caller holds this place's lock, so no server of ours is meant to run.
    """
    for path in (place.postgres_data / "postmaster.pid", place.postgres_socket / ".s.PGSQL.5432.lock"):
        pid = _first_number(path)
        if pid is not None and _is_server(pid, place.postgres_data):
            _finish(pid, place.postgres_data)
        path.unlink(missing_ok=True)


def _first_number(path: Path) -> int | None:
    try:
        line = path.read_text().split("\n", 1)[0]
    except OSError:
        return None
    return int(line) if line.isdigit() else None


def _is_server(pid: int, data: Path) -> bool:
    arguments = processes.arguments(pid)
    return bool(arguments) and Path(arguments[0]).name == "postgres" and str(data) in arguments


def _finish(pid: int, data: Path) -> None:
    """End a server whose keeper was killed (where the leash does not reach) or that is about to end anyway."""
    deadline = time.monotonic() + 20
    while _is_server(pid, data):
        if time.monotonic() > deadline:
            raise StackError(f"An earlier PostgreSQL (process {pid}) does not stop: end it and start again.")
        os.kill(pid, signal.SIGINT)
        time.sleep(0.1)
