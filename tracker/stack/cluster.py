"""PostgreSQL's data directory: set up once, and looked at before every start."""

import os
import secrets
import subprocess
from pathlib import Path

from tracker.stack import binaries, private_files
from tracker.stack.errors import StackError
from tracker.stack.place import Place
from tracker.stack.unprivileged import become, ids

SUPERUSER = "postgres"
# Sorts the same on every machine, whatever its C library. docker-compose.yml says the same.
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
# What every data directory has, whatever its version. initdb writes the control file late.
ESSENTIALS = ("PG_VERSION", "global/pg_control", "postgresql.conf", "pg_hba.conf", "base", "pg_wal")


def ensure(place: Place) -> None:
    """The data directory is there and complete afterwards, or one line says what to remove."""
    half = place.postgres_data.with_name("postgres.new")
    if half.exists():
        raise StackError(_half_made(half))
    if not place.postgres_data.exists():
        _initialise(place, half)
    _inspect(place.postgres_data, binaries.for_server(place))


def _inspect(data: Path, programs: Path) -> None:
    if any(not (data / name).exists() for name in ESSENTIALS):
        raise StackError(_half_made(data))
    version = (data / "PG_VERSION").read_text().strip()
    wanted = _major(programs)
    if version != wanted:
        raise StackError(
            f"{data} was written by PostgreSQL {version}, but {wanted} is installed: restore a backup into a new one."
        )


def _half_made(data: Path) -> str:
    return f"{data} is only half initialised: remove that directory and start again (what it held is lost)."


def _major(programs: Path) -> str:
    """“18” out of “postgres (PostgreSQL) 18.6”."""
    done = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1].split(".")[0]


def _initialise(place: Place, half: Path) -> None:
    """Under another name until complete, so that an interruption can never pass for a data directory."""
    password = private_files.read_or_create(place.database_password, secrets.token_hex(24))
    password_file = place.home / f".password-{os.getpid()}"
    try:
        _lend(password_file, password, place.unprivileged)
        half.mkdir(mode=0o700)
        if place.unprivileged:
            os.chown(half, *ids(place.unprivileged))
        _initdb(place, half, password_file)
    finally:
        password_file.unlink(missing_ok=True)
    half.rename(place.postgres_data)


def _lend(path: Path, password: str, user: str | None) -> None:
    """initdb reads the first password from a file, as the user it runs as."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w") as file:
        file.write(password + "\n")
        if user:
            os.fchown(file.fileno(), *ids(user))


def _initdb(place: Place, data: Path, password_file: Path) -> None:
    command = [str(binaries.for_server(place) / "initdb"), "--pgdata", str(data), "--username", SUPERUSER]
    # Passwords over the socket too: whoever else runs as the same unprivileged user must not get in.
    command += ["--auth=scram-sha-256", "--pwfile", str(password_file)]
    command += LOCALE
    with place.log("initdb").open("wb") as log:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False, **become(place.unprivileged)
        )
    if done.returncode:
        raise StackError(f"PostgreSQL could not set up {data}: see {place.log('initdb')}, then remove that directory.")
