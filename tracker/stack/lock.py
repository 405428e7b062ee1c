"""File locks between the processes of one clone. The kernel lets go of them when a process dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileLock:
    """One lock file, opened by this process. Not to be shared between threads."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self) -> None:
        """Wait until nobody else holds it."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Hold it alone, unless somebody else holds it in any way."""
        return self._attempt(fcntl.LOCK_EX)

    def share(self) -> None:
        """Hold it together with others."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def release(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        os.close(self._file)

    def write_pid(self) -> None:
        """Leave this process's id for those who find the lock held."""
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, str(os.getpid()).encode(), 0)

    def read_pid(self) -> int | None:
        text = os.pread(self._file, 20, 0)
        return int(text) if text.isdigit() else None

    def _attempt(self, kind: int) -> bool:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def opened(path: Path) -> Iterator[FileLock]:
    """The lock file, let go of at the end."""
    lock = FileLock(path)
    try:
        yield lock
    finally:
        lock.close()


@contextmanager
def held(path: Path) -> Iterator[FileLock]:
    """Waits for the lock and holds it alone."""
    with opened(path) as lock:
        lock.take()
        yield lock
