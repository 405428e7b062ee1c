"""Makes a place's directories, each private, and refuses those that somebody else could tamper with.

Only directories made here get a mode: what exists keeps its own.
"""

import os
import pwd
import stat
from pathlib import Path

from tracker.stack import private_files
from tracker.stack.errors import StackError
from tracker.stack.place import CLONE, ROOTS_HOME, Place, here, identity_file
from tracker.stack.unprivileged import ids

PASSABLE = 0o711  # others may pass through to what is theirs, and see no names


def furnish(place: Place) -> Place:
    """All directories that the stack writes to exist and are safe afterwards."""
    for directory in (place.var, place.var / "log", place.var / "lock"):
        _usable(directory)
    if place.unprivileged:
        if place.home.parent == ROOTS_HOME:
            _own(ROOTS_HOME, mode=0o755)
        _own(place.home, mode=PASSABLE)
    _own(place.postgres_socket, owner=place.unprivileged)
    _own(place.valkey_socket.parent)
    return place


def furnish_here(clone: Path = CLONE) -> Place:
    """This clone's place, furnished. Its identity comes first, because root's paths depend on it."""
    _usable(clone / "var")
    private_files.read_or_create(identity_file(clone))
    return furnish(here(clone))


def _usable(directory: Path) -> None:
    """Make a directory of ours under `var/`, or say why it cannot be used."""
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        usable = os.access(directory, os.R_OK | os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise StackError(f"{directory} cannot be read and written by {whoami()}: give it to them, or use a clone.")


def _own(directory: Path, *, mode: int = 0o700, owner: str | None = None) -> None:
    """Make a directory, or make sure that an existing one is its owner's alone and no symbolic link."""
    uid, gid = ids(owner) if owner else (os.geteuid(), os.getegid())
    try:
        directory.mkdir(parents=True)
    except FileExistsError:
        _refuse_foreign(directory, uid, mode)
    except OSError as error:
        raise StackError(f"{directory} cannot be made ({error.strerror}).") from error
    else:
        os.chown(directory, uid, gid)
        directory.chmod(mode)


def _refuse_foreign(directory: Path, uid: int, mode: int) -> None:
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) & ~mode:
        raise StackError(f"{directory} is not a private directory (mode {mode:o}): move it out of the way.")


def whoami() -> str:
    """The user's name, or number where it has none (containers)."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"user {os.geteuid()}"
