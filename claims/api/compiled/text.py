"""Expressions that make JSON text: `json` rather than `jsonb`, so that names keep their order."""

from typing import Any

from django.db import models
from django.db.models import Func, Subquery, TextField

AS_JSON = "as_json"


class JsonObject(Func):
    """{name: value, …} in the order given. Names are those of fields, and so need no escaping."""

    output_field = TextField()

    def __init__(self, **parts: Any) -> None:
        super().__init__(*parts.values())
        self.names = tuple(parts)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        pieces: list[str] = []
        params: list[Any] = []
        for name, value in zip(self.names, self.get_source_expressions(), strict=True):
            sql, given = compiler.compile(value)
            pieces.append(f"'{name}', {sql}")
            params.extend(given)
        return f"json_build_object({', '.join(pieces)})", tuple(params)


class JsonArray(Subquery):
    """The column `as_json` of some rows, as a list; in their own order, or in that of further columns of theirs."""

    output_field = TextField()

    def __init__(self, rows: models.QuerySet[Any], *, by: tuple[str, ...] = ()) -> None:
        order = f" ORDER BY {', '.join(f'listed.{column}' for column in by)}" if by else ""
        aggregate = f"json_agg(listed.{AS_JSON}{order})"
        self.template = f"(SELECT coalesce({aggregate}, '[]'::json) FROM (%(subquery)s) listed)"  # noqa: S608 -- columns are ours
        super().__init__(rows)


class Instant(Func):
    """An instant as the API writes it: in UTC, with microseconds where it has any."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        sql, params = compiler.compile(self.get_source_expressions()[0])
        whole = f"""to_char({sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
        return f"replace({whole}, '.000000Z', 'Z')", params
