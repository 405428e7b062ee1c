"""Processes that end when we do, at the latest."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tracker.stack.leash import leashed
from tracker.stack.signals import held_back


@contextmanager
def child(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The running command. Whatever ends the block ends the command as well, and waits for it."""
    process = None
    try:
        # A signal in the middle of this would leave a process that nobody knows.
        with held_back():
            process = subprocess.Popen(command, preexec_fn=leashed(), **options)
        yield process
    finally:
        if process:
            process.terminate()
            process.wait()
