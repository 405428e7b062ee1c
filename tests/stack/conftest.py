"""Clones to run the stack in."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stack import clones
from tests.stack.clones import Clone
from tracker.stack.lock import held


@pytest.fixture
def new_clone(tmp_path: Path) -> Iterator[Callable[[str], Clone]]:
    """Makes clones by name. None of them may leave a process behind."""
    if sys.platform != "linux":
        pytest.skip("tells processes apart by /proc")
    made: list[Clone] = []

    def make(name: str) -> Clone:
        made.append(clones.make(tmp_path / name))
        return made[-1]

    yield make
    for clone in made:
        clones.wait_until(lambda clone=clone: not clone.processes())  # type: ignore[misc]
    assert [clone.remove() for clone in made] == [[] for _ in made]


@pytest.fixture
def clone(new_clone: Callable[[str], Clone]) -> Clone:
    return new_clone("clone")


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's database, made once and put aside for clones to adopt. Parallel workers share it."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    seed = base / "seed"
    with held(base / "seed.lock"):
        if not seed.exists():
            make_seed(tmp_path_factory.mktemp("seed"), seed)
    return seed


def make_seed(directory: Path, seed: Path) -> None:
    clone = clones.make(directory / "clone")
    try:
        for command in (("migrate", "--verbosity=0"), ("load_example",)):
            done = clone.manage(*command)
            assert done.returncode == 0, done.stderr
        clone.put_aside(seed)
    finally:
        clone.remove()


@pytest.fixture
def filled(clone: Clone, seed: Path) -> Clone:
    """A clone that has been run before."""
    clone.adopt(seed)
    return clone
