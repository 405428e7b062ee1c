"""Statements whose text is kept: of one row by its key, and of a page that nothing narrows.

What else is asked for is written anew each time, and prepared all the same when it comes again.
"""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Cut:
    """What is asked of a list's rows: its page, in its order. Of equal `place` is whoever asks for the same."""

    place: Hashable
    of: Callable[[Any], models.QuerySet[Any]] = field(compare=False)


def page_shown(shape: Any, actor: Actor, rows: models.QuerySet[Any], cut: Cut, *also: str, **given: Any) -> list[Row]:
    """`compiled_rows` of `cut.of(rows)`, of which some values may be `Given`. The text is kept if nothing narrows
    `rows` beyond what the shape's own are."""
    if _same(rows.query, rows_of(shape, actor).query):
        return _page_shown(shape, actor, cut, also).fetched(**given)
    return Written(compiled_rows(cut.of(rows), shape, actor, *also)).fetched(**given)


@lru_cache(maxsize=KEPT)
def _page_shown(shape: Any, actor: Actor, cut: Cut, also: tuple[str, ...]) -> Written:
    return Written(compiled_rows(cut.of(rows_of(shape, actor)), shape, actor, *also))


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
