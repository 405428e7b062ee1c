"""How many stand behind a claim: distinct roots of the evidence, and independent routes to the words.

*Supported by n* answers "is it true?", *attested by n* "was it said?". Both count what is distinct, not documents.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from claims.rules.routes import Attested, RouteFact, attested
from claims.rules.ties import Key, Ties
from claims.vocabulary import Basis, Bearing, RootKind

FIRM_BASES = frozenset(Basis) - {Basis.WAS_TOLD, Basis.UNSTATED}
# "Could not verify" bears on neither side.
BEARING_ON_IT = frozenset({Bearing.SUPPORTS, Bearing.CONTRADICTS})


class Weight(StrEnum):
    """Whether a piece of evidence counts, or why it does not."""

    COUNTS = "counts"
    OWN = "own"
    UNKNOWN = "unknown"
    CIRCULAR = "circular"
    DISCREDITED = "discredited"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class EvidenceFact:
    """One piece of current evidence; `label` is what it calls its root, or that root's name."""

    id: int
    source: int
    bearing: Bearing
    root_kind: RootKind
    basis: Basis
    party: int | None = None
    root_source: int | None = None
    identity: int | None = None
    root_label: str = ""
    name: str = ""
    distinct_reason: str = ""


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as it counts: the keys of the roots that it rests on, each with a label."""

    id: int
    source: int
    bearing: Bearing
    weight: Weight
    keys: Mapping[Key, str] = field(default_factory=dict)
    firm: bool = False


@dataclass
class Root:
    """One distinct root with the evidence that rests on it; firm if what rests on it alone knows for itself."""

    label: str
    evidence: list[int] = field(default_factory=list)
    firm: bool = False


@dataclass(frozen=True)
class Support:
    """The numbers beside a claim, the roots that they count, and in `apart` the evidence that counts for nothing.

    `unknown_roots` are of what supports the claim; `circular` and `discredited` of both sides.
    """

    attested_by: int = 0
    unknown_routes: int = 0
    circular_routes: int = 0
    discredited_routes: int = 0
    supported_by: int = 0
    firm_roots: int = 0
    unknown_roots: int = 0
    contradicted_by: int = 0
    firm_against: int = 0
    circular: int = 0
    discredited: int = 0
    documents: int = 0
    roots: Sequence[Root] = ()
    contradicting_roots: Sequence[Root] = ()
    apart: Sequence[Piece] = ()

    @property
    def known_roots(self) -> int:
        """Known origins of all that was read: the roots that support it, and the claimant's own word as one more."""
        own = self.attested_by > 0 or any(piece.weight == Weight.OWN for piece in self.apart)
        return self.supported_by + own


def support_of(
    claimants: Collection[int], evidence: Sequence[EvidenceFact], routes: Sequence[RouteFact], ties: Ties
) -> Support:
    """Count what stands behind a claim of these claimants: evidence that was taken back is not among `evidence`."""
    pieces = weighed(claimants, evidence, ties)
    return counted(pieces, attested(claimants, routes, ties), {route.source for route in routes})


def counted(pieces: Sequence[Piece], routes: Attested, carriers: Collection[int]) -> Support:
    """The support of a claim from its evidence as weighed and its routes as counted; `carriers`: their sources."""
    for_it, against = (_roots(pieces, bearing) for bearing in (Bearing.SUPPORTS, Bearing.CONTRADICTS))
    apart = [piece for piece in pieces if piece.weight not in (Weight.COUNTS, Weight.UNDECIDED)]
    return Support(
        attested_by=routes.by,
        unknown_routes=routes.unknown,
        circular_routes=routes.circular,
        discredited_routes=routes.discredited,
        supported_by=len(for_it),
        firm_roots=sum(root.firm for root in for_it),
        unknown_roots=sum(each.weight == Weight.UNKNOWN and each.bearing == Bearing.SUPPORTS for each in apart),
        contradicted_by=len(against),
        firm_against=sum(root.firm for root in against),
        circular=sum(piece.weight == Weight.CIRCULAR for piece in apart),
        discredited=sum(piece.weight == Weight.DISCREDITED for piece in apart),
        documents=len({piece.source for piece in pieces}.union(carriers)),
        roots=for_it,
        contradicting_roots=against,
        apart=apart,
    )


