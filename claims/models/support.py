"""What stands behind claims: two queries for any number of them, equal to `rules.roots`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.models._support_sql import EVIDENCE, ROUTES
from claims.models.claim import Claim
from claims.models.prepared import fetched
from claims.rules.roots import FIRM_BASES, Piece, Support, Weight, counted
from claims.rules.routes import Attested, HopFact, RouteFact, attested
from claims.rules.ties import Key
from claims.vocabulary import Basis, Bearing, Directness, HopActor


@dataclass
class Followed:
    """The ties that the SQL followed: `Keys` of `rules.ties`, as far as the claims asked for need them."""

    groups: dict[int, Key] = field(default_factory=dict)
    keys: dict[int, dict[Key, str]] = field(default_factory=dict)
    false: set[int] = field(default_factory=set)
    behind: set[int] = field(default_factory=set)

    def group(self, party: int) -> Key:
        return self.groups[party]

    def source_keys(self, source: int) -> Mapping[Key, str]:
        return self.keys[source]

    def discredited(self, source: int) -> bool:
        return source in self.false

    def spoilt(self, source: int) -> bool:
        return source in self.behind


@dataclass
class Routes:
    """A claim's routes to its words."""

    claimants: list[int]
    facts: list[RouteFact] = field(default_factory=list)


def attested_and_supported(claims: Iterable[Claim]) -> dict[int, Support]:
    """What stands behind each claim, by claim id. The claims are of one newsroom, read through `visible_to`."""
    wanted = list(claims)
    return supports_of([claim.pk for claim in wanted], wanted[0].newsroom_id) if wanted else {}


def supports_of(claim_ids: Sequence[int], newsroom_id: int) -> dict[int, Support]:
    """The same of claims known by their ids."""
    if not claim_ids:
        return {}
    given = {"claims": list(claim_ids), "newsroom": newsroom_id}
    pieces = _pieces(fetched(EVIDENCE, given))
    ties = Followed()
    routes = _routes(fetched(ROUTES, given), ties)
    found = {}
    for claim_id in claim_ids:
        way = routes.get(claim_id)
        counts = attested(way.claimants, way.facts, ties) if way else Attested()
        found[claim_id] = counted(pieces[claim_id], counts, {route.source for route in way.facts} if way else ())
    return found


def _pieces(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = defaultdict(list)
    for claim_id, evidence_id, source, code, basis, keys, own, discredited, unknown in rows:
        bearing = Bearing(code)
        if bearing == Bearing.COULD_NOT_VERIFY:
            found[claim_id].append(Piece(evidence_id, source, bearing, Weight.UNDECIDED))
            continue
        weight = Weight.OWN if own else Weight.COUNTS if keys else _lack(discredited, unknown)
        firm = Basis(basis) in FIRM_BASES
        found[claim_id].append(Piece(evidence_id, source, bearing, weight, _keys(keys), firm))
    return found


def _lack(discredited: bool, unknown: bool) -> Weight:
    if discredited:
        return Weight.DISCREDITED
    return Weight.UNKNOWN if unknown else Weight.CIRCULAR


def _keys(rows: list[Any] | None) -> dict[Key, str]:
    return {(kind, key): label for kind, key, label in rows or ()}


def _routes(rows: Iterable[tuple[Any, ...]], ties: Followed) -> dict[int, Routes]:
    found: dict[int, Routes] = {}
    for row in rows:
        claim_id, claimants, source, utterance, speaker, identity, label, hops, keys, discredited, spoilt = row
        ties.keys[source] = _keys(keys)
        ties.false.update([source] if discredited else ())
        ties.behind.update([source] if spoilt else ())
        steps = [_hop(hop, ties) for hop in hops or ()]
        route = RouteFact(source, steps, utterance, speaker, identity, label)
        found.setdefault(claim_id, Routes(claimants)).facts.append(route)
    return found


def _hop(told: list[Any], ties: Followed) -> HopFact:
    kind, directness, party, identity, label, read_in, group = told
    if party is not None:
        ties.groups[party] = ("party", group)
    return HopFact(HopActor(kind), Directness(directness), party, identity, label, read_in)
