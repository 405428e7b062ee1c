"""A newsroom full of data to measure on, written by COPY: never beside anybody's real rows.

What people edit (incidents, parties, sources, utterances, claims) is recorded as if somebody had entered it; their
parts are not recorded by themselves. All constraints and triggers hold while it is written.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql

from claims.actions._bench_rows import Rows, rows_of
from claims.actions._changes import insert_changes, stored
from claims.actions.newsrooms import create_newsroom
from claims.models import Claim, Incident, Newsroom, Party, Source, Utterance
from claims.rules.actor import Actor, command
from claims.rules.roles import require_command
from claims.vocabulary import Verb

RECORDED: dict[type[models.Model], Verb] = {
    Party: Verb.PARTY_ADDED,
    Source: Verb.SOURCE_ADDED,
    Incident: Verb.INCIDENT_OPENED,
    Utterance: Verb.UTTERANCE_RECORDED,
    Claim: Verb.CLAIM_RECORDED,
}


@transaction.atomic
def make_bench_newsroom(*, slug: str, incidents: int, claims: int, by: Actor, at: datetime) -> Newsroom:
    """A new newsroom with so many incidents and claims, and what hangs on them; RuleBroken if its name is taken."""
    require_command(by)
    newsroom = create_newsroom(slug=slug, name=f"Benchmark {slug}", by=by, at=at)
    for model, columns, rows in rows_of(newsroom.pk, incidents=incidents, claims=claims, at=at, ids=_ids):
        _copy(model, columns, rows)
    for model, verb in RECORDED.items():
        _record(model, verb, command(by.name, newsroom.pk), at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return newsroom


def _ids(model: type[models.Model], count: int) -> list[int]:
    """Keys for so many rows that nobody else gets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _copy(model: type[models.Model], columns: tuple[str, ...], rows: Rows) -> None:
    """Write the rows; columns that are not named have the value that an unfilled field has."""
    left = [field for field in model._meta.concrete_fields if field.column not in columns and not field.null]
    left = [field for field in left if not field.primary_key]
    constants = [json.dumps(value) if isinstance(value := field.get_default(), dict) else value for field in left]
    names = [*columns, *(str(field.column) for field in left)]
    behind = "".join(f"\t{_plain(value)}" for value in constants)
    with connection.cursor() as cursor:
        statement = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(
            table=sql.Identifier(model._meta.db_table), columns=sql.SQL(", ").join(map(sql.Identifier, names))
        )
        with cursor.copy(statement) as copy:
            for batch in _batches(rows, behind):
                copy.write(batch)


def _batches(rows: Rows, behind: str) -> Iterable[str]:
    lines: list[str] = []
    for row in rows:
        lines.append("\t".join(map(_plain, row)) + behind)
        if len(lines) == 2000:
            yield "\n".join(lines) + "\n"
            lines = []
    if lines:
        yield "\n".join(lines) + "\n"


def _plain(value: Any) -> str:
    """A value as COPY takes it; our words hold neither tabs nor backslashes."""
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


def _record(model: type[models.Model], verb: Verb, by: Actor, at: datetime) -> None:
    source = stored(model, sql.SQL("newsroom_id = {}").format(by.newsroom_id))
    statement, params = insert_changes(model, source, verb, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
