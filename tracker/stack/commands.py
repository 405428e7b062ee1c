"""The commands of the three processes, in this one place. docker-compose.yml runs the same ones, which a test compares.

Whatever differs between two installations comes from the environment.
"""

import shlex
import sys

COMMANDS = {
    "web": "python -m gunicorn --config python:tracker.gunicorn tracker.wsgi",
    "worker": (
        "python -m celery --quiet --app tracker worker --concurrency 2 --loglevel warning"
        " --without-gossip --without-mingle --without-heartbeat"
    ),
    "beat": "python -m celery --quiet --app tracker beat --schedule var/beat-schedule --loglevel warning",
}


def for_shell(name: str) -> str:
    """The command with this very interpreter. `exec` spares a shell that signals would have to pass through."""
    program, _, rest = COMMANDS[name].partition(" ")
    assert program == "python"
    return f"exec {shlex.quote(sys.executable)} {rest}"
