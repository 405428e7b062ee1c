"""Starts PostgreSQL on a Unix socket and nothing else, with the database and extensions that On Record needs."""

import signal
import subprocess
import time

import psycopg
from psycopg import sql

from tracker.stack import addresses, binaries, cluster, leftovers
from tracker.stack.errors import StackError
from tracker.stack.leash import leashed
from tracker.stack.place import Place
from tracker.stack.unprivileged import become

NAME = "postgres"
TITLE = "PostgreSQL"
# Fast shutdown: ends the sessions instead of waiting for them to leave.
STOP = signal.SIGINT
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "citext")
# Crash recovery may replay a lot after a power cut.
PATIENCE = 120.0

# Nothing need outlive the server, and its tables hold a few rows each: whatever durability or helping processes cost
# would be spent on nothing.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_parallel_workers_per_gather": "0",
}


def start(place: Place, options: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A server that answers, with the database in it."""
    if place.postgres_data.exists() and not place.database_password.exists():
        raise StackError(f"{place.database_password} is missing: put it back, or remove {place.postgres_data} too.")
    cluster.ensure(place)
    leftovers.clear(place)
    server = _launch(place, options or {})
    try:
        _wait(place, server)
        _ensure_database(place)
    except BaseException:
        server.kill()
        server.wait()
        raise
    return server


def answers(place: Place) -> bool:
    """Whether a server accepts us on this place's socket. One that will never accept our password is a StackError."""
    try:
        psycopg.connect(addresses.database(place, addresses.MAINTENANCE), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        # There is no code for it at this stage, but our own server speaks English.
        if "password authentication failed" in str(error):
            raise StackError(f"{place.database_password} is not the password of {place.postgres_data}.") from error
        return False
    return True


def _launch(place: Place, options: dict[str, str]) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{place.postgres_socket}"',
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
    } | options
    command = [str(binaries.for_server(place) / "postgres"), "-D", str(place.postgres_data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with place.log(NAME).open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C at the terminal is for the supervisor alone
            preexec_fn=leashed(STOP),
            **become(place.unprivileged),
        )


def _wait(place: Place, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(place):
        if server.poll() is not None or time.monotonic() > deadline:
            raise StackError(f"PostgreSQL did not start: see {place.log(NAME)}.")
        time.sleep(0.05)


def _ensure_database(place: Place) -> None:
    with psycopg.connect(addresses.database(place, addresses.MAINTENANCE), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [addresses.DATABASE]).fetchone()
        if not there:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(addresses.DATABASE)))
    with psycopg.connect(addresses.database(place), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
