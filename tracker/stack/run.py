"""`make run`: servers, migrations and the example first, then web, worker and beat under one supervisor."""

import os
import re
import signal
import sys
from pathlib import Path

from tracker.stack import checks, commands, environment, services
from tracker.stack.children import child
from tracker.stack.errors import StackError
from tracker.stack.furnish import furnish_here
from tracker.stack.lock import FileLock, opened
from tracker.stack.place import CLONE, Place
from tracker.stack.sharing import using
from tracker.stack.supervisor import Supervisor


def run() -> int:
    """Returns when everything has stopped: 0 after Ctrl-C or SIGTERM."""
    place = furnish_here()
    with opened(place.lock("supervisor")) as only_one:
        _be_the_only_one(only_one)
        port = environment.port(os.environ)
        checks.port_is_free(port)
        os.umask(0o077)
        environment.complete(os.environ, place)
        if os.environ.get("DATABASE_URL"):
            checks.database_is_fit(os.environ["DATABASE_URL"])
        embedded = services.wanted(os.environ)
        if embedded:
            print("Starting " + " and ".join(service.TITLE for service in embedded), flush=True)
        with using(embedded, place):
            _prepare(place)
            return _supervise(place)


def _be_the_only_one(lock: FileLock) -> None:
    if not lock.try_take():
        raise StackError(f"On Record already runs from this clone (process {lock.read_pid()}).")
    lock.write_pid()


def _prepare(place: Place) -> None:
    print("Preparing the database", flush=True)
    with place.log("prepare").open("wb") as log, child(_ours("prepare"), cwd=CLONE, stdout=log, stderr=log) as process:
        code = process.wait()
    if code:
        raise StackError(f"The database could not be prepared: {_reason(place.log('prepare'))} ({log.name})")


def _reason(log: Path) -> str:
    """The last exception in a log, without the details that PostgreSQL writes below it."""
    lines = log.read_text(errors="replace").strip().splitlines() or ["no reason given"]
    exceptions = [line for line in lines if re.match(r"[\w.]+(Error|Exception|Broken): ", line)]
    return (exceptions or lines)[-1]


def _supervise(place: Place) -> int:
    supervisor = Supervisor(os.getpid())
    for name in commands.COMMANDS:
        supervisor.add_process(name, commands.for_shell(name), cwd=str(CLONE), env=dict(os.environ))
    # In a session of its own, Ctrl-C does not reach it in the middle of its own end.
    with child(_ours("announce"), cwd=CLONE, start_new_session=True) as announcement:
        # It ends long before we do: let go of it when it has.
        signal.signal(signal.SIGCHLD, lambda *_: announcement.poll())
        # Honcho knows of Ctrl-C and SIGTERM alone; a terminal that closes means the same.
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
        supervisor.loop()
    stopped_by_request = supervisor.returncode in {128 + signal.SIGINT, 128 + signal.SIGTERM}
    return 0 if stopped_by_request else supervisor.returncode or 1


def _ours(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tracker.stack", *arguments]
