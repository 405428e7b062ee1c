"""Directories that nobody else can tamper with."""

import os
from pathlib import Path

import pytest

from tracker.stack.errors import StackError
from tracker.stack.furnish import furnish
from tracker.stack.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "var", tmp_path / "var", tmp_path / "run", tmp_path / "run" / "valkey.sock")


def test_everything_made_is_private(place: Place) -> None:
    furnish(place)
    for directory in (place.var, place.var / "log", place.var / "lock", place.postgres_socket):
        assert directory.stat().st_mode & 0o777 == 0o700


def test_furnishing_twice_changes_nothing(place: Place) -> None:
    furnish(place)
    (place.var / "log" / "kept").touch()
    furnish(place)
    assert (place.var / "log" / "kept").exists()


def test_an_existing_var_keeps_its_mode(place: Place) -> None:
    place.var.mkdir()
    place.var.chmod(0o750)
    furnish(place)
    assert place.var.stat().st_mode & 0o777 == 0o750


def test_a_socket_directory_that_others_may_enter_is_refused(place: Place) -> None:
    place.postgres_socket.mkdir()
    place.postgres_socket.chmod(0o755)
    with pytest.raises(StackError, match="is not a private directory"):
        furnish(place)
    assert place.postgres_socket.stat().st_mode & 0o777 == 0o755


def test_a_link_in_the_place_of_the_socket_directory_is_refused(place: Place, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    place.postgres_socket.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StackError, match="is not a private directory"):
        furnish(place)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a directory away")
def test_somebody_elses_socket_directory_is_refused(place: Place) -> None:
    place.postgres_socket.mkdir(mode=0o700)
    os.chown(place.postgres_socket, 65534, 65534)
    with pytest.raises(StackError, match="is not a private directory"):
        furnish(place)


def test_a_file_in_the_place_of_var_is_one_line(place: Place) -> None:
    place.var.touch()
    with pytest.raises(StackError, match="cannot be read and written"):
        furnish(place)
