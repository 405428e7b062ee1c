"""Several processes of one clone use one server: the first to come starts it, the last to leave stops it.

Per server there are three locks. `<name>` is held alone while it is started or stopped, and whenever the others are
looked at, so that nothing ever happens in between. `<name>.users` is shared by everybody who needs the server; the
kernel drops a share when its process dies. `<name>.keeper` is held by the process that runs the server.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from tracker.stack.errors import StackError
from tracker.stack.lock import held, opened
from tracker.stack.place import CLONE, Place
from tracker.stack.services import Service
from tracker.stack.signals import held_back

PATIENCE = 30.0


@contextmanager
def using(services: Iterable[Service], place: Place) -> Iterator[None]:
    """The services answer for as long as this lasts."""
    with ExitStack() as stack:
        for service in services:
            stack.enter_context(_using(service, place))
        yield


@contextmanager
def _using(service: Service, place: Place) -> Iterator[None]:
    with opened(place.lock(f"{service.NAME}.users")) as users:
        hired = None
        try:
            with held(place.lock(service.NAME)):
                users.share()
                hired = _ensure_kept(service, place)
            yield
        finally:
            with held(place.lock(service.NAME)):
                users.release()
                if users.try_take():
                    _dismiss(service, place)
                    # A child that nobody waited for would haunt the process list.
                    if hired:
                        hired.wait(PATIENCE)


def _ensure_kept(service: Service, place: Place) -> subprocess.Popen[bytes] | None:
    """The service answers afterwards. Returns its keeper if we had to hire one."""
    with opened(place.lock(f"{service.NAME}.keeper")) as keeper:
        alone = keeper.try_take()
    if alone:
        return _hire(service, place)
    if not _answers_soon(service, place):
        raise StackError(f"{service.TITLE} of this clone runs but does not answer: see {place.log(service.NAME)}.")
    return None


def _hire(service: Service, place: Place) -> subprocess.Popen[bytes]:
    """Start a keeper and wait for its one line: “ready”, or what went wrong."""
    keeper = None
    try:
        with held_back():
            keeper = _start_keeper(service, place)
        assert keeper.stdout is not None
        with keeper.stdout as answers:
            line = answers.readline().decode().strip()
    except BaseException:
        # Told to stop while it starts: nobody else knows of it yet.
        if keeper:
            keeper.terminate()
            keeper.wait()
        raise
    if line != "ready":
        keeper.wait()
        raise StackError(line or f"The keeper of {service.TITLE} failed: see {place.log('keeper')}.")
    return keeper


def _start_keeper(service: Service, place: Place) -> subprocess.Popen[bytes]:
    with place.log("keeper").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tracker.stack", "keep", service.NAME],
            cwd=CLONE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )


def _answers_soon(service: Service, place: Place) -> bool:
    """At once, or within the moment in which the keeper replaces a server that died."""
    deadline = time.monotonic() + PATIENCE
    while not service.answers(place):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _dismiss(service: Service, place: Place) -> None:
    """End the keeper, which ends its server first, and wait until it is gone."""
    deadline = time.monotonic() + PATIENCE
    with opened(place.lock(f"{service.NAME}.keeper")) as keeper:
        asked = False
        while not keeper.try_take():
            pid = keeper.read_pid()
            if pid and not asked:
                os.kill(pid, signal.SIGTERM)
                asked = True
            if time.monotonic() > deadline:
                raise StackError(f"The keeper of {service.TITLE} (process {pid}) does not stop: end it.")
            time.sleep(0.02)
