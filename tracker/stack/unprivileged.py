"""How root runs PostgreSQL as somebody else."""

import pwd
from typing import Any

from tracker.stack.errors import StackError


def ids(user: str) -> tuple[int, int]:
    """The user's id and group."""
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        raise StackError(f"There is no user “{user}” to run PostgreSQL as: run as an ordinary user instead.") from None
    return entry.pw_uid, entry.pw_gid


def become(user: str | None) -> dict[str, Any]:
    """Arguments for Popen: `user`, their group and no other, in a directory they can be in. None stays who we are."""
    # C.UTF-8 and UTC wherever the server was started from: nothing of it may depend on the caller's environment.
    surroundings: dict[str, Any] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}}
    if user is None:
        return surroundings
    uid, gid = ids(user)
    return surroundings | {"user": uid, "group": gid, "extra_groups": []}
