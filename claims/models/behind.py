"""The documents behind a claim's roots, and why several of them count as one: for the reader of one claim.

Counting is done in `models.support`; this only tells, as far as the reader sees the rows, what was counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import connection

from claims.models._support_sql import DERIVATIONS, RELATIONS
from claims.models.answering import resolved
from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.models.party import Party, PartyRelation
from claims.models.source import Derivation, Source
from claims.models.source_check import latest_verdicts
from claims.rules.actor import Actor
from claims.rules.roots import Root, Support, Weight
from claims.vocabulary import DerivationKind, PartyRelationKind, Verdict

Row = Source | Party


class Because(StrEnum):
    """What leads from one to the next."""

    CITES = "cites"
    DERIVES = "derives"
    OUTLET = "outlet"
    RELATED = "related"


@dataclass(frozen=True)
class Link:
    """One step on the way from what a document names as its root to what is counted."""

    because: Because
    one: Row
    other: Row
    kind: DerivationKind | PartyRelationKind | None = None


@dataclass(frozen=True)
class Document:
    """A piece of evidence, what a check made of its source, and what leads on from the root that it names."""

    evidence: Evidence
    verdict: Verdict | None = None
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class RootBehind:
    """A root that is counted, with its documents."""

    root: Root
    documents: Sequence[Document]


@dataclass(frozen=True)
class Behind:
    """All of it. `apart` holds, by the reason why it counts for nothing, the rest of the evidence."""

    roots: Sequence[RootBehind] = ()
    contradicting: Sequence[RootBehind] = ()
    apart: Mapping[Weight, Sequence[Document]] = field(default_factory=dict)
    around: Sequence[Sequence[Source]] = ()


def behind(claim: Claim, support: Support, actor: Actor) -> Behind:
    """What stands behind the claim, in a fixed number of queries."""
    rows = Evidence.objects.visible_to(actor).current().filter(claim=claim)
    related = ("source__outlet", "root_party__merged_into", "root_source__outlet__merged_into", "root_identity")
    evidence = {row.pk: row for row in rows.select_related(*related).order_by("pk")}
    told = _Told(evidence, actor, claim.newsroom_id)
    circular = [piece.id for piece in support.apart if piece.weight == Weight.CIRCULAR]
    return Behind(
        roots=[RootBehind(root, told.documents(root.evidence)) for root in support.roots],
        contradicting=[RootBehind(root, told.documents(root.evidence)) for root in support.contradicting_roots],
        apart={
            weight: told.documents([piece.id for piece in support.apart if piece.weight == weight])
            for weight in (Weight.OWN, Weight.UNKNOWN, Weight.CIRCULAR, Weight.DISCREDITED)
        },
        around=told.around([evidence[key] for key in circular if key in evidence]),
    )


class _Told:
    """The links among what the evidence names, as the reader sees them."""

    def __init__(self, evidence: dict[int, Evidence], actor: Actor, newsroom_id: int) -> None:
        self.evidence = evidence
        self.verdicts = latest_verdicts(
            key for row in evidence.values() for key in (row.source_id, row.root_source_id) if key
        )
        roots = [row.root_source_id for row in evidence.values() if row.root_source_id]
        self.derivations = self._derivations(roots, actor)
        ends = [row.root_source for row in evidence.values() if row.root_source]
        ends += [each.origin for each in self.derivations]
        parties = [row.root_party_id for row in evidence.values()] + [each.outlet_id for each in ends]
        named = {key for key in parties if key}
        standing = Party.objects.visible_to(actor).filter(pk__in=named).select_related("merged_into")
        self.seen = {party.pk: resolved(party) for party in standing}
        self.relations = self._relations({party.pk for party in self.seen.values()}, actor, newsroom_id)

    def documents(self, keys: Iterable[int]) -> list[Document]:
        """Each piece with the way from its root, or to the root of the first."""
        rows = [self.evidence[key] for key in keys if key in self.evidence]
        first: Party | None = None
        told = []
        for row in rows:
            links = self._links(row)
            party = self._party_at_the_end(row, links)
            first = first or party
            links = [*links, *self._ways_between(party, first)]
            verdict = self.verdicts.get(row.source_id) or self.verdicts.get(row.root_source_id or 0)
            told.append(Document(row, verdict, links))
        return told

    def around(self, rows: Sequence[Evidence]) -> list[list[Source]]:
        """The sources that cite one another, once around."""
        cites = {row.source_id: row for row in rows if row.root_source_id}
        found: dict[frozenset[int], list[Source]] = {}
        for row in rows:
            way: list[int] = []
            here = row.source_id
            while here in cites and here not in way:
                way.append(here)
                here = cites[here].root_source_id or 0
            if here in way:
                circle = way[way.index(here) :]
                sources = [cites[key].source for key in circle]
                found.setdefault(frozenset(circle), [*sources, sources[0]])
        return list(found.values())

    def _links(self, row: Evidence) -> list[Link]:
        """From the root that the evidence names upwards."""
        root = row.root_source
        if root is None:
            return []
        if root.pk != row.source_id and any(each.source_id == root.pk for each in self.evidence.values()):
            return [Link(Because.CITES, row.source, root)]
        links = []
        while step := next((each for each in self.derivations if each.source_id == root.pk), None):
            links.append(Link(Because.DERIVES, root, step.origin, DerivationKind(step.kind)))
            root = step.origin
            if len(links) > len(self.derivations):
                break
        outlet = self.seen.get(root.outlet_id or 0)
        return [*links, Link(Because.OUTLET, root, outlet)] if outlet else links

    def _party_at_the_end(self, row: Evidence, links: Sequence[Link]) -> Party | None:
        last = links[-1].other if links else None
        return last if isinstance(last, Party) else self.seen.get(row.root_party_id or 0)

    def _ways_between(self, party: Party | None, first: Party | None) -> list[Link]:
        """The shortest chain of relations from one party to the other."""
        if party is None or first is None or party == first:
            return []
        ways: list[tuple[Party, list[Link]]] = [(party, [])]
        reached = {party.pk}
        for here, links in ways:
            for relation in self.relations:
                one, other = resolved(relation.party), resolved(relation.other)
                there = other if one == here else one if other == here else None
                if there is None or there.pk in reached:
                    continue
                step = [*links, Link(Because.RELATED, one, other, PartyRelationKind(relation.kind))]
                if there == first:
                    return step
                reached.add(there.pk)
                ways.append((there, step))
        return []

    def _derivations(self, sources: Sequence[int], actor: Actor) -> list[Derivation]:
        keys = _ids(DERIVATIONS, {"sources": sources})
        seen = Derivation.objects.visible_to(actor).filter(pk__in=keys)
        return list(seen.select_related("origin__outlet", "source").order_by("pk"))

    def _relations(self, parties: Iterable[int], actor: Actor, newsroom_id: int) -> list[PartyRelation]:
        keys = _ids(RELATIONS, {"parties": list(parties), "newsroom": newsroom_id})
        seen = PartyRelation.objects.visible_to(actor).filter(pk__in=keys)
        return list(seen.select_related("party__merged_into", "other__merged_into").order_by("pk"))


def _ids(statement: str, given: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]
