"""How many stand behind a claim: independent routes to the words, and distinct roots of the evidence.

*Attested by n* answers "was it said?", *supported by n* "is it true?". Both count groups, not documents: what derives
from one source, and parties that belong together, count once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claims.vocabulary import Basis, Bearing, Directness, HopActor, PartyRelationKind, RootKind

# ("party", id), ("source", id) or ("evidence", id); grouped by `Dependence`.
Node = tuple[str, int | str]

# "Answers for" says who is to be asked, not who hangs on whom.
SUGGEST_DEPENDENCE = frozenset(PartyRelationKind) - {PartyRelationKind.ANSWERS_FOR}
FIRST_HAND = frozenset({Directness.OWN_CHANNEL, Directness.ON_THE_RECORD, Directness.INTERVIEW, Directness.DOCUMENT})
FIRM_BASES = frozenset(Basis) - {Basis.WAS_TOLD, Basis.UNSTATED}


class Dependence:
    """Which parties and sources count as one: the connected groups of the given pairs."""

    def __init__(self, pairs: Iterable[tuple[Node, Node]] = ()) -> None:
        self._parent: dict[Node, Node] = {}
        for one, other in pairs:
            self._parent[self.group(one)] = self.group(other)

    def group(self, node: Node) -> Node:
        """The node that stands for the whole group; the same for all its members."""
        while (parent := self._parent.get(node, node)) != node:
            self._parent[node] = self._parent.get(parent, parent)
            node = parent
        return node


@dataclass(frozen=True)
class EvidenceFact:
    """One piece of evidence; `party` and `source` are the root's, merges resolved."""

    id: int
    source: int
    bearing: Bearing
    root_kind: RootKind
    basis: Basis
    party: int | None = None
    root_source: int | None = None
    label: str = ""
    distinct_reason: str = ""


@dataclass(frozen=True)
class HopFact:
    kind: HopActor
    directness: Directness
    party: int | None = None
    label: str = ""


@dataclass(frozen=True)
class RouteFact:
    """One carriage: the source we hold and the hops from it back to the utterance."""

    source: int
    hops: Sequence[HopFact] = ()
    speaker: int | None = None
    speaker_label: str = ""


@dataclass
class Root:
    """One distinct root with the evidence that rests on it."""

    label: str
    evidence: list[int] = field(default_factory=list)
    firm: bool = False


@dataclass(frozen=True)
class Support:
    """The numbers beside a claim, and the roots that they count."""

    attested_by: int = 0
    unknown_routes: int = 0
    supported_by: int = 0
    firm_roots: int = 0
    unknown_roots: int = 0
    contradicted_by: int = 0
    documents: int = 0
    roots: Sequence[Root] = ()
    contradicting_roots: Sequence[Root] = ()


def support_of(
    claimants: frozenset[int], evidence: Sequence[EvidenceFact], routes: Sequence[RouteFact], dependence: Dependence
) -> Support:
    """Count what stands behind a claim of these claimants (party ids, merges resolved)."""
    own = {dependence.group(("party", party)) for party in claimants}
    for_it, unknown = _roots(evidence, Bearing.SUPPORTS, own, dependence)
    against, _unknown = _roots(evidence, Bearing.CONTRADICTS, set(), dependence)
    known_routes, unknown_routes = _routes(claimants, routes, dependence)
    documents = {fact.source for fact in evidence} | {route.source for route in routes}
    return Support(
        attested_by=len(known_routes),
        unknown_routes=unknown_routes,
        supported_by=len(for_it),
        firm_roots=sum(root.firm for root in for_it),
        unknown_roots=unknown,
        contradicted_by=len(against),
        documents=len(documents),
        roots=for_it,
        contradicting_roots=against,
    )


def _roots(
    evidence: Sequence[EvidenceFact], bearing: Bearing, own: set[Node], dependence: Dependence
) -> tuple[list[Root], int]:
    """Distinct known roots with this bearing, those in the groups `own` left out, and the number of unknown ones."""
    found: dict[Node, Root] = {}
    unknown = 0
    for fact in evidence:
        if fact.bearing != bearing:
            continue
        node = _root_node(fact)
        if node is None:
            unknown += 1
            continue
        group = dependence.group(node)
        if group in own:
            continue
        root = found.setdefault(group, Root(label=fact.label))
        root.evidence.append(fact.id)
        root.firm = root.firm or fact.basis in FIRM_BASES
    return list(found.values()), unknown


def _root_node(fact: EvidenceFact) -> Node | None:
    if fact.root_kind == RootKind.PARTY and fact.party is not None:
        return ("party", fact.party)
    if fact.root_kind == RootKind.SOURCE and fact.root_source is not None:
        return ("source", fact.root_source)
    # Anonymous and unknown roots count zero until somebody recorded why this one is distinct.
    return ("evidence", fact.id) if fact.distinct_reason else None


def _routes(claimants: frozenset[int], routes: Sequence[RouteFact], dependence: Dependence) -> tuple[set[Node], int]:
    known: set[Node] = set()
    unknown = 0
    for route in routes:
        node = _first_hand(claimants, route)
        if node is None:
            unknown += 1
        else:
            known.add(dependence.group(node))
    return known, unknown


def _first_hand(claimants: frozenset[int], route: RouteFact) -> Node | None:
    """Who heard or showed the words at first hand on this route; None if that is not known."""
    before, last = list(route.hops), None
    while before and _is_claimant(before[-1], claimants, route):
        last = before.pop()
    if last is None or last.directness not in FIRST_HAND:
        return None
    if not before:
        return ("source", route.source)
    recorder = before[-1]
    if recorder.party is not None:
        return ("party", recorder.party)
    if len(before) == 1 and recorder.kind in (HopActor.OUTLET, HopActor.PARTY):
        # The first hop is the source's own outlet, whatever it is called.
        return ("source", route.source)
    return None if recorder.kind == HopActor.UNKNOWN or not recorder.label else ("label", recorder.label.casefold())


def _is_claimant(hop: HopFact, claimants: frozenset[int], route: RouteFact) -> bool:
    if hop.party is not None:
        return hop.party in claimants or hop.party == route.speaker
    return bool(hop.label) and hop.label.casefold() == route.speaker_label.casefold()
