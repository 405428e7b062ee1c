"""What was found, to be shown: names, and where in which texts the words stand. A fixed number of queries a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from claims.models._search import holding
from claims.models._tsquery import exactly, highlighted, otherwise
from claims.models.claim import ClaimUtterance
from claims.models.search import MODELS, Hit
from claims.models.utterance import Utterance
from claims.rules.actor import Actor
from claims.rules.bones import folded
from claims.rules.highlights import BEGINS, ENDS, Piece, pieces_of, whole
from claims.rules.search import LEAST_BONES, Wanted, wanted_of
from claims.vocabulary import Findable

HEADLINES = """
SELECT ts_headline(claims_config(language), words, {query}, 'HighlightAll=true, StartSel={begins}, StopSel={ends}')
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS texts (language, words, place) ORDER BY place
"""


@dataclass(frozen=True)
class Text:
    """One of the texts by which a row is found: its column, its words and in which language they are."""

    field: str
    words: str
    language: str = ""


@dataclass(frozen=True)
class Highlight:
    """A text in pieces, some of which were searched for."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """A hit as it is shown. `reference` is its incident's; `rank` is from 0 to 1. The first highlight is its name."""

    hit: Hit
    row: Any
    reference: str
    name: str
    highlights: tuple[Highlight, ...]

    @property
    def rank(self) -> float:
        return self.hit.score / 1_000_000


def shown(hits: list[Hit], typed: str, *, actor: Actor) -> list[Found]:
    """The hits with what is shown of them; one that cannot be seen any more is left out."""
    wanted = wanted_of(typed)
    rows = {kind: _rows(kind, {hit.id for hit in hits if hit.kind == kind}, actor) for kind in Findable}
    said = _said([hit.id for hit in hits if hit.kind == Findable.CLAIM], wanted, actor)
    seen = [(hit, rows[hit.kind][hit.id]) for hit in hits if hit.id in rows[hit.kind]]
    texts = [[*_texts(hit.kind, row), *(said[hit.id] if hit.kind == Findable.CLAIM else [])] for hit, row in seen]
    marked = iter(_marked([text for each in texts for text in each], wanted))
    return [
        _found(hit, row, [(text, next(marked)) for text in each], wanted)
        for (hit, row), each in zip(seen, texts, strict=True)
    ]


def _rows(kind: Findable, keys: set[int], actor: Actor) -> dict[int, Any]:
    if not keys:
        return {}
    rows = MODELS[kind].objects.visible_to(actor).filter(pk__in=keys)
    if kind is Findable.CLAIM:
        rows = rows.select_related("incident")
    elif kind is Findable.PARTY:
        rows = rows.prefetch_related("aliases")
    elif kind is Findable.SOURCE:
        rows = rows.select_related("outlet")
    return {row.pk: row for row in rows}


def _texts(kind: Findable, row: Any) -> list[Text]:
    """The name first."""
    if kind is Findable.INCIDENT:
        return [Text("title", row.title), Text("place_name", row.place_name), Text("summary", row.summary)]
    if kind is Findable.CLAIM:
        return [Text("text", row.text)]
    if kind is Findable.PARTY:
        return [Text("name", row.name), *(Text("alias", alias.name) for alias in row.aliases.all())]
    outlet = [Text("outlet", row.outlet.name)] if row.outlet else []
    return [Text("title", row.title, row.language), *outlet, Text("author", row.author), Text("url", row.url)]


def _said(claims: list[int], wanted: Wanted, actor: Actor) -> dict[int, list[Text]]:
    """Per claim the words and translations in which something was found, as far as the reader is told of them."""
    said: dict[int, list[Text]] = defaultdict(list)
    if not claims:
        return said
    query, others = exactly(wanted), otherwise(wanted, LEAST_BONES)
    either = (f"({query[0]} || {others[0]})", [*query[1], *others[1]]) if others else query
    links = ClaimUtterance.objects.told_to(actor).filter(claim__in=claims)
    here = Utterance.objects.filter(pk__in=links.values("utterance"))
    found = links.filter(utterance__in=holding(here, either)).select_related("utterance").order_by("-pk")
    for link in found:
        told = link.utterance
        said[link.claim_id] += [Text("words", told.words, told.language), Text("translation", told.translation)]
    return said


def _marked(texts: list[Text], wanted: Wanted) -> list[str]:
    """The folded texts with marks around the words that the database takes for those searched for."""
    if not texts:
        return []
    query, given = highlighted(wanted)
    languages = [text.language or _guessed(text.words) for text in texts]
    statement = HEADLINES.format(query=query, begins=BEGINS, ends=ENDS)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, languages, [folded(text.words) for text in texts]])
        return [words for (words,) in cursor.fetchall()]


def _guessed(words: str) -> str:
    """Of what language the stems are that are looked for in a text whose language nobody stated."""
    return "ar" if any("\u0621" <= each <= "\u064a" for each in words) else "en"


def _found(hit: Hit, row: Any, texts: list[tuple[Text, str]], wanted: Wanted) -> Found:
    matching = _matching(texts, wanted, otherwise=False) or _matching(texts, wanted, otherwise=True)
    name = texts[0][0]
    named = [each for each in matching if each.field == name.field][:1]
    rest = [each for each in matching if each.field != name.field]
    first = named[0] if named else Highlight(name.field, whole(name.words))
    incident = row.incident if hit.kind is Findable.CLAIM else row
    return Found(hit, row, getattr(incident, "reference", ""), name.words, (first, *rest))


def _matching(texts: Iterable[tuple[Text, str]], wanted: Wanted, *, otherwise: bool) -> list[Highlight]:
    found = ((text, pieces_of(text.words, marked, wanted, otherwise=otherwise)) for text, marked in texts)
    return [Highlight(text.field, pieces) for text, pieces in found if pieces]
