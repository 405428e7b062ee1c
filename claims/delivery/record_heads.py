"""Heads leave the database: one line each in a file that is only ever appended to."""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from claims.models import Seal

# Enough for the newest twenty lines.
LOOKED_AT = 20_000


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
    """The key of the newest seal that the file holds, and whether the file ends with a whole line.

    A line counts if its seal is the database's: after a backup was put back, seals are made anew under old keys.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LOOKED_AT))
    text = file.read()
    lines = dict(_read(line) for line in text.splitlines())
    known = Seal.objects.filter(pk__in=lines).values_list("pk", "signature")
    return max((key for key, signature in known if lines[key] == signature), default=0), text[-1:] in (b"", b"\n")


def _read(line: bytes) -> tuple[int, str]:
    try:
        given = json.loads(line)
        return int(given["seal"]), str(given["signature"])
    except (ValueError, KeyError, TypeError):
        return 0, ""
