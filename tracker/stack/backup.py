"""`make backup` and `make restore`: PostgreSQL's own dump of the whole database, embedded or at DATABASE_URL."""

import contextlib
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tracker.stack import addresses, services
from tracker.stack.clients import Client
from tracker.stack.errors import StackError
from tracker.stack.furnish import furnish_here
from tracker.stack.place import Place
from tracker.stack.sharing import using

AT_ONCE = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--single-transaction", "--file=-")
BEFORE = b"""
SET lock_timeout = '30s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""


def backup() -> int:
    """Write var/backups/<time>.dump and print its name."""
    place = furnish_here()
    directory = place.var / "backups"
    directory.mkdir(mode=0o700, exist_ok=True)
    target = directory / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.dump"
    half = target.with_suffix(".half")
    with using(services.database(os.environ), place):
        Client("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={half}", url=_url(place)).finish()
    half.rename(target)
    print(target)
    return 0


def restore(name: str, *, forced: bool) -> int:
    """Put the whole database back as the dump has it, after asking."""
    dump = Path(name)
    if not name or not dump.is_file():
        raise StackError("Say which backup: make restore FILE=var/backups/….dump")
    if not forced and not _agreed(dump):
        raise StackError("Nothing was changed.")
    place = furnish_here()
    with using(services.database(os.environ), place):
        _replace(_url(place), dump)
    print(f"Restored {dump}. `make run` brings an older backup up to date.")
    return 0


def _agreed(dump: Path) -> bool:
    try:
        return input(f"Replace everything in the database by {dump}? Type “yes”: ").strip() == "yes"
    except EOFError:
        return False


def _replace(url: str, dump: Path) -> None:
    """Stream the dump into one transaction: what does not restore completely changes nothing."""
    reader = Client("pg_restore", "--no-owner", "--no-acl", "--file=-", str(dump), taken=subprocess.PIPE)
    writer = Client("psql", *AT_ONCE, url=url, given=subprocess.PIPE)
    with contextlib.suppress(BrokenPipeError), writer.input:
        _pour(reader, writer)
        # psql commits at the end of its input, however that came about.
        if not reader.succeeded():
            writer.kill()
    reader.output.close()
    if reader.succeeded():
        writer.finish()
    reader.finish()


def _pour(reader: Client, writer: Client) -> None:
    writer.input.write(BEFORE)
    for line in reader.output:
        # A newer pg_restore sets this for its own sake; servers before 17 do not know it.
        if line != b"SET transaction_timeout = 0;\n":
            writer.input.write(line)


def _url(place: Place) -> str:
    return os.environ.get("DATABASE_URL") or addresses.database(place)
