"""The SQL of a whole shape, made once per reader."""

from functools import lru_cache
from typing import Any

from django.db import connections, models
from django.db.models import Func, TextField

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.objects import json_object
from claims.api.compiled.refusal import NotCompilable
from claims.api.compiled.text import AS_JSON
from claims.api.compiled.worked import Ruled
from claims.rules.actor import Actor

Statement = tuple[str, tuple[Any, ...]]
Run = tuple[str, ...]


def rows_of(shape: Any, actor: Actor) -> models.QuerySet[Any]:
    """`shape.rows(actor)`, to be narrowed further. It is worked out once per reader: what it asks for never changes."""
    return _rows(shape, actor).all()


@lru_cache(maxsize=1024)
def _rows(shape: Any, actor: Actor) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = shape.rows(actor)
    return rows


@lru_cache(maxsize=1024)
def runs_of(shape: Any, only: Run | None = None) -> tuple[tuple[bool, Run], ...]:
    """The names of a shape's fields, or of some, in their order: stretches that SQL makes (True), and such that a rule
    works out.
    """
    runs: list[tuple[bool, list[str]]] = []
    for name, field in shape().fields.items():
        if only is not None and name not in only:
            continue
        in_sql = not isinstance(field, Ruled)
        if not runs or runs[-1][0] != in_sql:
            runs.append((in_sql, []))
        runs[-1][1].append(name)
    return tuple((in_sql, tuple(names)) for in_sql, names in runs)


class Shown(Func):
    """The JSON text of a run of a shape's fields, in a query of the shape's own rows.

    Its SQL is worked out once per shape and reader, not for every request: a shape holds dozens of sub-queries, and
    Django takes longer over them than PostgreSQL.
    """

    output_field = TextField()

    def __init__(self, shape: Any, actor: Actor, run: Run) -> None:
        super().__init__()
        self.shape, self.actor, self.run = shape, actor, run

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        if compiler.query.get_initial_alias() != compiler.query.get_meta().db_table:
            raise NotCompilable("a shape is compiled for rows under the name of their table")
        return statement_of(self.shape, self.actor, self.run)


def _joined(query: Any) -> set[str]:
    """The tables that the query itself joins to its own."""
    return {name for name, joined in query.alias_map.items() if joined.join_type and query.alias_refcount[name]}


@lru_cache(maxsize=1024)
def statement_of(shape: Any, actor: Actor, run: Run) -> Statement:
    """The expression, written for the shape's table under its own name, with its parameters."""
    rows = shape.rows(actor)
    made = rows.order_by().values(**{AS_JSON: json_object(shape, Loaded(rows, actor), run)})
    if _joined(made.query) - _joined(rows.query):
        raise NotCompilable(f"{shape.__name__} joins tables of its own")
    compiler: Any = made.query.get_compiler(connection=connections[made.db])
    compiler.setup_query()
    sql, params = compiler.select[0][1]
    return f"({sql})::text", tuple(params)
