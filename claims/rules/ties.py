"""What hangs together: which parties count as one, and where what a source carries comes from in the end."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from claims.vocabulary import PartyRelationKind, Verdict

# What counts once: ("party", id of the group's lowest), ("source", id), ("identity", id), ("evidence", id) or
# ("label", what the chain calls somebody).
Key = tuple[str, int | str]

# "Answers for" says who is to be asked, not who hangs on whom.
SUGGEST_DEPENDENCE = frozenset(PartyRelationKind) - {PartyRelationKind.ANSWERS_FOR}
# What a source turns out to be if it is not what it seemed; "unsettled" takes nothing away yet.
DISCREDITING = frozenset({Verdict.EDITED, Verdict.MISCAPTIONED, Verdict.STAGED})


class Keys(Protocol):
    """What counting asks of the ties: worked out by `Ties`, or by SQL that is proven equal to it."""

    def group(self, party: int) -> Key: ...

    def source_keys(self, source: int) -> Mapping[Key, str]: ...

    def discredited(self, source: int) -> bool: ...

    def spoilt(self, source: int) -> bool: ...


@dataclass(frozen=True)
class Ties:
    """All links of a newsroom. Ids of parties are as recorded; merges are resolved here.

    `merged`: party → the one that stands for it. `relations`: (party, kind, other). `derivations`: (source, origin).
    `outlets`: source → party. `parties_apart`, `origins_apart` (source, origin) and `outlets_apart` (source, party):
    links that a person cut. `verdicts`: source → the latest on its authenticity. `titles`: of sources, for labels.
    """

    merged: Mapping[int, int] = field(default_factory=dict)
    relations: Iterable[tuple[int, PartyRelationKind, int]] = ()
    derivations: Iterable[tuple[int, int]] = ()
    outlets: Mapping[int, int] = field(default_factory=dict)
    parties_apart: Collection[tuple[int, int]] = ()
    origins_apart: Collection[tuple[int, int]] = ()
    outlets_apart: Collection[tuple[int, int]] = ()
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)

    def stands_for(self, party: int) -> int:
        return self.merged.get(party, party)

    def group(self, party: int) -> Key:
        """The key of all parties that hang together with this one."""
        return ("party", min(_reachable(self.stands_for(party), self._tied)))

    def discredited(self, source: int) -> bool:
        """Whether the source itself was found not to be what it seemed."""
        return self.verdicts.get(source) in DISCREDITING

    def spoilt(self, source: int) -> bool:
        """Whether the source, or something that it comes from, is discredited."""
        return any(self.discredited(each) for each in self._behind(source))

    def source_keys(self, source: int) -> Mapping[Key, str]:
        """The keys of the source's ultimate origins, each with the title of one (the lowest id).

        What is discredited passes nothing on: neither itself nor what it derives from.
        """
        found: dict[Key, str] = {}
        for origin in sorted(self._behind(source)):
            if not self._origins.get(origin) and not self.discredited(origin):
                found.setdefault(self._key_of_origin(origin), self.titles.get(origin, ""))
        return found

    def _behind(self, source: int) -> set[int]:
        sound = {each: () if self.discredited(each) else origins for each, origins in self._origins.items()}
        return _reachable(source, sound)

    def _key_of_origin(self, source: int) -> Key:
        outlet = self.outlets.get(source)
        if outlet is None:
            return ("source", source)
        cut = {(each, self.stands_for(party)) for each, party in self.outlets_apart}
        return ("source", source) if (source, self.stands_for(outlet)) in cut else self.group(outlet)

    @cached_property
    def _tied(self) -> dict[int, set[int]]:
        cut = {frozenset(map(self.stands_for, pair)) for pair in self.parties_apart}
        tied: dict[int, set[int]] = {}
        for party, kind, other in self.relations:
            one, two = self.stands_for(party), self.stands_for(other)
            if kind in SUGGEST_DEPENDENCE and frozenset((one, two)) not in cut:
                tied.setdefault(one, set()).add(two)
                tied.setdefault(two, set()).add(one)
        return tied

    @cached_property
    def _origins(self) -> dict[int, set[int]]:
        origins: dict[int, set[int]] = {}
        for source, origin in self.derivations:
            if (source, origin) not in self.origins_apart:
                origins.setdefault(source, set()).add(origin)
        return origins


def _reachable(start: int, links: Mapping[int, Collection[int]]) -> set[int]:
    """The start and all that the links lead to from it."""
    found, ahead = {start}, [start]
    while ahead:
        further = set(links.get(ahead.pop(), ())) - found
        found |= further
        ahead += further
    return found
