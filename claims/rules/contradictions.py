"""Contradictions found within an incident: pairs of claims that cannot both be right, until a person looks at them.

Three discrepancies are looked for, each with the parts of the claims that it is made of:

* *disjoint figures*: whole figures of one thing, on one question, whose bounds leave no number that suits both. A
  denial repeats the number that it denies, so it is held against a figure only if it denies all that this figure
  allows. Part figures and figures in words say too little. One claimant's earlier and later claim are not held against
  each other once it is recorded that one supersedes or retracts the other.
* *allegation denied*: a claim that denies, in answer to it, what another alleges. The answer ties the two, so they need
  not stand on one question.
* *other party blamed*: on one question different claimants have none in common of those whom they blame for one part in
  it. What a claimant blames in all its claims on that question counts together: a coalition that blames army and
  mercenaries does not contradict one who blames the mercenaries alone, for it may know less. A party and one that it is
  part of, an outlet of or formerly was are not different parties; two parts of one body are.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from claims.rules.bodies import Bodies
from claims.rules.figures import Bounds, Counted, closed_off, covers
from claims.vocabulary import AccusedRole, Discrepancy

# One act has one author; anybody may besides have supplied, financed or concealed it.
SOLE_ROLES = frozenset({AccusedRole.CARRIED_OUT, AccusedRole.ORDERED, AccusedRole.OPERATED})

Pair = tuple[int, int]


@dataclass(frozen=True)
class FigureFact:
    """A whole figure with a number. `denied`: the claim says that it is wrong."""

    id: int
    counted: Counted
    bounds: Bounds
    denied: bool = False


@dataclass(frozen=True)
class AccusationFact:
    """A current allegation; `accused` with merges resolved."""

    id: int
    accused: int
    role: AccusedRole


@dataclass(frozen=True)
class ClaimFact:
    """A live claim with what it asserts; claimants (none: unattributed) with merges resolved.

    `denies` holds the ids of allegations that it answers with a denial.
    """

    id: int
    question: int | None = None
    claimants: frozenset[int] = frozenset()
    figures: Sequence[FigureFact] = ()
    accusations: Sequence[AccusationFact] = ()
    denies: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Found:
    """A suggestion: `claim` has the lower id. `fingerprint` stands for the facts it is made of, and for nothing else.

    Of the parts, those of `claim` come first: pairs of figure ids, allegation ids that are denied, and per role the
    allegation ids on either side.
    """

    claim: int
    other: int
    discrepancy: Discrepancy
    fingerprint: str
    figures: tuple[Pair, ...] = ()
    denied: tuple[int, ...] = ()
    blamed: tuple[tuple[AccusedRole, tuple[int, ...], tuple[int, ...]], ...] = ()


def contradictions(
    claims: Iterable[ClaimFact], *, belongs: Iterable[Pair] = (), replaced: Collection[frozenset[int]] = ()
) -> list[Found]:
    """Every discrepancy between these live claims of one incident, by claim ids; whatever the order they come in.

    `belongs`: (party, what it is part of). `replaced`: pairs of claims of which one supersedes or retracts the other.
    """
    rows = sorted(claims, key=lambda claim: claim.id)
    found = [*_disjoint(rows, replaced), *_denied(rows), *_other_blamed(rows, Bodies(belongs))]
    return sorted(found, key=lambda each: (each.claim, each.other, each.discrepancy))


def _disjoint(claims: Sequence[ClaimFact], replaced: Collection[frozenset[int]]) -> Iterator[Found]:
    clashes: dict[Pair, list[tuple[FigureFact, FigureFact]]] = defaultdict(list)
    for about in _by_question_and_count(claims).values():
        for (claim, figure), (other, its) in combinations(about, 2):
            settled = claim.claimants == other.claimants and frozenset({claim.id, other.id}) in replaced
            if claim.id != other.id and not settled and _clash(figure, its):
                clashes[claim.id, other.id].append((figure, its))
    for (claim_id, other_id), pairs in clashes.items():
        told = sorted([*map(str, figure.counted), *_told(figure), *_told(its)] for figure, its in pairs)
        yield Found(
            claim_id,
            other_id,
            Discrepancy.DISJOINT_FIGURES,
            fingerprint(claim_id, other_id, Discrepancy.DISJOINT_FIGURES, told),
            figures=tuple(sorted((figure.id, its.id) for figure, its in pairs)),
        )


def _by_question_and_count(
    claims: Sequence[ClaimFact],
) -> Mapping[tuple[int, Counted], list[tuple[ClaimFact, FigureFact]]]:
    found: dict[tuple[int, Counted], list[tuple[ClaimFact, FigureFact]]] = defaultdict(list)
    for claim in claims:
        if claim.question is not None:
            for figure in claim.figures:
                found[claim.question, figure.counted].append((claim, figure))
    return found


def _clash(one: FigureFact, other: FigureFact) -> bool:
    if one.denied and other.denied:
        return False  # both may be wrong
    if one.denied or other.denied:
        denied, asserted = (one, other) if one.denied else (other, one)
        return covers(denied.bounds, asserted.bounds)
    return closed_off(one.bounds, other.bounds)


def _told(figure: FigureFact) -> list[str]:
    return [str(figure.bounds.lowest), str(figure.bounds.highest), str(figure.denied)]


def _denied(claims: Sequence[ClaimFact]) -> Iterator[Found]:
    alleged = {accusation.id: claim.id for claim in claims for accusation in claim.accusations}
    denials: dict[Pair, set[int]] = defaultdict(set)
    for claim in claims:
        for allegation in claim.denies & alleged.keys():
            pair = sorted((claim.id, alleged[allegation]))
            denials[pair[0], pair[1]].add(allegation)
    for (claim_id, other_id), allegations in denials.items():
        if claim_id != other_id:
            kind, told = Discrepancy.ALLEGATION_DENIED, sorted(allegations)
            yield Found(claim_id, other_id, kind, fingerprint(claim_id, other_id, kind, told), denied=tuple(told))


def _other_blamed(claims: Sequence[ClaimFact], bodies: Bodies) -> Iterator[Found]:
    blaming: dict[tuple[int, AccusedRole], dict[int, tuple[ClaimFact, list[AccusationFact]]]] = defaultdict(dict)
    for claim in claims:
        for accusation in claim.accusations:
            if claim.question is not None and accusation.role in SOLE_ROLES:
                place = blaming[claim.question, accusation.role]
                place.setdefault(claim.id, (claim, []))[1].append(accusation)
    parts: dict[Pair, list[tuple[AccusedRole, list[AccusationFact], list[AccusationFact]]]] = defaultdict(list)
    for (_question, role), each in blaming.items():
        blamed = {claim_id: _blamed_in_all(claim, each.values()) for claim_id, (claim, _own) in each.items()}
        for (claim, its), (other, theirs) in combinations(each.values(), 2):
            if _differ(claim, other) and not _share(blamed[claim.id], blamed[other.id], bodies):
                parts[claim.id, other.id].append((role, its, theirs))
    for (claim_id, other_id), roles in parts.items():
        kind = Discrepancy.OTHER_PARTY_BLAMED
        told = sorted(
            [str(role), *([sorted({a.accused for a in side}) for side in (its, theirs)])] for role, its, theirs in roles
        )
        blamed_parts = tuple(sorted((role, _ids(its), _ids(theirs)) for role, its, theirs in roles))
        yield Found(claim_id, other_id, kind, fingerprint(claim_id, other_id, kind, told), blamed=blamed_parts)


def _blamed_in_all(claim: ClaimFact, rows: Iterable[tuple[ClaimFact, list[AccusationFact]]]) -> set[int]:
    """Whom the claim's claimants blame for this, in all their claims on the question."""
    return {
        accusation.accused for other, accusations in rows if not _differ(claim, other) for accusation in accusations
    }


def _differ(claim: ClaimFact, other: ClaimFact) -> bool:
    """Whether different claimants make them; of two claims that nobody is named for, nobody knows."""
    return not claim.claimants & other.claimants and bool(claim.claimants or other.claimants)


def _share(some: Iterable[int], others: Collection[int], bodies: Bodies) -> bool:
    return any(bodies.one(party, other) for party in some for other in others)


def _ids(accusations: Iterable[AccusationFact]) -> tuple[int, ...]:
    return tuple(sorted(accusation.id for accusation in accusations))


def fingerprint(claim: int, other: int, discrepancy: Discrepancy, told: object) -> str:
    """The digest (SHA-256, hex) of what a suggestion is made of; `told` is plain JSON in a settled order."""
    whole = json.dumps([claim, other, discrepancy, told], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
