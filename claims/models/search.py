"""One search over incidents, claims, parties and sources, the best first.

Every way of finding is a query of its own over what the reader sees; the newest `MOST` of each are ranked, so that a
word that stands everywhere costs no more than a rare one. Other spellings are tried for a kind of which nothing else is
found.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Value

from claims.models._search import Rank, Way, alike, holding
from claims.models._tsquery import Sql, exactly, otherwise
from claims.models._visible import keys_seen
from claims.models.claim import Claim
from claims.models.incident import Incident
from claims.models.party import Party, PartyAlias
from claims.models.source import Source
from claims.models.utterance import Utterance
from claims.rules.actor import Actor
from claims.rules.search import LEAST_BONES, Wanted, wanted_of
from claims.vocabulary import Findable

MOST = 1000
# What was only found in another spelling comes after what was found as it was typed.
OTHERWISE = 0.1
MILLION = 1_000_000

MODELS: dict[Findable, Any] = {
    Findable.INCIDENT: Incident,
    Findable.CLAIM: Claim,
    Findable.PARTY: Party,
    Findable.SOURCE: Source,
}

# The page, and a row of each kind of which anything was found at all.
STATEMENT = """
WITH found AS MATERIALIZED (
    SELECT kind, id, (max(score) * 1000000)::integer AS score FROM ({found}) each (kind, id, score) GROUP BY kind, id
), placed AS (
    SELECT kind, id, score, row_number() OVER (PARTITION BY kind ORDER BY score DESC, id DESC) AS place FROM found
)
(SELECT kind, id, score FROM placed
WHERE (%s::integer IS NULL OR (-score, kind, -id) > (-%s::integer, %s, -%s::bigint))
    AND (%s::integer IS NULL OR place <= %s)
ORDER BY score DESC, kind, id DESC LIMIT %s)
UNION ALL SELECT kind, 0, -1 FROM found GROUP BY kind
"""
FOUND = "SELECT '{kind}', id, score FROM ({found}) {kind}_found (id, score)"
# A row between: its table, its column for the row that holds the words, and that for what is found.
# Joined behind the cut, so that the planner never joins the tables whole.
THROUGH = {
    "links__claim": ("claims_claimutterance", "utterance_id", "claim_id"),
    "published": ("claims_source", "outlet_id", "id"),
}
JOINED = """SELECT '{kind}', link.{to}, score FROM ({found}) {kind}_by (id, score)
JOIN {table} link ON link.{by} = {kind}_by.id"""
OF_SEEN = "SELECT '{kind}', id, score FROM ({found}) {kind}_seen (kind, id, score) WHERE id IN ({seen})"


@dataclass(frozen=True)
class Hit:
    """A row that was found. `score` is a whole number of millionths; the order is by score, kind and newest."""

    score: int
    kind: Findable
    id: int

    @property
    def place(self) -> str:
        """Where a page of one kind ends, for the address of the next."""
        return f"{self.score}.{self.id}"


def search(
    typed: str,
    *,
    actor: Actor,
    kinds: Collection[Findable] = tuple(Findable),
    after: Hit | None = None,
    each: int | None = None,
    limit: int,
) -> list[Hit]:
    """What the reader may see of what was searched for: at most `limit`, and `each` of a kind; behind `after`."""
    wanted = wanted_of(typed)
    if not wanted or not kinds:
        return []
    cut = (after, each, limit)
    hits, found = _run(_exact(wanted, actor, kinds), cut)
    missed = [kind for kind in kinds if kind not in found]
    others, _found = _run(_otherwise(wanted, typed, actor, missed), cut)
    return sorted([*hits, *others], key=lambda hit: (-hit.score, hit.kind, -hit.id))[:limit]


def _run(ways: Iterator[Sql], cut: tuple[Hit | None, int | None, int]) -> tuple[list[Hit], set[Findable]]:
    """The page of what is found in any of these ways, and the kinds of which there is anything."""
    listed = list(ways)
    if not listed:
        return [], set()
    after, each, limit = cut
    statement = STATEMENT.format(found=" UNION ALL ".join(found for found, _given in listed))
    given = [word for _found, words in listed for word in words]
    behind = (after.score, after.score, after.kind, after.id) if after else (None,) * 4
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *behind, each, each, limit])
        rows = cursor.fetchall()
    hits = [Hit(score, Findable(kind), key) for kind, key, score in rows if score >= 0]
    return hits, {Findable(kind) for kind, _key, score in rows if score < 0}


def ways_of(kind: Findable, actor: Actor) -> list[Way]:
    """By which rows one of this kind is found; of the first, the reader sees each."""
    if kind is Findable.INCIDENT:
        return [Way(Incident.objects.visible_to(actor), names=Incident.NAMES)]
    if kind is Findable.CLAIM:
        # Of an utterance that is not withheld the reader sees as much as of the claims that hang on it.
        said = Utterance.objects.told_to(actor)
        return [Way(Claim.objects.visible_to(actor)), Way(said, "links__claim")]
    if kind is Findable.PARTY:
        standing = Party.objects.visible_to(actor).not_merged()
        aliases = PartyAlias.objects.of(actor).filter(party__merged_into__isnull=True)
        return [Way(standing, names=("name",)), Way(aliases, "party", names=("name",))]
    outlets = Party.objects.of(actor)
    return [Way(Source.objects.visible_to(actor), names=("title",)), Way(outlets, "published", names=("name",))]


def _exact(wanted: Wanted, actor: Actor, kinds: Collection[Findable]) -> Iterator[Sql]:
    query = exactly(wanted)
    for kind in kinds:
        for way in ways_of(kind, actor):
            yield _seen(kind, way, holding(way.rows, query).annotate(score=Rank(query)), actor)


def _otherwise(wanted: Wanted, typed: str, actor: Actor, kinds: Collection[Findable]) -> Iterator[Sql]:
    query = otherwise(wanted, LEAST_BONES)
    for kind in kinds:
        for way in ways_of(kind, actor):
            found = [holding(way.rows, query).annotate(score=Rank(query) * Value(OTHERWISE))] if query else []
            found += [
                alike(way.rows, name, typed).annotate(score=F("likeness") * Value(OTHERWISE)) for name in way.names
            ]
            for rows in found:
                yield _seen(kind, way, rows, actor)


def _seen(kind: Findable, way: Way, rows: Any, actor: Actor) -> Sql:
    """The keys and scores of the newest rows; what is found by another row is seen by itself, too."""
    key = "pk" if way.to in THROUGH else way.to
    statement, given = rows.order_by("-pk").values_list(key, "score")[:MOST].query.sql_with_params()
    if way.to in THROUGH:
        table, by, to = THROUGH[way.to]
        found = JOINED.format(kind=kind, found=statement, table=table, by=by, to=to)
    else:
        found = FOUND.format(kind=kind, found=statement)
    if way.to == "pk":
        return found, list(given)
    seen, of_seen = keys_seen(MODELS[kind], actor)
    return OF_SEEN.format(kind=kind, found=found, seen=seen), [*given, *of_seen]
