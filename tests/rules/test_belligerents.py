"""Who has a side in an incident."""

import pytest

from claims.rules.belligerents import involvement
from claims.rules.bodies import Bodies
from claims.vocabulary import Involvement, PartyKind

ARMY, OFFICE, DESK, COMPANY, BRANCH, NGO = range(1, 7)
KINDS = {
    ARMY: PartyKind.STATE_FORCES,
    OFFICE: PartyKind.MEDIA,
    DESK: PartyKind.MEDIA,
    COMPANY: PartyKind.COMPANY,
    BRANCH: PartyKind.COMPANY,
    NGO: PartyKind.NGO,
}
BODIES = Bodies([(OFFICE, ARMY), (DESK, OFFICE), (BRANCH, COMPANY)])


@pytest.mark.parametrize(
    ("party", "why"),
    [
        (ARMY, Involvement.FIGHTING),
        (OFFICE, Involvement.BELONGS),
        (DESK, Involvement.BELONGS),  # an outlet of an outlet
        (COMPANY, Involvement.ACCUSED),
        (BRANCH, Involvement.BELONGS),
        (NGO, None),
        (99, None),
    ],
)
def test_armed_accused_or_part_of_one_that_is(party, why):
    assert involvement(party, kinds=KINDS, accused={COMPANY}, bodies=BODIES) == why


@pytest.mark.parametrize("kind", list(PartyKind))
def test_only_armed_kinds_fight(kind):
    armed = {"state_forces", "rebel_coalition", "armed_group", "militia", "private_military_company"}
    found = involvement(1, kinds={1: kind}, accused=set(), bodies=Bodies())
    assert found == (Involvement.FIGHTING if kind.value in armed else None)
