"""Which claims say nearly what somebody is typing: by its words in full text, and by its trigrams.

Trigrams find what is worded or spelt differently, or typed in half; full text finds all the words in whatever order and
however far apart. Both go without case and accents, by indexes over the same expressions (migration 0030).
"""

from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVectorField,
    TrigramSimilarity,
    TrigramWordSimilarity,
)
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Greatest


class Plain(Func):
    """The words without case and accents, as both indexes have them."""

    function = "public.claims_plain"
    output_field = models.TextField()


class Lexemes(Func):
    """What the full-text index holds of an expression."""

    template = "to_tsvector('simple'::regconfig, %(expressions)s)"
    output_field = SearchVectorField()


def resembling(rows: Any, words: str) -> Any:
    """The rows whose `text` resembles the words, the most alike first, with their `likeness` (0 to 2)."""
    typed: Any = Plain(Value(words))
    wanted = SearchQuery(typed, config=Value("simple"), search_type="plain")
    plain: Any = Plain(F("text"))
    lexemes = Lexemes(plain)
    within = rows.order_by().alias(plain=plain, lexemes=lexemes)
    # Each index has a query of its own: joined by OR, every candidate of one would be measured by all three.
    alike = within.filter(plain__trigram_similar=typed).values("pk")
    parts = within.filter(plain__trigram_word_similar=typed).values("pk")
    worded = within.filter(lexemes=wanted).values("pk")
    likeness = Greatest(TrigramSimilarity(plain, typed), TrigramWordSimilarity(typed, plain)) + SearchRank(
        lexemes, wanted, normalization=Value(32)
    )
    found = rows.filter(pk__in=alike.union(parts, worded))
    return found.annotate(likeness=likeness).order_by("-likeness", "-pk")
