"""The statements that our endpoint sends, kept, and sent again the way it sends them."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from claims.models.prepared import PreparedCursor, executed, fetched

# Who asks is none of the bare view's business.
TOKENS = ('SELECT "claims_apitoken"', 'UPDATE "claims_apitoken"')


@dataclass(frozen=True)
class Sent:
    """One statement with its parameters; whether it was prepared, and the id that it gave to a new row."""

    sql: str
    params: Any
    prepared: bool
    new_id: int | None = None


def statements_of(call: Callable[[], object]) -> list[Sent]:
    """All that is sent while `call` runs, but for the token; of a write the INSERTs alone."""
    with _listening() as sent:
        call()
    kept = [each for each in sent if not each.sql.startswith(TOKENS)]
    inserts = [each for each in kept if each.sql.startswith("INSERT")]
    return inserts or [each for each in kept if each.sql.startswith(("SELECT", "WITH"))]


@contextmanager
def _listening() -> Iterator[list[Sent]]:
    sent: list[Sent] = []
    usual = CursorWrapper.execute

    def execute(self: Any, given: Any, params: Any = None) -> Any:
        sql = given if isinstance(given, str) else given.as_string()
        done = usual(self, given, params)
        new_id = None
        if sql.startswith("INSERT") and "RETURNING" in sql:
            new_id = self.fetchone()[0]
            self.scroll(-1)
        sent.append(Sent(sql, params, isinstance(self.cursor, PreparedCursor), new_id))
        return done

    with patch.object(CursorWrapper, "execute", execute):
        yield sent


def replayed(statements: list[Sent]) -> bytes:
    """The statements sent again. Of reads the JSON of the first that makes some is passed on, of writes the new id."""
    if statements[0].sql.startswith("INSERT"):
        return b'{"id":%d}' % _written(statements)
    found = [(each.sql, _rows(each)) for each in statements]
    rows = next((rows for sql, rows in found if "json_build_object" in sql[:200]), found[0][1])
    return ('{"results":[' + ",".join(str(row[-1]) for row in rows) + "]}").encode()


def _rows(sent: Sent) -> list[Any]:
    if sent.prepared:
        return fetched(sent.sql, sent.params)
    with connection.cursor() as cursor:
        cursor.execute(sent.sql, sent.params)
        return cursor.fetchall()


@transaction.atomic
def _written(statements: list[Sent]) -> int:
    """The same rows once more; what named a row of then names that of now."""
    now: dict[Any, int] = {}
    for each in statements:
        params = _renamed(each.params, now)
        if each.prepared:
            executed(each.sql, params)
            continue
        with connection.cursor() as cursor:
            cursor.execute(each.sql, params)
            if each.new_id is not None:
                now[each.new_id] = cursor.fetchone()[0]
    return next(iter(now.values()))


def _renamed(params: Any, now: dict[Any, int]) -> Any:
    if isinstance(params, dict):
        return {name: _renamed(value, now) for name, value in params.items()}
    if isinstance(params, list | tuple):
        return [_renamed(value, now) for value in params]
    return now.get(params, params) if isinstance(params, int) else params


def keep(path: Path, statements: dict[str, list[Sent]]) -> None:
    """For the servers to read."""
    path.write_bytes(pickle.dumps(statements))


def load(path: Path) -> dict[str, list[Sent]]:
    """What `keep` kept."""
    found: dict[str, list[Sent]] = pickle.loads(path.read_bytes())  # noqa: S301 -- written by ourselves just now
    return found
