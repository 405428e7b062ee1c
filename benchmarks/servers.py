"""Real servers for a benchmark: gunicorn as production starts it, one worker on one core, and a client on another."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic, sleep

PATIENCE = 60
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []


@contextmanager
def serving(application: str, more: Mapping[str, str]) -> Iterator[int]:
    """The port of a server of this application, with more in its environment, until the block ends."""
    port = free_port()
    given = {"BIND": "127.0.0.1", "PORT": str(port), "WEB_WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tracker.gunicorn", application]
    server = subprocess.Popen(command, env={**os.environ, **given, **more})
    pin(server.pid, 0)
    try:
        wait_for(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def pin(process: int, core: int) -> None:
    """Keep the process (0: this one), and what it starts from now on, to one core, where the system can do that."""
    if CORES:
        os.sched_setaffinity(process, {CORES[min(core, len(CORES) - 1)]})


def unpin() -> None:
    """Let this process use all cores again."""
    if CORES:
        os.sched_setaffinity(0, CORES)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise SystemExit(f"A server for the benchmark did not start within {PATIENCE} s")
