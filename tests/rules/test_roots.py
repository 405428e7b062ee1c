"""Twelve documents or one root: what counts once, what counts not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.roots import Dependence, EvidenceFact, HopFact, RouteFact, support_of
from claims.vocabulary import Basis, Bearing, Directness, HopActor, RootKind

CLAIMANT, ALLY, AGENCY, HOSPITAL, MONITOR = 1, 2, 3, 4, 5


def by_party(evidence_id: int, party: int, basis: Basis = Basis.SAW_IT, bearing: Bearing = Bearing.SUPPORTS):
    return EvidenceFact(evidence_id, 100 + evidence_id, bearing, RootKind.PARTY, basis, party=party)


def unknown(evidence_id: int, reason: str = ""):
    return EvidenceFact(
        evidence_id,
        100 + evidence_id,
        Bearing.SUPPORTS,
        RootKind.UNKNOWN,
        Basis.UNSTATED,
        distinct_reason=reason,
    )


def supported(evidence, pairs=()):
    return support_of(frozenset({CLAIMANT}), evidence, [], Dependence(pairs))


def test_the_claimant_does_not_support_itself():
    assert supported([by_party(1, CLAIMANT), by_party(2, HOSPITAL)]).supported_by == 1


def test_an_ally_of_the_claimant_does_not_support_it():
    assert supported([by_party(1, ALLY)], [(("party", CLAIMANT), ("party", ALLY))]).supported_by == 0


def test_seven_documents_of_one_root_are_one_root():
    support = supported([by_party(each, AGENCY) for each in range(7)])

    assert (support.documents, support.supported_by) == (7, 1)


def test_two_unrelated_roots_are_two():
    assert supported([by_party(1, HOSPITAL), by_party(2, MONITOR)]).supported_by == 2


def test_recordings_that_derive_from_one_are_one_root():
    evidence = [
        EvidenceFact(
            each, 100 + each, Bearing.SUPPORTS, RootKind.SOURCE, Basis.EXAMINED_MATERIAL, root_source=10 + each
        )
        for each in (1, 2)
    ]

    assert supported(evidence).supported_by == 2
    assert supported(evidence, [(("source", 11), ("source", 12))]).supported_by == 1


def test_unknown_roots_count_zero_until_somebody_says_why_one_is_distinct():
    support = supported([unknown(1), unknown(2), unknown(3, reason="Met in person; could not know the others.")])

    assert (support.supported_by, support.unknown_roots) == (1, 2)


@pytest.mark.parametrize("basis", [Basis.WAS_TOLD, Basis.UNSTATED])
def test_hearsay_is_a_root_but_not_a_firm_one(basis):
    support = supported([by_party(1, HOSPITAL, basis)])

    assert (support.supported_by, support.firm_roots) == (1, 0)


def test_contradiction_is_counted_apart_and_the_claimant_may_contradict_itself():
    support = supported([by_party(1, CLAIMANT, bearing=Bearing.CONTRADICTS), by_party(2, HOSPITAL)])

    assert (support.supported_by, support.contradicted_by) == (1, 1)


CLAIMANTS_HOP = HopFact(HopActor.PARTY, Directness.ON_THE_RECORD, party=CLAIMANT)
OWN_POST = HopFact(HopActor.PARTY, Directness.OWN_CHANNEL, party=CLAIMANT)
AGENCY_HOP = HopFact(HopActor.OUTLET, Directness.UNSTATED, party=AGENCY)
PAPER_HOP = HopFact(HopActor.OUTLET, Directness.UNSTATED, label="A paper")
HEARSAY_HOP = HopFact(HopActor.PARTY, Directness.SECOND_HAND, party=CLAIMANT)
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
]


@pytest.mark.parametrize(("routes", "attested", "unknown_routes"), ROUTES)
def test_attested_by_counts_first_hand_routes(routes, attested, unknown_routes):
    support = support_of(frozenset({CLAIMANT}), [], routes, Dependence())

    assert (support.attested_by, support.unknown_routes) == (attested, unknown_routes)


def test_a_speaker_known_by_label_is_the_claimants_own_hop():
    spoken = HopFact(HopActor.NAMED_PERSON, Directness.ON_THE_RECORD, label="A spokesperson")
    route = RouteFact(50, [PAPER_HOP, spoken], speaker_label="a spokesperson")

    assert support_of(frozenset({CLAIMANT}), [], [route], Dependence()).attested_by == 1


nodes = st.tuples(st.just("party"), st.integers(1, 8))


@given(st.lists(st.tuples(nodes, nodes)))
def test_dependence_groups_are_the_connected_components(pairs):
    dependence = Dependence(pairs)
    reach = {("party", each): {("party", each)} for each in range(1, 9)}
    for one, other in pairs * 8:
        both = reach[one] | reach[other]
        for node in both:
            reach[node] = reach[node] | both

    for one in reach:
        for other in reach:
            assert (dependence.group(one) == dependence.group(other)) == (other in reach[one])
