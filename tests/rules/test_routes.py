"""Was it said? What counts as a route to the words, and which routes are one."""

import pytest

from claims.rules.routes import Attested, HopFact, RouteFact, attested
from claims.rules.ties import Ties
from claims.vocabulary import Directness, HopActor, PartyRelationKind, Verdict

CLAIMANT, AGENCY, DAILY, SPEAKER = 1, 3, 4, 6

CLAIMANTS_HOP = HopFact(HopActor.PARTY, Directness.ON_THE_RECORD, party=CLAIMANT)
OWN_POST = HopFact(HopActor.PARTY, Directness.OWN_CHANNEL, party=CLAIMANT)
AGENCY_HOP = HopFact(HopActor.OUTLET, Directness.UNSTATED, party=AGENCY)
DAILY_HOP = HopFact(HopActor.OUTLET, Directness.UNSTATED, party=DAILY)
PAPER_HOP = HopFact(HopActor.OUTLET, Directness.UNSTATED, label="A paper")
HEARSAY_HOP = HopFact(HopActor.PARTY, Directness.SECOND_HAND, party=CLAIMANT)
WITNESS_HOP = HopFact(HopActor.PROTECTED_PERSON, Directness.UNSTATED, identity=7)
A_MAN_HOP = HopFact(HopActor.ANONYMOUS_PERSON, Directness.UNSTATED, label="A man on the phone")
GAP = HopFact(HopActor.UNKNOWN, Directness.UNSTATED)

ROUTES = [
    # routes → attested by, unknown
    ([], 0, 0),
    ([RouteFact(50, [PAPER_HOP, CLAIMANTS_HOP])], 1, 0),
    ([RouteFact(50, [PAPER_HOP, AGENCY_HOP, CLAIMANTS_HOP]), RouteFact(51, [AGENCY_HOP, CLAIMANTS_HOP])], 1, 0),
    ([RouteFact(50, [PAPER_HOP, CLAIMANTS_HOP]), RouteFact(51, [AGENCY_HOP, CLAIMANTS_HOP])], 2, 0),
    ([RouteFact(50, [OWN_POST])], 1, 0),
    ([RouteFact(50, [PAPER_HOP, GAP, CLAIMANTS_HOP])], 0, 1),
    ([RouteFact(50, [PAPER_HOP, HEARSAY_HOP])], 0, 1),
    ([RouteFact(50)], 0, 1),
    ([RouteFact(50, [PAPER_HOP, WITNESS_HOP, CLAIMANTS_HOP]), RouteFact(51, [WITNESS_HOP, CLAIMANTS_HOP])], 1, 0),
    ([RouteFact(50, [PAPER_HOP, A_MAN_HOP, CLAIMANTS_HOP]), RouteFact(51, [A_MAN_HOP, CLAIMANTS_HOP])], 1, 0),
]


@pytest.mark.parametrize(("routes", "by", "unknown"), ROUTES)
def test_attested_by_counts_first_hand_routes(routes, by, unknown):
    assert attested({CLAIMANT}, routes, Ties()) == Attested(by, unknown)


def test_recorders_that_hang_together_are_one():
    routes = [RouteFact(50, [AGENCY_HOP, CLAIMANTS_HOP]), RouteFact(51, [DAILY_HOP, CLAIMANTS_HOP])]
    ties = Ties(relations=[(DAILY, PartyRelationKind.OUTLET_OF, AGENCY)])

    assert attested({CLAIMANT}, routes, Ties()).by == 2
    assert attested({CLAIMANT}, routes, ties).by == 1


def test_a_source_counts_by_what_it_derives_from_and_by_its_outlet():
    routes = [RouteFact(50, [PAPER_HOP, CLAIMANTS_HOP]), RouteFact(51, [PAPER_HOP, CLAIMANTS_HOP])]

    assert attested({CLAIMANT}, routes, Ties(derivations=[(50, 51)])).by == 1
    assert attested({CLAIMANT}, routes, Ties(outlets={50: AGENCY, 51: AGENCY})).by == 1
    assert attested({CLAIMANT}, routes, Ties(outlets={50: AGENCY, 51: DAILY})).by == 2


def read_in(source, *hops):
    return [HopFact(HopActor.OUTLET, Directness.UNSTATED, label="Somebody", read_in=source), *hops]


def test_routes_read_in_one_another_lead_around_and_count_for_nothing():
    one = RouteFact(50, read_in(51, CLAIMANTS_HOP), utterance=1)
    other = RouteFact(51, read_in(50, CLAIMANTS_HOP), utterance=1)

    assert attested({CLAIMANT}, [one, other], Ties()) == Attested(circular=2)
    beside = RouteFact(52, read_in(50, CLAIMANTS_HOP), utterance=1)
    assert attested({CLAIMANT}, [one, other, beside], Ties()) == Attested(1, circular=2)


@pytest.mark.parametrize(
    "other",
    [
        RouteFact(51, read_in(50, CLAIMANTS_HOP), utterance=2),
        RouteFact(51, read_in(51, CLAIMANTS_HOP), utterance=1),
        RouteFact(51, read_in(None, CLAIMANTS_HOP), utterance=1),
    ],
)
def test_what_was_read_elsewhere_or_in_itself_does_not_lead_around(other):
    one = RouteFact(50, read_in(51, CLAIMANTS_HOP), utterance=1)

    assert attested({CLAIMANT}, [one, other], Ties()) == Attested(2)


@pytest.mark.parametrize("ties", [{}, {"derivations": [(50, 49)], "verdicts": {49: Verdict.EDITED}}])
def test_a_source_that_is_not_what_it_seemed_attests_nothing(ties):
    verdicts = ties.get("verdicts", {50: Verdict.EDITED})
    route = RouteFact(50, [PAPER_HOP, CLAIMANTS_HOP])

    assert attested({CLAIMANT}, [route], Ties(**ties | {"verdicts": verdicts})) == Attested(discredited=1)


@pytest.mark.parametrize(
    ("hop", "route"),
    [
        (HopFact(HopActor.NAMED_PERSON, Directness.ON_THE_RECORD, label="A spokesperson"), {}),
        (HopFact(HopActor.NAMED_PERSON, Directness.INTERVIEW, party=SPEAKER), {"speaker": SPEAKER}),
        (HopFact(HopActor.PROTECTED_PERSON, Directness.INTERVIEW, identity=7), {"speaker_identity": 7}),
    ],
)
def test_the_speakers_hop_is_the_claimants_own(hop, route):
    said = RouteFact(50, [PAPER_HOP, hop], **{"speaker_label": "a spokesperson", **route})

    assert attested({CLAIMANT}, [said], Ties()).by == 1