def weighed(claimants: Collection[int], evidence: Sequence[EvidenceFact], ties: Ties) -> list[Piece]:
    """The claim's evidence, each piece with the keys that it rests on, or with the reason why it has none."""
    own = {ties.group(party) for party in claimants}
    facts = {fact.id: fact for fact in evidence}
    return [_weighed(fact, facts, own, ties) for fact in sorted(evidence, key=lambda fact: fact.id)]


def _weighed(fact: EvidenceFact, facts: Mapping[int, EvidenceFact], own: set[Key], ties: Ties) -> Piece:
    if fact.bearing not in BEARING_ON_IT:
        return Piece(fact.id, fact.source, fact.bearing, Weight.UNDECIDED)
    last = _what_it_rests_on(fact, facts, ties)
    keys: dict[Key, str] = {}
    for each in last:
        for key, label in _own_keys(each, ties).items():
            keys.setdefault(key, label)
    return Piece(fact.id, fact.source, fact.bearing, _weight(fact, last, keys, own, ties), keys, _firm(fact))


def _weight(
    fact: EvidenceFact, last: Sequence[EvidenceFact], keys: Collection[Key], own: set[Key], ties: Ties
) -> Weight:
    if own.intersection(keys) and fact.bearing == Bearing.SUPPORTS:
        return Weight.OWN
    if keys:
        return Weight.COUNTS
    if any(_spoilt(each, ties) for each in last):
        return Weight.DISCREDITED
    return Weight.UNKNOWN if any(_unnamed(each) for each in last) else Weight.CIRCULAR


def _what_it_rests_on(fact: EvidenceFact, facts: Mapping[int, EvidenceFact], ties: Ties) -> list[EvidenceFact]:
    """Where its citations end, in order of id; nothing if they only lead around."""
    found, ahead, last = {fact.id}, [fact], []
    while ahead:
        here = ahead.pop()
        cited = _cited(here, facts.values(), ties)
        if not cited:
            last.append(here)
        ahead += [each for each in cited if each.id not in found]
        found.update(each.id for each in cited)
    return sorted(last, key=lambda each: each.id)


def _cited(fact: EvidenceFact, facts: Iterable[EvidenceFact], ties: Ties) -> list[EvidenceFact]:
    """Evidence from the source that this piece names as its root: then it merely cites."""
    if fact.root_source in (None, fact.source) or _discredited(fact, ties):
        return []
    return [each for each in facts if each.bearing == fact.bearing and each.source == fact.root_source]


def _own_keys(fact: EvidenceFact, ties: Ties) -> Mapping[Key, str]:
    """The keys of the root that a piece of evidence names, with a label each."""
    if _discredited(fact, ties):
        return {}
    label = fact.root_label or fact.name
    if fact.party is not None:
        return {ties.group(fact.party): label}
    if fact.root_source is not None:
        return {key: fact.root_label or title for key, title in ties.source_keys(fact.root_source).items()}
    if fact.identity is not None:
        return {("identity", fact.identity): label}
    # Anonymous and unknown roots count zero until somebody recorded why this one is distinct.
    return {("evidence", fact.id): label} if fact.distinct_reason else {}


def _discredited(fact: EvidenceFact, ties: Ties) -> bool:
    return ties.discredited(fact.source) or (fact.root_source is not None and ties.discredited(fact.root_source))


def _spoilt(fact: EvidenceFact, ties: Ties) -> bool:
    return _discredited(fact, ties) or (fact.root_source is not None and ties.spoilt(fact.root_source))


def _unnamed(fact: EvidenceFact) -> bool:
    return fact.root_kind in (RootKind.ANONYMOUS, RootKind.UNKNOWN)


def _firm(fact: EvidenceFact) -> bool:
    return fact.basis in FIRM_BASES


def _roots(pieces: Iterable[Piece], bearing: Bearing) -> list[Root]:
    """Distinct roots. What rests on one of several, none of them counted already, adds one more at most."""
    counting = [piece for piece in pieces if piece.bearing == bearing and piece.weight == Weight.COUNTS]
    found: dict[Key, Root] = {}
    for piece in counting:
        if len(piece.keys) == 1:
            ((key, label),) = piece.keys.items()
            root = found.setdefault(key, Root(label))
            root.firm = root.firm or piece.firm
    joint: Root | None = None
    for piece in counting:
        under = [found[key] for key in piece.keys if key in found]
        if not under:
            joint = joint or Root(" / ".join(sorted(set(piece.keys.values()))))
            joint.firm = joint.firm or piece.firm
            under = [joint]
        for root in under:
            root.evidence.append(piece.id)
    return [*found.values(), *([joint] if joint else [])]
