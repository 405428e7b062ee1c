"""The process that runs one embedded server for as long as anybody uses it.

It belongs to no terminal and to none of the users: whichever of them ends first, and however, the server stays up for
the others. If the keeper itself is killed, the leash takes its server with it.
"""

import os
import signal
import subprocess
import sys
import threading

from tracker.stack import services
from tracker.stack.errors import StackError
from tracker.stack.lock import opened
from tracker.stack.place import Place
from tracker.stack.services import Service

GLANCE = 0.5


def keep(service: Service, place: Place) -> int:
    """Start the server, say “ready” (or what is wrong) on standard output, and stay until nobody uses it any more."""
    os.umask(0o077)
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    with opened(place.lock(f"{service.NAME}.keeper")) as mine:
        mine.take()
        mine.write_pid()
        try:
            server = service.start(place)
        except StackError as error:
            _say(str(error))
            return 1
        _say("ready")
        _watch(service, place, server, told_to_stop)
    return 0


def _say(line: str) -> None:
    """One line to whoever waits for it, who then stops listening."""
    print(line, flush=True)
    sys.stdout.close()


def _watch(service: Service, place: Place, server: subprocess.Popen[bytes], told_to_stop: threading.Event) -> None:
    """Replace the server when it dies; end it when told to, or when its users are gone without having told."""
    while not told_to_stop.wait(GLANCE):
        if server.poll() is not None:
            server = service.start(place)
        if _end_if_unused(service, place, server):
            return
    services.stop(service, server)


def _end_if_unused(service: Service, place: Place, server: subprocess.Popen[bytes]) -> bool:
    """Under the lock that everybody takes to come and go. If it is busy somebody does: look again later."""
    with opened(place.lock(service.NAME)) as coming_and_going, opened(place.lock(f"{service.NAME}.users")) as users:
        if coming_and_going.try_take() and users.try_take():
            services.stop(service, server)
            return True
    return False
