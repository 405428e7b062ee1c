"""`python -m tracker.stack healthy web|worker|beat`: what docker-compose.yml asks each container, by exit code."""

import os
import socket
import time

from tracker.stack import environment
from tracker.stack.announce import is_healthy
from tracker.stack.place import CLONE

# Beat writes its schedule down every three minutes.
BEAT_MAY_BE_SILENT = 10 * 60


def web() -> bool:
    """Answers, and so does its database."""
    return is_healthy(environment.port(os.environ), environment.host(os.environ))


def worker() -> bool:
    """The worker of this machine replies through the broker."""
    # Only this check speaks Celery; the others should not pay for loading it every half minute.
    from tracker.celery import app

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[name], timeout=5).ping())


def beat() -> bool:
    """Has written its schedule lately. Some database libraries add an ending to the name."""
    latest = max((path.stat().st_mtime for path in (CLONE / "var").glob("beat-schedule*")), default=0)
    return time.time() - latest < BEAT_MAY_BE_SILENT


CHECKS = {"web": web, "worker": worker, "beat": beat}


def healthy(process: str) -> int:
    return 0 if CHECKS[process]() else 1
