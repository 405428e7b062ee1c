"""Statements whose text is kept: of one row by its key here, of the first page of a list beside its declaration."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models.sql.where import WhereNode

from claims.api.compiled.answers import Row, compiled_rows
from claims.api.compiled.statements import rows_of
from claims.models.prepared import Given, Written
from claims.rules.actor import Actor

KEPT = 1024  # of each kind: a shape and a reader


def one_shown(shape: Any, actor: Actor, key: int) -> list[Row]:
    """`compiled_rows` of the row of this key; empty if the actor sees none."""
    return _one_shown(shape, actor).fetched(key=key)


@lru_cache(maxsize=KEPT)
def _one_shown(shape: Any, actor: Actor) -> Written:
    rows = rows_of(shape, actor).filter(pk=Given("key")).order_by()
    return Written(compiled_rows(rows, shape, actor)[:1])


def untouched(rows: models.QuerySet[Any], shape: Any, actor: Actor) -> bool:
    """Whether nothing narrows or orders these rows beyond what the reader may see of the shape."""
    return _same(rows.query, rows_of(shape, actor).query)


def _same(query: Any, other: Any) -> bool:
    """Whether nothing was asked of one query beyond the other, of which it is a copy. In doubt it was."""
    mine, theirs = dict(vars(query)), dict(vars(other))
    return (
        _same_conditions(mine.pop("where"), theirs.pop("where"))
        and _identical(mine.pop("annotations").items(), theirs.pop("annotations").items())
        and mine == theirs
    )


def _same_conditions(mine: Any, theirs: Any) -> bool:
    """A copy has nodes of its own, and in them the very conditions of the other."""
    if not isinstance(mine, WhereNode) or not isinstance(theirs, WhereNode):
        return mine is theirs
    same = (mine.connector, mine.negated, len(mine.children)) == (
        theirs.connector,
        theirs.negated,
        len(theirs.children),
    )
    return same and all(map(_same_conditions, mine.children, theirs.children))


def _identical(mine: Collection[tuple[str, Any]], theirs: Collection[tuple[str, Any]]) -> bool:
    pairs = zip(mine, theirs, strict=False)
    return len(mine) == len(theirs) and all(one == two and a is b for (one, a), (two, b) in pairs)
