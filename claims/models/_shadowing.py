"""Puts shadows in front of a statement: `WITH claims_claim AS (…) SELECT … FROM claims_claim`.

A name that WITH defines stands for the table of that name in the whole statement, subqueries included; what is written
`public.claims_claim` still is the table.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from claims.models._point import Point
from claims.models._shadows import record_until, shadow_of, shadowed

RECORD = "claims_change"
# Each reads the ones before it.
VIEWS = ("claims_utteranceoccurrence", "claims_sourceoccurrence", "claims_partyoccurrence", "claims_flagconcern")

COMMENT = re.compile(r"('(?:[^']|'')*')|--[^\n]*|/\*.*?\*/", re.DOTALL)
QUOTED = re.compile(r"'(?:[^']|'')*'")
NAMED = re.compile(r'"(?:[^"]|"")*"')
TABLE = re.compile(r'(?<![.\w"])"?(claims_[a-z_]+)"?(?!\w)')
READS = re.compile(r"[\s(]*(SELECT|WITH)\b", re.IGNORECASE)
WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY|CALL|INTO|SHARE)\b", re.IGNORECASE)
STEPS = re.compile(r"\s*(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)\b", re.IGNORECASE)
WITH = re.compile(r"\s*WITH\s+(RECURSIVE\s+)?", re.IGNORECASE)


class NotARead(Exception):
    """Something else than a plain SELECT was sent while the past is shown: a mistake of ours."""


class Shadowing:
    """An execute wrapper of the connection, for one point. `views` are the definitions of the views, by name."""

    def __init__(self, point: Point, views: Mapping[str, str]) -> None:
        self.point = point
        self.views = views
        self._made: dict[str, str] = {}

    def __call__(self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any) -> Any:
        text = statement if isinstance(statement, str) else statement.as_string(context["connection"].connection)
        return execute(text if STEPS.match(text) else self.of(text), params, many, context)

    def of(self, statement: str) -> str:
        """The statement as of the point. The shadows hold no parameter, so that its own keep their places."""
        statement = COMMENT.sub(lambda found: found[1] or " ", statement)
        bare = QUOTED.sub("''", statement)
        if not READS.match(bare) or WRITES.search(NAMED.sub("", bare)):
            raise NotARead(statement[:200])
        wanted = self._with_what_they_read({name for name in TABLE.findall(bare) if self._has_shadow(name)})
        if not wanted:
            return statement
        shadows = ",\n".join(f"{name} AS NOT MATERIALIZED ({self._shadow(name)})" for name in wanted)
        own = WITH.match(statement)
        if own is None:
            return f"WITH {shadows}\n{statement}"
        recursive = "RECURSIVE " if own.group(1) else ""
        return f"WITH {recursive}{shadows},\n{statement[own.end() :]}"

    def _has_shadow(self, name: str) -> bool:
        return name in shadowed() or name in self.views or name == RECORD

    def _with_what_they_read(self, names: set[str]) -> list[str]:
        """The names in an order in which each stands after those that it reads."""
        views: list[str] = []
        for view in reversed(VIEWS):
            if view in names:
                views.insert(0, view)
                names = names | set(TABLE.findall(self.views[view]))
        return [*sorted(name for name in names if name in shadowed() or name == RECORD), *views]

    def _shadow(self, name: str) -> str:
        if name not in self._made:
            self._made[name] = self._sql(name)
        return self._made[name]

    def _sql(self, name: str) -> str:
        if name in self.views:
            return self.views[name].rstrip().rstrip(";")
        return record_until(self.point) if name == RECORD else shadow_of(name, self.point)
