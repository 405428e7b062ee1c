"""`python -m tracker.stack exec -- COMMAND`: a command with its own PostgreSQL and Valkey, which leave no trace."""

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tracker.stack import addresses, postgres, services, valkey
from tracker.stack.children import child
from tracker.stack.errors import StackError
from tracker.stack.furnish import PASSABLE, furnish
from tracker.stack.place import UNPRIVILEGED, Place
from tracker.stack.signals import held_back


def execute(command: Sequence[str]) -> int:
    """The command's own exit code; 128 + n when signal n ended it."""
    with _servers() as place:
        return _run(command, dict(os.environ) | surroundings(place))


def surroundings(place: Place) -> dict[str, str]:
    """What the command finds in its environment."""
    return {
        # The person's own settings are none of a test run's business.
        "ENV_FILE": os.devnull,
        "DATABASE_URL": addresses.database(place),
        "REDIS_URL": addresses.redis(place),
        "EMAIL_URL": f"filemail:///{place.var / 'mail'}",
        "SECRET_KEY": secrets.token_urlsafe(32),
        "RECORD_KEY": secrets.token_urlsafe(32),
        "HTTPS": "no",
    }


def temporary(base: Path) -> Place:
    """A place in a directory that is removed afterwards. PostgreSQL's user passes through it to what is theirs."""
    unprivileged = UNPRIVILEGED if os.geteuid() == 0 else None
    if unprivileged:
        base.chmod(PASSABLE)
    return Place(base / "var", base, base / "socket", base / "run" / "valkey.sock", unprivileged)


@contextmanager
def _servers() -> Iterator[Place]:
    # Not the default directory: on macOS that is too long for a socket, and TMPDIR may be anything.
    base = Path(tempfile.mkdtemp(prefix="on-record-", dir="/tmp"))
    running = []
    try:
        place = temporary(base)
        furnish(place)
        with held_back():
            running.append((valkey, valkey.start(place)))
            running.append((postgres, postgres.start(place, postgres.THROW_AWAY)))
        yield place
    finally:
        for service, server in running:
            services.stop(service, server)
        shutil.rmtree(base, ignore_errors=True)


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Ctrl-C reaches the command by itself, from the terminal. SIGTERM is passed on."""
    try:
        with child(command, env=environment) as process:
            signal.signal(signal.SIGINT, lambda *_: None)
            signal.signal(signal.SIGTERM, lambda *_: process.terminate())
            code = process.wait()
    except OSError as error:
        raise StackError(f"{command[0]} cannot be run ({error.strerror}).") from error
    return code if code >= 0 else 128 - code
