"""Twelve documents or one root: what counts once, what counts not at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.roots import EvidenceFact, Weight, support_of
from claims.rules.ties import Ties
from claims.vocabulary import Basis, Bearing, PartyRelationKind, RootKind, Verdict

CLAIMANT, ALLY, AGENCY, HOSPITAL, MONITOR = 1, 2, 3, 4, 5
PAPER, WIRE, VIDEO, COPY, ANALYSIS = 101, 102, 103, 104, 105
ALLIED, ANSWERS_FOR, OUTLET_OF = (
    PartyRelationKind.ALLIED_WITH,
    PartyRelationKind.ANSWERS_FOR,
    PartyRelationKind.OUTLET_OF,
)


def by_party(evidence_id: int, party: int, basis: Basis = Basis.SAW_IT, **more: Any) -> EvidenceFact:
    facts = {"source": 200 + evidence_id, "bearing": Bearing.SUPPORTS, **more}
    return EvidenceFact(evidence_id, root_kind=RootKind.PARTY, basis=basis, party=party, **facts)


def by_source(evidence_id: int, root: int, basis: Basis = Basis.EXAMINED_MATERIAL, **more: Any) -> EvidenceFact:
    facts = {"source": 200 + evidence_id, "bearing": Bearing.SUPPORTS, **more}
    return EvidenceFact(evidence_id, root_kind=RootKind.SOURCE, basis=basis, root_source=root, **facts)


def unknown(evidence_id: int, reason: str = "", **more: Any) -> EvidenceFact:
    facts = {"source": 200 + evidence_id, "bearing": Bearing.SUPPORTS, **more}
    return EvidenceFact(evidence_id, root_kind=RootKind.UNKNOWN, basis=Basis.UNSTATED, distinct_reason=reason, **facts)


def supported(evidence, **ties):
    return support_of({CLAIMANT}, evidence, [], Ties(**ties))


def weights(support):
    return {piece.id: piece.weight for piece in support.apart}


def test_the_claimant_does_not_support_itself():
    support = supported([by_party(1, CLAIMANT), by_party(2, HOSPITAL)])

    assert (support.supported_by, weights(support)) == (1, {1: Weight.OWN})


@pytest.mark.parametrize(
    ("relations", "apart", "expected"),
    [
        ([], [], 1),
        ([(CLAIMANT, ALLIED, ALLY)], [], 0),
        ([(ALLY, ALLIED, CLAIMANT)], [], 0),
        ([(CLAIMANT, ANSWERS_FOR, ALLY)], [], 1),
        ([(CLAIMANT, ALLIED, ALLY)], [(ALLY, CLAIMANT)], 1),
        ([(CLAIMANT, ALLIED, AGENCY), (AGENCY, ALLIED, ALLY)], [], 0),
        ([(CLAIMANT, ALLIED, AGENCY), (AGENCY, ALLIED, ALLY)], [(AGENCY, ALLY)], 1),
        ([(CLAIMANT, ALLIED, AGENCY), (AGENCY, ALLIED, ALLY)], [(CLAIMANT, ALLY)], 0),
        ([(CLAIMANT, ALLIED, ALLY), (ALLY, OUTLET_OF, CLAIMANT)], [(CLAIMANT, ALLY)], 1),
    ],
)
def test_who_hangs_together_with_the_claimant_does_not_support_it(relations, apart, expected):
    assert supported([by_party(1, ALLY)], relations=relations, parties_apart=apart).supported_by == expected


def test_a_merged_party_hangs_together_as_the_one_that_stands_for_it():
    evidence = [by_party(1, HOSPITAL), by_party(2, MONITOR)]
    assert supported(evidence, merged={MONITOR: HOSPITAL}).supported_by == 1
    tied = {"merged": {9: HOSPITAL}, "relations": [(9, ALLIED, MONITOR)]}
    assert supported(evidence, **tied).supported_by == 1
    assert supported(evidence, **tied, parties_apart=[(MONITOR, 9)]).supported_by == 2


def test_seven_documents_of_one_root_are_one_root():
    support = supported([by_party(each, AGENCY) for each in range(7)])

    assert (support.documents, support.supported_by) == (7, 1)
    assert support.roots[0].evidence == list(range(7))


def test_two_unrelated_roots_are_two():
    assert supported([by_party(1, HOSPITAL), by_party(2, MONITOR)]).supported_by == 2


SOURCES = [
    # what the sources hang on → how many roots two pieces of evidence from COPY and ANALYSIS have
    ({}, 2),
    ({"derivations": [(COPY, VIDEO), (ANALYSIS, VIDEO)]}, 1),
    ({"derivations": [(COPY, ANALYSIS)]}, 1),
    ({"derivations": [(COPY, VIDEO), (ANALYSIS, VIDEO)], "origins_apart": [(COPY, VIDEO)]}, 2),
    ({"outlets": {COPY: AGENCY, ANALYSIS: AGENCY}}, 1),
    ({"outlets": {COPY: AGENCY, ANALYSIS: AGENCY}, "outlets_apart": [(COPY, AGENCY)]}, 2),
    ({"outlets": {COPY: AGENCY, ANALYSIS: MONITOR}}, 2),
    ({"outlets": {COPY: AGENCY, ANALYSIS: MONITOR}, "relations": [(AGENCY, ALLIED, MONITOR)]}, 1),
    # Both outlets took it from the same video; it is the video that counts, not who showed it.
    ({"outlets": {COPY: AGENCY, ANALYSIS: MONITOR}, "derivations": [(COPY, VIDEO), (ANALYSIS, VIDEO)]}, 1),
    # The paper once took another story from the wire: that makes the two no one root for ever.
    ({"outlets": {COPY: AGENCY, ANALYSIS: MONITOR, PAPER: AGENCY, WIRE: MONITOR}, "derivations": [(PAPER, WIRE)]}, 2),
]


@pytest.mark.parametrize(("ties", "expected"), SOURCES)
def test_sources_count_by_their_ultimate_origins(ties, expected):
    assert supported([by_source(1, COPY), by_source(2, ANALYSIS)], **ties).supported_by == expected


def test_who_rests_on_one_of_several_adds_one_at_most():
    two_origins = {"derivations": [(COPY, VIDEO), (COPY, WIRE)]}
    assert supported([by_source(1, COPY)], **two_origins).supported_by == 1
    assert supported([by_source(1, COPY), by_source(2, VIDEO)], **two_origins).supported_by == 1
    assert supported([by_source(1, COPY), by_source(2, VIDEO), by_source(3, WIRE)], **two_origins).supported_by == 2
    assert supported([by_source(1, COPY), by_party(2, HOSPITAL)], **two_origins).supported_by == 2
    more = {"derivations": [(COPY, VIDEO), (COPY, WIRE), (PAPER, 111), (PAPER, 112)]}
    assert supported([by_source(1, COPY), by_source(2, PAPER)], **more).supported_by == 1


def test_unknown_roots_count_zero_until_somebody_says_why_one_is_distinct():
    support = supported([unknown(1), unknown(2), unknown(3, reason="Met in person; could not know the others.")])

    assert (support.supported_by, support.unknown_roots) == (1, 2)


def test_a_protected_person_is_known_to_us_and_counts_once():
    def protected(evidence_id, identity):
        return EvidenceFact(
            evidence_id, 200, Bearing.SUPPORTS, RootKind.PROTECTED, Basis.SAW_IT, identity=identity, name="The nurse"
        )

    support = supported([protected(1, 7), protected(2, 7), protected(3, 8)])

    assert (support.supported_by, support.firm_roots, support.roots[0].label) == (2, 2, "The nurse")


@pytest.mark.parametrize("basis", [Basis.WAS_TOLD, Basis.UNSTATED])
def test_hearsay_is_a_root_but_not_a_firm_one(basis):
    support = supported([by_party(1, HOSPITAL, basis)])

    assert (support.supported_by, support.firm_roots) == (1, 0)


def test_what_may_rest_on_another_root_makes_none_firm():
    ties = {"derivations": [(COPY, VIDEO), (COPY, WIRE)]}
    support = supported([by_source(1, COPY), by_source(2, VIDEO, Basis.WAS_TOLD)], **ties)

    assert (support.supported_by, support.firm_roots) == (1, 0)
    assert supported([by_source(1, COPY)], **ties).firm_roots == 1


def test_contradiction_is_counted_apart_and_the_claimant_may_contradict_itself():
    support = supported([by_party(1, CLAIMANT, bearing=Bearing.CONTRADICTS), by_party(2, HOSPITAL)])

    assert (support.supported_by, support.contradicted_by, support.firm_against) == (1, 1, 1)


# Citations: PAPER says "according to WIRE"; what WIRE rests on is what both rest on.


def test_a_citation_rests_on_what_the_cited_source_rests_on():
    cites, cited = by_source(1, WIRE, source=PAPER), by_party(2, HOSPITAL, source=WIRE)

    support = supported([cites, cited], outlets={WIRE: AGENCY})
    assert [(root.evidence, root.firm) for root in support.roots] == [([1, 2], True)]
    assert supported([cites], outlets={WIRE: AGENCY}).supported_by == 1


def test_who_cites_the_claimant_does_not_support_it():
    cites, cited = by_source(1, WIRE, source=PAPER), by_party(2, CLAIMANT, source=WIRE)

    assert weights(supported([cites, cited])) == {1: Weight.OWN, 2: Weight.OWN}


def test_a_citation_of_something_unknown_is_unknown():
    support = supported([by_source(1, WIRE, source=PAPER), unknown(2, source=WIRE)])

    assert (support.supported_by, support.unknown_roots, support.circular) == (0, 2, 0)


def test_who_only_cite_one_another_have_no_root_and_are_circular():
    around = [by_source(1, WIRE, source=PAPER), by_source(2, PAPER, source=WIRE)]
    aside = by_source(3, WIRE, source=COPY)

    support = supported([*around, aside])
    assert (support.supported_by, support.circular) == (0, 3)
    assert weights(support) == {1: Weight.CIRCULAR, 2: Weight.CIRCULAR, 3: Weight.CIRCULAR}
    found = supported([*around, aside, by_party(4, HOSPITAL, source=PAPER)])
    assert (found.supported_by, found.circular, found.roots[0].evidence) == (1, 0, [1, 2, 3, 4])


def test_a_source_that_names_itself_as_root_is_no_loop():
    assert supported([by_source(1, VIDEO, source=VIDEO)]).supported_by == 1


def test_a_citation_looks_at_the_same_claims_evidence_of_the_same_bearing_only():
    against = by_party(2, HOSPITAL, source=WIRE, bearing=Bearing.CONTRADICTS)

    support = supported([by_source(1, WIRE, source=PAPER), against])
    assert (support.supported_by, support.contradicted_by) == (1, 1)


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Verdict.AUTHENTIC, 1),
        (Verdict.UNSETTLED, 1),
        (Verdict.EDITED, 0),
        (Verdict.MISCAPTIONED, 0),
        (Verdict.STAGED, 0),
    ],
)
@pytest.mark.parametrize(
    ("evidence", "ties"),
    [
        (by_source(1, VIDEO), {}),
        (by_party(1, HOSPITAL, source=VIDEO), {}),
        (by_source(1, COPY), {"derivations": [(COPY, VIDEO)]}),
        (by_source(1, COPY), {"derivations": [(COPY, VIDEO), (VIDEO, WIRE)]}),
    ],
)
def test_what_was_found_not_to_be_what_it_seemed_supports_nothing(evidence, ties, verdict, expected):
    support = supported([evidence], verdicts={VIDEO: verdict}, **ties)

    assert (support.supported_by, support.discredited) == (expected, 1 - expected)


def test_a_citation_of_something_discredited_falls_with_it():
    cites, cited = by_source(1, WIRE, source=PAPER), by_source(2, VIDEO, source=WIRE)

    assert supported([cites, cited]).supported_by == 1
    support = supported([cites, cited], verdicts={VIDEO: Verdict.STAGED})
    assert (support.supported_by, support.discredited) == (0, 2)


def test_what_has_another_origin_beside_a_discredited_one_still_counts():
    ties = {"derivations": [(COPY, VIDEO), (COPY, WIRE)], "verdicts": {VIDEO: Verdict.STAGED}}

    assert supported([by_source(1, COPY)], **ties).supported_by == 1


def test_what_could_not_be_verified_is_a_document_and_no_more():
    support = supported([by_party(1, HOSPITAL, bearing=Bearing.COULD_NOT_VERIFY)])

    assert (support.documents, support.supported_by, support.contradicted_by, support.apart) == (1, 0, 0, [])


parties = st.integers(1, 8)


@given(st.lists(st.tuples(parties, st.just(ALLIED), parties)))
def test_groups_of_parties_are_the_connected_components(relations):
    ties = Ties(relations=relations)
    reach = {each: {each} for each in range(1, 9)}
    for one, _kind, other in relations * 8:
        both = reach[one] | reach[other]
        for each in both:
            reach[each] = reach[each] | both

    for each, group in reach.items():
        assert ties.group(each) == ("party", min(group))
