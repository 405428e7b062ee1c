"""What `make run` looks at before it starts anything, so that trouble is one line and not a traceback."""

import socket
from urllib.parse import urlsplit

import psycopg

from tracker.stack.errors import StackError

OLDEST_POSTGRESQL = 15


def port_is_free(port: int) -> None:
    with socket.socket() as attempt:
        # As gunicorn does it: connections of an earlier run that linger do not count.
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except PermissionError:
            raise StackError(f"Port {port} is for root alone: choose another, as in `make run PORT=8001`.") from None
        except OSError:
            raise StackError(f"Port {port} is in use: choose another, as in `make run PORT={port + 1}`.") from None


def database_is_fit(url: str) -> None:
    """The server at DATABASE_URL answers and is new enough."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        raise StackError(f"DATABASE_URL ({without_password(url)}) cannot be used: {reason}") from None
    version_is_fit(version)


def version_is_fit(version: int) -> None:
    """`version` as the server gives it: 150004 is 15.4, 90624 is 9.6.24."""
    if version // 10000 < OLDEST_POSTGRESQL:
        raise StackError(
            f"PostgreSQL {spell(version)} at DATABASE_URL is too old: On Record needs {OLDEST_POSTGRESQL} or newer."
        )


def spell(version: int) -> str:
    major, rest = divmod(version, 10000)
    return f"{major}.{rest}" if major >= 10 else f"{major}.{rest // 100}.{rest % 100}"


def without_password(url: str) -> str:
    parts = urlsplit(url)
    _, at, host = parts.netloc.rpartition("@")
    user = f"{parts.username}@" if at and parts.username else ""
    return f"{parts.scheme}://{user}{host}{parts.path}"
