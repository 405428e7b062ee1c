"""Independent first-hand routes to the words: *attested by n*."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.rules.ties import Key, Keys
from claims.vocabulary import Directness, HopActor

FIRST_HAND = frozenset({Directness.OWN_CHANNEL, Directness.ON_THE_RECORD, Directness.INTERVIEW, Directness.DOCUMENT})


@dataclass(frozen=True)
class HopFact:
    """One step; `party` has its merge resolved, `read_in` is the source where it was read."""

    kind: HopActor
    directness: Directness
    party: int | None = None
    identity: int | None = None
    label: str = ""
    read_in: int | None = None


@dataclass(frozen=True)
class RouteFact:
    """One carriage: the source we hold and the hops from it back to the utterance."""

    source: int
    hops: Sequence[HopFact] = ()
    utterance: int = 0
    speaker: int | None = None
    speaker_identity: int | None = None
    speaker_label: str = ""


@dataclass(frozen=True)
class Attested:
    """Routes counted: `by` distinct ones, and those that count for nothing."""

    by: int = 0
    unknown: int = 0
    circular: int = 0
    discredited: int = 0


def attested(claimants: Collection[int], routes: Sequence[RouteFact], keys: Keys) -> Attested:
    """Count the routes of a claim made by these parties, merges resolved."""
    around = _lead_around(routes)
    found: list[Collection[Key]] = []
    unknown = circular = discredited = 0
    for route in routes:
        recorders = _recorders(claimants, route, keys)
        if (route.utterance, route.source) in around:
            circular += 1
        elif keys.discredited(route.source):
            discredited += 1
        elif recorders is None:
            unknown += 1
        elif recorders:
            found.append(recorders)
        else:
            spoilt = keys.spoilt(route.source)
            discredited, circular = discredited + spoilt, circular + (not spoilt)
    return Attested(distinct(found), unknown, circular, discredited)


def distinct(found: Iterable[Collection[Key]]) -> int:
    """How many are known to be distinct: what stands for one of several adds one at most."""
    rows = list(found)
    alone = {key for keys in rows if len(keys) == 1 for key in keys}
    return len(alone) + any(alone.isdisjoint(keys) for keys in rows)


def _recorders(claimants: Collection[int], route: RouteFact, keys: Keys) -> Collection[Key] | None:
    """Who heard or showed the words at first hand on this route; None if that is not known."""
    before, last = list(route.hops), None
    while before and _is_claimant(before[-1], claimants, route):
        last = before.pop()
    if last is None or last.directness not in FIRST_HAND:
        return None
    if not before:
        return keys.source_keys(route.source)
    recorder = before[-1]
    if recorder.party is not None:
        return {keys.group(recorder.party)}
    if recorder.identity is not None:
        return {("identity", recorder.identity)}
    if len(before) == 1 and recorder.kind in (HopActor.OUTLET, HopActor.PARTY):
        # The first hop is the source's own outlet, whatever it is called.
        return keys.source_keys(route.source)
    return None if recorder.kind == HopActor.UNKNOWN or not recorder.label else {("label", recorder.label.casefold())}


def _is_claimant(hop: HopFact, claimants: Collection[int], route: RouteFact) -> bool:
    if hop.party is not None:
        return hop.party in claimants or hop.party == route.speaker
    if hop.identity is not None:
        return hop.identity == route.speaker_identity
    return bool(hop.label) and hop.label.casefold() == route.speaker_label.casefold()


def _lead_around(routes: Sequence[RouteFact]) -> set[tuple[int, int]]:
    """(utterance, source) of the routes that were read in one another, round to where they began."""
    carried = {(route.utterance, route.source) for route in routes}
    read_in: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for route in routes:
        here = (route.utterance, route.source)
        there = {(route.utterance, hop.read_in) for hop in route.hops if hop.read_in not in (None, route.source)}
        read_in.setdefault(here, set()).update(each for each in there if each in carried)
    return {here for here in carried if here in _led_to(here, read_in)}


def _led_to(
    start: tuple[int, int], links: Mapping[tuple[int, int], Collection[tuple[int, int]]]
) -> set[tuple[int, int]]:
    """All that the links lead to; the start is among them only if they lead back."""
    found: set[tuple[int, int]] = set()
    ahead = [start]
    while ahead:
        further = set(links.get(ahead.pop(), ())) - found
        found |= further
        ahead += further
    return found
