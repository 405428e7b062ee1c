"""Statements that are sent again and again: written once per process, planned once per connection.

Django works the text of a query out anew each time, and PostgreSQL its plan. Over a query with dozens of sub-queries
both take longer than running it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from psycopg.types.string import StrDumper

M = TypeVar("M", bound=models.Model)
Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]


class PreparedCursor(ServerBindingCursor):
    """Parameters go beside the statement. A string is text: between two of them PostgreSQL could not tell."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adapters.register_dumper(str, StrDumper)  # type: ignore[attr-defined] # Django's class has two faces


def fetched(sql: str, params: Parameters, using: str = "default") -> list[Row]:
    """What the statement gives. Sent often enough on one connection, it is prepared there.

    Where something rewrites statements on their way (`as_known_at`), or keeps a log of them, they go the usual one.
    """
    with _cursor(using) as cursor:
        cursor.execute(sql, params)
        found: list[Row] = cursor.fetchall()
    return found


def executed(sql: str, params: Parameters, using: str = "default") -> None:
    """Send a statement that gives nothing back, in the same way."""
    with _cursor(using) as cursor:
        cursor.execute(sql, params)


def _cursor(using: str) -> Any:
    connection: Any = connections[using]
    connection.ensure_connection()
    watched = connection.execute_wrappers or connection.queries_logged
    if watched or connection.connection.prepare_threshold is None:
        return connection.cursor()
    return connection._prepare_cursor(PreparedCursor(connection.connection))


class Given(Expression):
    """A value that is not known yet when the query is written."""

    output_field = models.BigIntegerField()  # what is compared with it decides what it has to be

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Written:
    """The text of a query with its parameters, some of which are `Given` when it is sent."""

    def __init__(self, rows: models.QuerySet[Any, Any]) -> None:
        self.using = rows.db
        self.compiler: Any = rows.query.get_compiler(using=rows.db)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
        self.params = tuple(params)

    def fetched(self, **given: Any) -> list[Row]:
        """What it gives for these values."""
        if not self.sql:
            return []
        bound = [given[each.name] if isinstance(each, Given) else each for each in self.params]
        return fetched(self.sql, bound, self.using)


class WrittenRows(Written, Generic[M]):
    """The same of a query for whole rows, with those that `select_related` joins to them."""

    def __init__(self, rows: models.QuerySet[M]) -> None:
        super().__init__(rows)
        if self.sql:
            described, select = self.compiler.klass_info, self.compiler.select
            start, end = described["select_fields"][0], described["select_fields"][-1] + 1
            self._model, self._columns = described["model"], slice(start, end)
            self._names = [column[0].target.attname for column in select[start:end]]
            self._related = get_related_populators(described, select, rows.db)  # type: ignore[call-arg] # of Django 6
            self._annotations = self.compiler.annotation_col_map or {}
            self._converters = self.compiler.get_converters([column[0] for column in select])

    def first(self, **given: Any) -> M | None:
        """The first row for these values, if there is one."""
        found = self.fetched(**given)
        return self._made(found[0]) if found else None

    def all(self, **given: Any) -> list[M]:
        """All rows for these values."""
        return [self._made(row) for row in self.fetched(**given)]

    def _made(self, row: Row) -> M:
        if self._converters:
            row = next(iter(self.compiler.apply_converters([row], self._converters)))
        made: M = self._model.from_db(self.using, self._names, row[self._columns])
        for each in self._related:
            each.populate(row, made)
        for name, place in self._annotations.items():
            setattr(made, name, row[place])
        return made
