"""A backup holds everything; a restore is all or nothing."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.stack.clones import Clone

COUNT = "from claims.models import Change as C, Newsroom as N; print(C.objects.count(), N.objects.get().name)"
RENAME = "from claims.models import Newsroom as N; print(N.objects.update(name='Somebody else'))"
LATER = "from django.db import connection as c; c.cursor().execute('create table later ()')"


def shell(clone: Clone, code: str, **variables: str) -> str:
    done = clone.manage("shell", "--no-imports", "-c", code, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.journey
def test_a_restore_puts_everything_back_and_takes_what_came_later_away(filled: Clone) -> None:
    before = shell(filled, COUNT)
    backup = filled.stack("backup")
    assert backup.returncode == 0, backup.stderr
    dump = Path(backup.stdout.strip())
    assert dump.parent == filled.path / "var" / "backups"
    assert dump.stat().st_mode & 0o777 == 0o600
    shell(filled, RENAME)
    shell(filled, LATER)
    assert shell(filled, COUNT) != before

    restored = filled.stack("restore", "--force", str(dump))
    assert restored.returncode == 0, restored.stderr
    assert shell(filled, COUNT) == before
    shell(filled, LATER)
    assert filled.manage("migrate", "--check").returncode == 0
    assert filled.processes() == []


@pytest.mark.journey
def test_a_damaged_backup_changes_nothing(filled: Clone) -> None:
    dump = Path(filled.stack("backup").stdout.strip())
    whole = dump.read_bytes()
    dump.write_bytes(whole[: len(whole) * 2 // 3])
    shell(filled, RENAME)
    before = shell(filled, COUNT)
    restored = filled.stack("restore", "--force", str(dump))
    assert restored.returncode == 1
    assert len(restored.stderr.splitlines()) == 1
    assert shell(filled, COUNT) == before


def test_a_restore_asks_first_and_takes_silence_for_no(clone: Clone) -> None:
    dump = clone.path / "any.dump"
    dump.write_bytes(b"")
    done = clone.stack("restore", str(dump))
    assert done.returncode == 1
    assert done.stderr == "Nothing was changed.\n"
    assert not clone.place.postgres_data.exists()


@pytest.mark.parametrize("name", ["", "no-such.dump"])
def test_a_restore_wants_to_know_which_backup(clone: Clone, name: str) -> None:
    done = clone.stack("restore", name)
    assert done.returncode == 1
    assert done.stderr.startswith("Say which backup: make restore FILE=")


def test_a_database_of_ones_own_is_backed_up_and_restored_in_its_place(clone: Clone) -> None:
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        name = sql.Identifier(f"backup_{os.getpid()}")
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            url = urlsplit(server)._replace(path=f"/backup_{os.getpid()}").geturl()
            round_trip(clone, url)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def round_trip(clone: Clone, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1)")
        backup = clone.stack("backup", DATABASE_URL=url)
        assert backup.returncode == 0, backup.stderr
        connection.execute("UPDATE t SET n = 2")
        restored = clone.stack("restore", "--force", backup.stdout.strip(), DATABASE_URL=url)
        assert restored.returncode == 0, restored.stderr
        assert connection.execute("SELECT n FROM t").fetchall() == [(1,)]
    assert not clone.place.postgres_data.exists()
