"""Which rows hold the words that somebody searches for.

Each table keeps its words in a generated column of its own (migration 0017), so that who may see them is who may see
the row, and what is changed or redacted is not found from that moment on. A QuerySet's `matching` narrows by it,
without an order; `models/search.py` ranks over all kinds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVectorField, TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, F, Func, Q, Value

from claims.models._base import SEARCH
from claims.models._similar import Plain
from claims.models._tsquery import Sql, exactly, otherwise
from claims.rules.bones import words_of
from claims.rules.search import LEAST_BONES, Wanted, wanted_of


class Lexemes(Func):
    """The words of a row: the column beside its key."""

    output_field: Any = SearchVectorField()

    def __init__(self) -> None:
        super().__init__(F("pk"))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        key, params = compiler.compile(self.get_source_expressions()[0])
        return f'{key.rpartition(".")[0]}."{SEARCH}"', params


class Holds(Lexemes):
    """Whether the query is met by the words of a row."""

    output_field: Any = models.BooleanField()

    def __init__(self, query: Sql) -> None:
        super().__init__()
        self.query = query

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        lexemes, params = super().as_sql(compiler, connection)
        statement, given = self.query
        return f"{lexemes} @@ {statement}", (*params, *given)


class Rank(Lexemes):
    """How well a row meets the query: more words, closer together, in a name rather than a text. From 0 to 1."""

    output_field: Any = models.FloatField()
    # Long texts hold more words (1); kept below 1 (32).
    NORMALIZATION = 1 | 32

    def __init__(self, query: Sql) -> None:
        super().__init__()
        self.query = query

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        lexemes, params = super().as_sql(compiler, connection)
        statement, given = self.query
        return f"ts_rank({lexemes}, {statement}, {self.NORMALIZATION})", (*params, *given)


def holding(rows: Any, query: Sql) -> Any:
    """The rows in whose words the query is met."""
    return rows.order_by().filter(Holds(query))


def alike(rows: Any, field: str, typed: str) -> Any:
    """The rows in whose `field`, a name, a part is nearly what was typed, by its trigrams; with their `likeness`."""
    words: Any = Plain(Value(" ".join(words_of(typed))))
    name: Any = Plain(F(field))
    found = rows.order_by().alias(called=name).filter(called__trigram_word_similar=words)
    return found.annotate(likeness=TrigramWordSimilarity(words, name))


@dataclass(frozen=True)
class Way:
    """Rows by whose words another row is found: a party by its aliases. `to` leads to the key of what is found.

    `names` are the fields that are compared by their trigrams as well.
    """

    rows: Any
    to: str = "pk"
    names: tuple[str, ...] = ()


def narrowed(rows: Any, typed: str, *ways: Way) -> Any:
    """Those of the rows that hold the words; if none does, those with words in other spellings or with a like name.

    What the reader does not see decides nothing: whether there is any is asked of `rows`.
    """
    wanted = wanted_of(typed)
    if not wanted:
        return rows.none()
    found = _union([holding(way.rows, exactly(wanted)).values(way.to) for way in ways])
    nothing = ~Exists(rows.order_by().filter(pk__in=found))
    fallbacks = [each.filter(nothing).values(to) for to, each in fallbacks_of(ways, wanted, typed)]
    return rows.filter(Q(pk__in=found) | Q(pk__in=_union(fallbacks))) if fallbacks else rows.filter(pk__in=found)


def fallbacks_of(ways: Iterable[Way], wanted: Wanted, typed: str) -> list[tuple[str, Any]]:
    """Where each leads, and the rows that hold the words in other spellings or have a like name."""
    query = otherwise(wanted, LEAST_BONES)
    spelt = [(way.to, holding(way.rows, query)) for way in ways] if query else []
    return spelt + [(way.to, alike(way.rows, name, typed)) for way in ways for name in way.names]


def _union(found: list[Any]) -> Any:
    return found[0].union(*found[1:], all=True) if found[1:] else found[0]
