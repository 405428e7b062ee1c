"""What is found to contradict what: figures, denials, whom different claimants blame."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.rules.bodies import Bodies
from claims.rules.contradictions import AccusationFact, ClaimFact, FigureFact, contradictions
from claims.rules.figures import Bounds, closed_bounds, closed_off, counted, covers
from claims.vocabulary import AccusedRole, Discrepancy, Metric, Population, Qualifier

QUESTION, ANOTHER = 7, 8
FRONT, FORCE, MONITORS = 100, 200, 300
ARMY, BRIGADE, MERCENARIES, OTHER_BRIGADE = 10, 11, 20, 12


def killed(number, low, high, *, denied=False, population=Population.PEOPLE, label="", side=None):
    about = counted(Metric.KILLED, "", population, label, side)
    return FigureFact(number, about, Bounds(low, high), denied)


def claims_with(one, other, **more):
    """Two claims on one question by different claimants, with a figure each."""
    return [
        ClaimFact(1, QUESTION, frozenset({FRONT}), figures=[one]),
        ClaimFact(2, QUESTION, frozenset({FORCE}), figures=[other], **more),
    ]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ((21, None), (None, 10), True),  # at least 21, up to 10
        ((21, None), (12, 12), True),
        ((21, None), (21, 21), False),
        ((21, None), (30, None), False),
        ((None, 10), (None, 50), False),
        ((None, 10), (10, 12), False),
        ((5, 9), (10, 12), True),
        ((5, 10), (10, 12), False),
        ((0, 0), (1, None), True),
    ],
)
def test_figures_clash_where_no_number_suits_both(one, other, clash):
    found = contradictions(claims_with(killed(1, *one), killed(2, *other)))
    assert [(each.claim, each.other, each.discrepancy, each.figures) for each in found] == (
        [(1, 2, Discrepancy.DISJOINT_FIGURES, ((1, 2),))] if clash else []
    )


@pytest.mark.parametrize(
    ("asserted", "denied", "clash"),
    [
        ((21, None), (21, None), True),
        ((25, 25), (21, None), True),  # it denies that there were 21 or more, so 25, too
        ((21, None), (21, 21), False),  # not exactly 21; it may have been 22
        ((12, 12), (21, None), False),
        ((None, 10), (None, 20), True),
    ],
)
def test_a_denied_figure_clashes_with_what_it_denies_whole(asserted, denied, clash):
    found = contradictions(claims_with(killed(1, *asserted), killed(2, *denied, denied=True)))
    assert bool(found) == clash
    assert not contradictions(claims_with(killed(1, *asserted, denied=True), killed(2, *denied, denied=True)))


@pytest.mark.parametrize(
    "other",
    [
        killed(2, 1, 1, population=Population.CHILDREN),
        killed(2, 1, 1, population=Population.OTHER, label="drones"),
        killed(2, 1, 1, side=ARMY),
    ],
)
def test_figures_of_different_things_are_not_compared(other):
    assert not contradictions(claims_with(killed(1, 21, None), other))


def test_labels_are_compared_whatever_their_case():
    one = killed(1, 5, 5, population=Population.OTHER, label="Drones")
    other = killed(2, 1, 1, population=Population.OTHER, label="drones")
    assert contradictions(claims_with(one, other))


def test_figures_on_different_questions_or_on_none_are_not_compared():
    for question in (ANOTHER, None):
        rows = [
            ClaimFact(1, question and QUESTION, frozenset({FRONT}), figures=[killed(1, 21, None)]),
            ClaimFact(2, question, frozenset({FORCE}), figures=[killed(2, 1, 1)]),
        ]
        assert not contradictions(rows)


def test_what_one_claimant_has_replaced_is_not_held_against_it():
    rows = [ClaimFact(n, QUESTION, frozenset({FRONT}), figures=[killed(n, n, n)]) for n in (1, 2)]
    assert contradictions(rows)
    assert not contradictions(rows, replaced={frozenset({1, 2})})
    others = claims_with(killed(1, 1, 1), killed(2, 2, 2))
    assert contradictions(others, replaced={frozenset({1, 2})})


def test_one_claim_does_not_contradict_itself():
    assert not contradictions([ClaimFact(1, QUESTION, figures=[killed(1, 1, 1), killed(2, 2, 2)])])


def test_two_figures_that_clash_are_one_suggestion():
    rows = [
        ClaimFact(1, QUESTION, figures=[killed(1, 9, 9), killed(2, 5, 5, side=ARMY)]),
        ClaimFact(2, QUESTION, figures=[killed(3, 1, 1), killed(4, 2, 2, side=ARMY)]),
    ]
    (found,) = contradictions(rows)
    assert found.figures == ((1, 3), (2, 4))


def test_a_denial_contradicts_the_allegation_that_it_answers():
    accuses = ClaimFact(1, QUESTION, frozenset({FRONT}), accusations=[accused(5, ARMY)])
    denies = ClaimFact(2, None, frozenset({ARMY}), denies=frozenset({5, 99}))
    (found,) = contradictions([denies, accuses])
    assert (found.claim, found.other, found.discrepancy, found.denied) == (1, 2, Discrepancy.ALLEGATION_DENIED, (5,))


def accused(number, party, role=AccusedRole.CARRIED_OUT):
    return AccusationFact(number, party, role)


def blames(number, claimant, *parties, role=AccusedRole.CARRIED_OUT, question=QUESTION):
    claimants = frozenset({claimant} if claimant else ())
    accusations = [accused(number * 10 + place, party, role) for place, party in enumerate(parties)]
    return ClaimFact(number, question, claimants, accusations=accusations)


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ([blames(1, FRONT, ARMY), blames(2, FORCE, MERCENARIES)], [(1, 2)]),
        ([blames(1, FRONT, ARMY), blames(2, FORCE, ARMY)], []),
        # The same claimant blames both; it is not of two minds.
        ([blames(1, FRONT, ARMY), blames(2, FRONT, MERCENARIES)], []),
        # One who blames one of two does not contradict who blames both, in one claim or in two.
        ([blames(1, FRONT, ARMY, MERCENARIES), blames(2, MONITORS, MERCENARIES)], []),
        ([blames(1, FRONT, ARMY), blames(2, FRONT, MERCENARIES), blames(3, MONITORS, MERCENARIES)], []),
        # Both of the front's claims stand against who blames neither.
        (
            [blames(1, FRONT, ARMY), blames(2, FRONT, MERCENARIES), blames(3, MONITORS, FORCE)],
            [(1, 3), (2, 3)],
        ),
        ([blames(1, FRONT, ARMY, question=None), blames(2, FORCE, MERCENARIES, question=None)], []),
        ([blames(1, FRONT, ARMY), blames(2, FORCE, MERCENARIES, question=ANOTHER)], []),
        ([blames(1, FRONT, ARMY), blames(2, FORCE, MERCENARIES, role=AccusedRole.ORDERED)], []),
        (
            [
                blames(1, FRONT, ARMY, role=AccusedRole.SUPPLIED),
                blames(2, FORCE, MERCENARIES, role=AccusedRole.SUPPLIED),
            ],
            [],
        ),
        # Of two reports that nobody is named for, nobody knows whether they are of one mind.
        ([blames(1, None, ARMY), blames(2, None, MERCENARIES)], []),
        ([blames(1, None, ARMY), blames(2, FORCE, MERCENARIES)], [(1, 2)]),
    ],
)
def test_different_claimants_blame_different_parties(rows, pairs):
    found = contradictions(rows)
    assert [(each.claim, each.other) for each in found] == pairs
    assert all(each.discrepancy == Discrepancy.OTHER_PARTY_BLAMED for each in found)


def test_a_party_and_what_it_is_part_of_are_not_different_but_two_parts_are():
    belongs = [(BRIGADE, ARMY), (OTHER_BRIGADE, ARMY)]
    whole_and_part = [blames(1, FRONT, ARMY), blames(2, FORCE, BRIGADE)]
    two_parts = [blames(1, FRONT, OTHER_BRIGADE), blames(2, FORCE, BRIGADE)]
    assert not contradictions(whole_and_part, belongs=belongs)
    assert contradictions(two_parts, belongs=belongs)


def test_belonging_reaches_up_and_ends_in_a_circle():
    bodies = Bodies([(1, 2), (2, 3), (3, 1), (4, 3)])
    assert bodies.one(1, 3)
    assert bodies.one(3, 1)
    assert bodies.one(4, 2)
    assert not bodies.one(5, 1)


qualified = st.one_of(
    st.integers(0, 60).map(lambda n: (Qualifier.EXACTLY, n, n)),
    st.integers(0, 60).map(lambda n: (Qualifier.AT_LEAST, n, None)),
    st.integers(0, 60).map(lambda n: (Qualifier.MORE_THAN, n, None)),
    st.integers(0, 60).map(lambda n: (Qualifier.UP_TO, None, n)),
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (Qualifier.BETWEEN, min(pair), max(pair))),
)


def numbers(bounds: Bounds) -> set[int]:
    low = 0 if bounds.lowest is None else bounds.lowest
    high = 200 if bounds.highest is None else bounds.highest
    return set(range(low, high + 1))


@given(qualified, qualified)
@example((Qualifier.UP_TO, None, 0), (Qualifier.EXACTLY, 0, 0))
def test_bounds_are_disjoint_and_cover_each_other_exactly_as_their_numbers_do(one, other):
    first, second = closed_bounds(*one), closed_bounds(*other)
    assert closed_off(first, second) == closed_off(second, first) == (not numbers(first) & numbers(second))
    if first.lowest != 0:  # from 0 on is all there is, whether somebody said so or not
        assert covers(second, first) == (numbers(first) <= numbers(second))


claims = st.lists(
    st.builds(
        lambda who, figures, parties: (who, figures, parties),
        st.sampled_from([FRONT, FORCE, MONITORS, None]),
        st.lists(st.tuples(st.integers(0, 9), st.sampled_from([None, ARMY])), max_size=2),
        st.lists(st.sampled_from([ARMY, BRIGADE, MERCENARIES]), max_size=2, unique=True),
    ),
    max_size=6,
)


@given(claims, st.randoms(use_true_random=False))
def test_what_is_found_and_its_fingerprint_do_not_depend_on_the_order_of_rows(given_claims, random):
    rows = [
        ClaimFact(
            number,
            QUESTION,
            frozenset({who} if who else ()),
            figures=[killed(number * 10 + n, low, low, side=side) for n, (low, side) in enumerate(figures)],
            accusations=[accused(number * 10 + n, party) for n, party in enumerate(parties)],
            denies=frozenset({(number + 1) * 10}),
        )
        for number, (who, figures, parties) in enumerate(given_claims, start=1)
    ]

    def shuffled(parts):
        return random.sample(list(parts), len(parts))

    again = [
        ClaimFact(row.id, row.question, row.claimants, shuffled(row.figures), shuffled(row.accusations), row.denies)
        for row in shuffled(rows)
    ]

    assert contradictions(again) == contradictions(rows)
    prints = [each.fingerprint for each in contradictions(rows)]
    assert len(set(prints)) == len(prints)
    assert all(len(each) == 64 for each in prints)


def test_a_fingerprint_changes_with_the_facts_and_with_nothing_else():
    def of(one, other):
        (found,) = contradictions(claims_with(one, other))
        return found.fingerprint

    first = of(killed(1, 21, None), killed(2, None, 10))
    assert of(killed(8, 21, None), killed(9, None, 10)) == first  # other rows that say the same
    assert of(killed(1, 22, None), killed(2, None, 10)) != first
    assert of(killed(1, 21, None), killed(2, None, 9)) != first
