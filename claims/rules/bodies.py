"""Which parties are one body: a press office and its ministry are, two brigades of one army are not."""

from collections import defaultdict
from collections.abc import Iterable

from claims.vocabulary import PartyRelationKind

BELONGS = frozenset({PartyRelationKind.PART_OF, PartyRelationKind.OUTLET_OF})
# Under its former name a party is the same one, although it belongs to nobody.
SAME_BODY = BELONGS | {PartyRelationKind.FORMERLY}


class Bodies:
    """Each party with those that it is, directly or in turn, part of. Given as (part, whole), merges resolved."""

    def __init__(self, belongs: Iterable[tuple[int, int]] = ()) -> None:
        self._above: dict[int, set[int]] = defaultdict(set)
        for part, whole in belongs:
            self._above[part].add(whole)

    def one(self, party: int, other: int) -> bool:
        return party == other or other in self.above(party) or party in self.above(other)

    def above(self, party: int) -> set[int]:
        """Everything that the party is part of; a circle of parts ends where it began."""
        found: set[int] = set()
        ahead = [party]
        while ahead:
            further = self._above.get(ahead.pop(), set()) - found
            found |= further
            ahead += further
        return found
