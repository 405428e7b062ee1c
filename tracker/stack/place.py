"""Where this clone's data, sockets, logs and locks live. Computed from the path and the user; nothing is created here.

An ordinary user has everything under `var/` in the clone. PostgreSQL refuses to run as root, so root runs it as an
unprivileged user who need not be able to enter the clone: its data and socket live under /var/lib/on-record/<key>/.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
ROOTS_HOME = Path("/var/lib/on-record")
UNPRIVILEGED = "nobody"

# sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included. The longest name that has to fit is
# PostgreSQL's `/.s.PGSQL.5432.lock`.
LONGEST_SOCKET_DIRECTORY = 103 - len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True)
class Place:
    """Every path of one stack. `home` holds the servers' data; `unprivileged` is who runs PostgreSQL (None: we do)."""

    var: Path
    home: Path
    postgres_socket: Path
    valkey_socket: Path
    unprivileged: str | None = None

    @property
    def postgres_data(self) -> Path:
        return self.home / "postgres"

    @property
    def database_password(self) -> Path:
        return self.var / "database-password"

    @property
    def demo_password(self) -> Path:
        return self.var / "demo-password"

    @property
    def secret_key(self) -> Path:
        return self.var / "secret-key"

    @property
    def record_key(self) -> Path:
        return self.var / "record-key"

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def lock(self, name: str) -> Path:
        return self.var / "lock" / name


def compute(clone: Path, uid: int, identity: str = "") -> Place:
    """The place of one clone for one user. `identity` tells root's fresh clone from an earlier one at the same path."""
    key = hashlib.sha256(f"{clone}\0{identity}".encode()).hexdigest()[:12]
    var = clone / "var"
    if uid == 0:
        home = ROOTS_HOME / key
        return Place(var, home, home / "socket", home / "run" / "valkey.sock", UNPRIVILEGED)
    sockets = var / "run" if _fits(var / "run") else Path(f"/tmp/on-record-{uid}-{key}")
    return Place(var, var, sockets, sockets / "valkey.sock")


def _fits(directory: Path) -> bool:
    """Short enough for a socket's address, and free of characters that an address would have to escape."""
    text = str(directory)
    return len(os.fsencode(text)) <= LONGEST_SOCKET_DIRECTORY and re.fullmatch(r"[\w/.-]+", text, re.ASCII) is not None


def here(clone: Path = CLONE) -> Place:
    """The place of the clone that this file lies in."""
    return compute(clone, os.geteuid(), _identity(clone))


def identity_file(clone: Path = CLONE) -> Path:
    return clone / "var" / "clone-id"


def _identity(clone: Path) -> str:
    try:
        return identity_file(clone).read_text().strip()
    except OSError:
        return ""
