"""Where a clone's data and sockets live."""

import os
from pathlib import Path

import pytest

from tracker.stack import place

USER = 1000
LONG = Path("/srv") / "/".join(["a-rather-long-directory-name"] * 8)


@pytest.mark.parametrize("clone", [Path("/srv/on-record"), LONG, Path("/srv/with blank"), Path("/srv/مكان")])
@pytest.mark.parametrize("uid", [0, USER])
def test_every_socket_fits_its_address_and_needs_no_escaping(clone: Path, uid: int) -> None:
    found = place.compute(clone, uid)
    for socket in (found.postgres_socket / ".s.PGSQL.5432.lock", found.valkey_socket):
        assert len(os.fsencode(socket)) < 104
        assert str(socket).isascii()
        assert " " not in str(socket)


def test_an_ordinary_users_data_stay_in_the_clone() -> None:
    found = place.compute(LONG, USER)
    assert found.postgres_data == LONG / "var" / "postgres"
    assert found.unprivileged is None


def test_a_short_path_keeps_its_sockets_in_the_clone_too() -> None:
    assert place.compute(Path("/srv/on-record"), USER).postgres_socket == Path("/srv/on-record/var/run")


def test_roots_postgresql_lives_outside_the_clone_and_runs_as_somebody_else() -> None:
    found = place.compute(Path("/root/on-record"), 0)
    assert found.postgres_data.parent.parent == Path("/var/lib/on-record")
    assert found.unprivileged == "nobody"


def test_secrets_and_locks_of_root_stay_in_the_clone() -> None:
    found = place.compute(Path("/root/on-record"), 0)
    assert found.secret_key.parent == found.lock("postgres").parent.parent == Path("/root/on-record/var")


@pytest.mark.parametrize("uid", [0, USER])
def test_two_clones_share_nothing(uid: int) -> None:
    one, other = place.compute(LONG / "one", uid), place.compute(LONG / "other", uid)
    assert not {one.postgres_data, one.postgres_socket, one.valkey_socket} & {
        other.postgres_data,
        other.postgres_socket,
        other.valkey_socket,
    }


def test_two_users_of_one_long_path_share_no_socket() -> None:
    assert place.compute(LONG, USER).valkey_socket != place.compute(LONG, USER + 1).valkey_socket


def test_a_fresh_clone_at_an_old_path_does_not_find_roots_old_data() -> None:
    clone = Path("/root/on-record")
    assert place.compute(clone, 0, "first").home != place.compute(clone, 0, "second").home
