"""What cannot work is said in one line, by whichever command comes across it."""

import os
import re
import socket
import subprocess

import pytest

from tests.stack.clones import Clone

IS_ROOT = os.geteuid() == 0


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that failed as it should."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr.strip()


def test_a_busy_port_starts_nothing(clone: Clone) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        line = refusal(clone.stack("run", PORT=str(port)))
    assert line.startswith(f"Port {port} is in use")
    assert not clone.place.postgres_data.exists()


@pytest.mark.parametrize("command", [("run",), ("backup",)])
@pytest.mark.skipif(IS_ROOT, reason="root can read everything")
def test_an_unreadable_var_is_named(clone: Clone, command: tuple[str, ...]) -> None:
    (clone.path / "var").mkdir(mode=0o000)
    assert refusal(clone.stack(*command)).startswith(f"{clone.path / 'var'} cannot be read and written by")


def test_var_as_a_file_is_named(clone: Clone) -> None:
    (clone.path / "var").touch()
    assert refusal(clone.stack("run")).startswith(f"{clone.path / 'var'} cannot be read and written by")
    assert refusal(clone.manage("showmigrations")).startswith(f"{clone.path / 'var'} cannot be read and written by")


@pytest.fixture
def set_up(clone: Clone) -> Clone:
    """A clone that has a database."""
    assert clone.stack("backup").returncode == 0
    return clone


@pytest.mark.parametrize("missing", ["global/pg_control", "PG_VERSION"])
def test_a_half_initialised_data_directory_is_named_and_kept(set_up: Clone, missing: str) -> None:
    data = set_up.place.postgres_data
    (data / missing).unlink()
    line = refusal(set_up.stack("backup"))
    assert line.startswith(f"{data} is only half initialised: remove that directory")
    assert (data / "base").exists()


def test_what_an_interrupted_set_up_left_is_named_and_kept(clone: Clone) -> None:
    assert clone.manage("version").returncode == 0
    half = clone.place.home / "postgres.new"
    half.mkdir(parents=True)
    # As root's own: it is ours to see, whoever PostgreSQL runs as.
    clone.place.home.chmod(0o711 if IS_ROOT else 0o700)
    assert refusal(clone.stack("backup")).startswith(f"{half} is only half initialised")
    assert half.exists()


def test_data_of_another_postgresql_are_left_alone(set_up: Clone) -> None:
    (set_up.place.postgres_data / "PG_VERSION").write_text("14\n")
    assert re.search(r"was written by PostgreSQL 14, but 1\d is installed", refusal(set_up.stack("backup")))


def test_a_lost_password_is_named_before_another_is_made(set_up: Clone) -> None:
    set_up.place.database_password.unlink()
    line = refusal(set_up.stack("backup"))
    assert line.startswith(f"{set_up.place.database_password} is missing")
    assert not set_up.place.database_password.exists()


def test_a_wrong_password_is_not_waited_for(set_up: Clone) -> None:
    set_up.place.database_password.write_text("wrong\n")
    assert "is not the password of" in refusal(set_up.stack("backup"))


def test_a_database_of_ones_own_that_does_not_answer(clone: Clone) -> None:
    url = "postgresql://me:hush@127.0.0.1:1/records?sslmode=disable"
    line = refusal(clone.stack("run", DATABASE_URL=url, REDIS_URL="redis://127.0.0.1:1/0"))
    assert line.startswith("DATABASE_URL (postgresql://me@127.0.0.1:1/records) cannot be used")
    assert "hush" not in line


def test_a_server_without_a_key_for_the_record_does_not_start(clone: Clone) -> None:
    given = {"DATABASE_URL": "postgresql://db/records", "REDIS_URL": "redis://redis:6379/0", "SECRET_KEY": "given"}
    assert refusal(clone.manage("check", **given)).startswith("RECORD_KEY is not set")


def test_a_server_without_a_secret_key_does_not_start(clone: Clone) -> None:
    given = {"DATABASE_URL": "postgresql://db/records", "REDIS_URL": "redis://redis:6379/0"}
    assert refusal(clone.manage("check", **given)).startswith("SECRET_KEY is not set")
    web = clone.call("-m", "gunicorn", "--config", "python:tracker.gunicorn", "tracker.wsgi", PORT="0", **given)
    assert refusal(web).startswith("SECRET_KEY is not set")
    worker = clone.call("-m", "celery", "--app", "tracker", "worker", **given)
    assert "SECRET_KEY is not set" in worker.stderr
    assert worker.returncode != 0


HOLD_THE_SUPERVISORS_LOCK = """
from tracker.stack.furnish import furnish_here
from tracker.stack.lock import held
with held(furnish_here().lock("supervisor")) as lock:
    lock.write_pid()
    print("held", flush=True)
    input()
"""


def test_a_second_run_in_one_clone_is_refused(clone: Clone) -> None:
    holder = clone.open("-c", HOLD_THE_SUPERVISORS_LOCK)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    assert refusal(clone.stack("run")) == f"On Record already runs from this clone (process {holder.pid})."
    holder.communicate(b"\n")
