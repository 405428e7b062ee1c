"""Who has a side in an incident: a number that such a party gives is marked, not discounted."""

from collections.abc import Collection, Mapping

from claims.rules.bodies import Bodies
from claims.vocabulary import Involvement, PartyKind

ARMED = frozenset(
    {
        PartyKind.STATE_FORCES,
        PartyKind.REBEL_COALITION,
        PartyKind.ARMED_GROUP,
        PartyKind.MILITIA,
        PartyKind.PRIVATE_MILITARY_COMPANY,
    }
)


def involvement(
    party: int, *, kinds: Mapping[int, PartyKind], accused: Collection[int], bodies: Bodies
) -> Involvement | None:
    """Why the party counts as a belligerent in the incident; None if it does not.

    It is of an armed kind; or accused there in a current allegation of a claim that stands; or part or an outlet,
    directly or in turn, of one that is either. `kinds` knows the parties that it is part of, too.
    """
    if kinds.get(party) in ARMED:
        return Involvement.FIGHTING
    if party in accused:
        return Involvement.ACCUSED
    above = bodies.above(party)
    return Involvement.BELONGS if any(kinds.get(each) in ARMED or each in accused for each in above) else None
