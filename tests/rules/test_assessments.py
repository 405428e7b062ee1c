import pytest

from claims.errors import RuleBroken
from claims.rules.assessments import (
    GROUNDS_MISSING,
    NEEDS,
    ROOTS_MISSING,
    SIDE_MISSING,
    Facts,
    check_assessable,
    check_assessment,
    missing_for,
)
from claims.rules.roots import Root, Support
from claims.vocabulary import ClaimKind, Standing, Status


def support(*roots: Root, against: tuple[Root, ...] = (), unknown: int = 0) -> Support:
    return Support(
        supported_by=len(roots),
        firm_roots=sum(root.firm for root in roots),
        unknown_roots=unknown,
        contradicted_by=len(against),
        roots=roots,
        contradicting_roots=against,
    )


HOSPITAL = Root(label="The hospital", evidence=[1, 2, 3], firm=True)
SATELLITE = Root(label="Satellite image", evidence=[4], firm=True)
MAYOR = Root(label="The mayor", evidence=[5], firm=False)
NOTHING = support()
BOTH = support(HOSPITAL, against=(SATELLITE,))


def refusal(
    wanted: Status, rationale: str = "", facts: Support = NOTHING, now: Status = Status.CONTESTED
) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        check_assessment(wanted=wanted, rationale=rationale, facts=Facts(now=now, support=facts))
    return refused.value


def test_every_status_says_what_it_needs():
    assert NEEDS.keys() == set(Status)


@pytest.mark.parametrize(
    ("wanted", "rationale", "facts"),
    [
        (Status.CORROBORATED, "", support(HOSPITAL, SATELLITE)),
        (Status.CORROBORATED, "Both looked", support(HOSPITAL, SATELLITE, MAYOR)),
        (Status.CONTESTED, "Neither prevails", BOTH),
        (Status.CONTESTED, "Neither prevails", support(MAYOR, against=(SATELLITE,))),
        (Status.COULD_NOT_BE_VERIFIED, "No access to the town", NOTHING),
        (Status.NOT_ASSESSED, "The root withdrew", NOTHING),
        (Status.ESTABLISHED, "We were there", support(HOSPITAL)),
        (Status.ESTABLISHED, "Told at first hand", support(MAYOR)),
        (Status.REFUTED, "It cannot be", NOTHING),
    ],
)
def test_what_is_there_is_enough(wanted, rationale, facts):
    given = Facts(now=Status.CONTESTED, support=facts)
    check_assessment(wanted=wanted, rationale=rationale, facts=given)
    assert missing_for(wanted, given) == []


def test_an_admission_establishes_without_any_root():
    admitted = Facts(now=Status.NOT_ASSESSED, support=NOTHING, admitted_by=["The army"])
    check_assessment(wanted=Status.ESTABLISHED, rationale="They accept it", facts=admitted)
    assert missing_for(Status.CORROBORATED, admitted), "an admission is no root"


@pytest.mark.parametrize("unknown", [0, 3])
def test_established_says_that_there_is_neither_evidence_nor_an_admission(unknown):
    refused = refusal(Status.ESTABLISHED, "We are sure", support(unknown=unknown))
    assert (refused.code, refused.field) == ("grounds_missing", "status")
    assert "or an admission by the accused; this claim has neither." in str(refused)
    assert ("(3 here)" in str(refused)) is bool(unknown)


SECOND = [Status.ESTABLISHED, Status.REFUTED]


@pytest.mark.parametrize("wanted", [Status.CONTESTED, Status.COULD_NOT_BE_VERIFIED, Status.NOT_ASSESSED, *SECOND])
def test_a_judgement_has_a_rationale(wanted):
    refused = refusal(wanted, "", BOTH)
    assert (refused.code, refused.field) == ("rationale_missing", "rationale")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (NOTHING, "this claim has none beside its claimant."),
        (support(unknown=6), "Unknown and anonymous roots (6 here) count only once"),
        (support(HOSPITAL), "this claim has one (The hospital; pieces of evidence: 3)."),
        (support(HOSPITAL, unknown=1), "has one (The hospital; pieces of evidence: 3). Unknown and anonymous roots (1"),
        (support(MAYOR), "this claim has none. Only told, or silent on how they know: The mayor."),
        (support(HOSPITAL, MAYOR), "has one (The hospital). Only told, or silent on how they know: The mayor."),
    ],
)
def test_corroborated_says_which_roots_are_missing(facts, says):
    refused = refusal(Status.CORROBORATED, "Reported widely", facts)
    assert (refused.code, refused.field) == ("roots_missing", "status")
    assert str(refused).startswith("Two distinct roots")
    assert says in str(refused)


def test_many_roots_are_not_all_spelled_out():
    told = [Root(label=f"Neighbour {number}", evidence=[number]) for number in range(5)]
    assert "Neighbour 0, Neighbour 1, Neighbour 2, …." in str(refusal(Status.CORROBORATED, facts=support(*told)))


def test_every_wording_takes_the_same_slots():
    slots = {"roots": "a", "told": "b", "pieces": 1, "unknown": 2}
    messages = [*ROOTS_MISSING.values(), *GROUNDS_MISSING.values(), *[each for _code, each in SIDE_MISSING.values()]]
    assert all(message % slots for message in messages)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (NOTHING, "both_sides_missing"),
        (support(HOSPITAL), "contradiction_missing"),
        (support(against=(SATELLITE,)), "support_missing"),
    ],
)
def test_contested_has_evidence_on_both_sides(facts, code):
    assert refusal(Status.CONTESTED, "Neither prevails", facts).code == code


def test_everything_that_is_missing_is_told_at_once():
    facts = Facts(now=Status.NOT_ASSESSED, support=NOTHING)
    assert {status: [each.code for each in missing_for(status, facts)] for status in Status} == {
        Status.NOT_ASSESSED: [],
        Status.CORROBORATED: ["roots_missing"],
        Status.ESTABLISHED: ["grounds_missing"],
        Status.CONTESTED: ["both_sides_missing"],
        Status.REFUTED: [],
        Status.COULD_NOT_BE_VERIFIED: [],
    }


def test_there_is_nothing_to_take_back_before_the_first_assessment():
    assert refusal(Status.NOT_ASSESSED, "Never mind", now=Status.NOT_ASSESSED).code == "nothing_assessed"


@pytest.mark.parametrize("kind", [ClaimKind.CHARACTERISATION, ClaimKind.DEMAND_OR_INTENTION])
def test_only_facts_are_assessed(kind):
    check_assessable(ClaimKind.FACT, Standing.LIVE)
    with pytest.raises(RuleBroken) as refused:
        check_assessable(kind, Standing.LIVE)
    assert refused.value.code == "only_facts_are_assessed"


def test_only_live_claims_are_assessed():
    with pytest.raises(RuleBroken) as refused:
        check_assessable(ClaimKind.FACT, Standing.RETRACTED)
    assert refused.value.code == "claim_not_live"
