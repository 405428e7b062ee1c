"""Heads leave the database: one line each in a file that is only ever appended to."""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from claims.models import Seal

LONGEST_LINE = 4_096


def write_missing() -> int:
    """Append every head that the file does not hold yet. Returns how many were missing.

    Seals are made one after another, so what follows the last line is what is missing. The lines are on the disk when
    this returns. A process that finds another at it leaves it the work.
    """
    path = Path(settings.RECORD_HEADS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        written = 0
        for line in _missing(file):
            file.write(line)
            written += 1
        file.flush()
        os.fsync(file.fileno())
    return written


def _missing(file: IO[bytes]) -> Iterator[bytes]:
    last, whole = _last_written(file)
    seals = Seal.objects.filter(pk__gt=last).select_related("newsroom").order_by("pk")
    for place, seal in enumerate(seals.iterator(chunk_size=500)):
        line = {"seal": seal.pk, "newsroom": seal.newsroom.slug, **seal.signed_head().as_json()}
        # A line that broke off when the power went stays as it is; readers pass over it.
        yield (b"" if whole or place else b"\n") + json.dumps(line, separators=(",", ":")).encode() + b"\n"


def _last_written(file: IO[bytes]) -> tuple[int, bool]:
    """The key of the last seal in the file, and whether the file ends with a whole line."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 3 * LONGEST_LINE))
    text = file.read()
    for line in reversed(text.splitlines()):
        try:
            return int(json.loads(line)["seal"]), text.endswith(b"\n")
        except (ValueError, KeyError, TypeError):
            continue
    return 0, not text or text.endswith(b"\n")
