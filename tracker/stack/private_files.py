"""Small files that only their owner may read: passwords, the secret key, this clone's identity."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from tracker.stack.errors import StackError


def read_or_create(path: Path, make: str | None = None) -> str:
    """The file's text. When there is none it is written first: `make`, or 32 random bytes in base64."""
    with contextlib.suppress(FileNotFoundError):
        return read(path)
    write(path, make or secrets.token_urlsafe(32))
    return read(path)


def read(path: Path) -> str:
    """The file's text; FileNotFoundError is the caller's, everything else is one clear line."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StackError(f"{path} cannot be read ({error.strerror}).") from error


def write(path: Path, text: str) -> None:
    """Mode 0600 from its first byte, and whole or not at all: two processes that start together agree on one text."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
    # link() refuses to overwrite, which makes the first writer win.
    with contextlib.suppress(FileExistsError):
        os.link(name, path)
    Path(name).unlink()
