"""Two pairs of eyes: the states of a judgement, who may sign, and what voids a signature."""

from dataclasses import replace

import pytest

from claims.errors import NotPermitted, RuleBroken
from claims.rules.actor import Actor, clock, command
from claims.rules.assessments import NEEDS, Facts
from claims.rules.roots import Root, Support
from claims.rules.sign_offs import (
    SECOND_PERSON,
    JudgementFact,
    ProposalFact,
    SignedFact,
    admissions_behind,
    check_proposer,
    check_second_person,
    check_still_met,
    check_unchanged,
    in_effect,
    roots_behind,
    state_of,
    state_of_claim,
    voided_by_loss,
    voided_by_revision,
)
from claims.vocabulary import ActorKind, Role, SignOffState, Status, VoidingCause

PROPOSER, SECOND = 1, 2
WEAK = JudgementFact(Status.CORROBORATED)
PROPOSED = JudgementFact(Status.ESTABLISHED)
SENT_BACK = replace(PROPOSED, sent_back=True)
SIGNED = replace(PROPOSED, signed=True)
VOID = replace(SIGNED, void=True)
AWAITING = ProposalFact(Status.ESTABLISHED, SignOffState.AWAITING, PROPOSER, by_token=False, claim_version=3)


def person(number: int, role: Role = Role.EDITOR) -> Actor:
    return Actor(kind=ActorKind.USER, newsroom_id=1, role=role, id=number)


def token(number: int) -> Actor:
    return Actor(kind=ActorKind.TOKEN, newsroom_id=1, role=Role.FACT_CHECKER, id=number)


def test_a_second_person_is_needed_where_the_table_says_so():
    assert {Status.ESTABLISHED, Status.REFUTED} == SECOND_PERSON
    assert {status for status in Status if NEEDS[status].second_person} == SECOND_PERSON


@pytest.mark.parametrize(
    ("judgements", "state", "place"),
    [
        ([], SignOffState.NOT_NEEDED, None),
        ([WEAK], SignOffState.NOT_NEEDED, 0),
        ([PROPOSED], SignOffState.AWAITING, None),
        ([WEAK, PROPOSED], SignOffState.AWAITING, 0),
        ([WEAK, SENT_BACK], SignOffState.SENT_BACK, 0),
        ([WEAK, SENT_BACK, PROPOSED], SignOffState.AWAITING, 0),
        ([WEAK, PROPOSED, WEAK], SignOffState.NOT_NEEDED, 2),
        ([SIGNED], SignOffState.SIGNED, 0),
        ([SIGNED, PROPOSED], SignOffState.AWAITING, 0),
        ([SIGNED, SENT_BACK], SignOffState.SENT_BACK, 0),
        ([VOID], SignOffState.VOID, 0),
        ([VOID, PROPOSED], SignOffState.AWAITING, 0),
        ([VOID, SENT_BACK], SignOffState.VOID, 0),
        ([VOID, SENT_BACK, SIGNED], SignOffState.SIGNED, 2),
        ([VOID, WEAK], SignOffState.NOT_NEEDED, 1),
    ],
)
def test_how_far_the_judging_of_a_claim_has_come(judgements, state, place):
    assert state_of_claim(judgements) == state
    assert in_effect(judgements) == place


def test_a_proposal_that_was_replaced_has_no_state():
    assert state_of(PROPOSED, latest=False) is None
    assert [state_of(each, latest=False) for each in (WEAK, SIGNED, VOID, SENT_BACK)] == [
        SignOffState.NOT_NEEDED,
        SignOffState.SIGNED,
        SignOffState.VOID,
        SignOffState.SENT_BACK,
    ]


@pytest.mark.parametrize("status", list(Status))
def test_a_proposal_names_somebody_who_can_be_told_from_the_second_person(status):
    check_proposer(status, PROPOSER)
    if status not in SECOND_PERSON:
        check_proposer(status, None)
        return
    with pytest.raises(RuleBroken) as refused:
        check_proposer(status, None)
    assert (refused.value.code, refused.value.field) == ("proposer_unknown", "status")
    assert str(refused.value)


def test_another_person_signs():
    check_second_person(AWAITING, by=person(SECOND))


@pytest.mark.parametrize("by", [token(SECOND), command("sign"), clock(1)])
def test_no_machine_signs(by):
    with pytest.raises(NotPermitted) as refused:
        check_second_person(AWAITING, by=by)
    assert refused.value.code == "person_needed"


@pytest.mark.parametrize(
    ("by_token", "words"), [(False, "You proposed it"), (True, "A token that you issued proposed it")]
)
def test_nobody_signs_what_is_their_own(by_token, words):
    with pytest.raises(RuleBroken) as refused:
        check_second_person(replace(AWAITING, by_token=by_token), by=person(PROPOSER, Role.ADMIN))
    assert refused.value.code == "own_proposal"
    assert words in str(refused.value)


@pytest.mark.parametrize("state", [state for state in [*SignOffState, None] if state != SignOffState.AWAITING])
def test_only_what_waits_is_signed(state):
    with pytest.raises(RuleBroken) as refused:
        check_second_person(replace(AWAITING, state=state), by=person(SECOND))
    assert refused.value.code == "not_awaiting"
    assert str(refused.value)


def test_what_nobody_stands_behind_is_not_signed():
    with pytest.raises(RuleBroken) as refused:
        check_second_person(replace(AWAITING, proposer=None), by=person(SECOND))
    assert refused.value.code == "proposer_unknown"


def test_what_changed_since_is_proposed_anew():
    check_unchanged(AWAITING, 3)
    with pytest.raises(RuleBroken) as refused:
        check_unchanged(AWAITING, 4)
    assert str(refused.value) == "The claim has changed since; propose it anew."


def facts(*, supported: int = 0, contradicted: int = 0, admitted: int = 0) -> Facts:
    roots = [Root(label=f"Root {number}", firm=True) for number in range(supported)]
    support = Support(supported_by=supported, firm_roots=supported, contradicted_by=contradicted, roots=roots)
    return Facts(now=Status.NOT_ASSESSED, support=support, admitted_by=["The army"] * admitted)


def test_what_is_missing_at_the_signing_is_no_fault_of_a_field():
    check_still_met(Status.ESTABLISHED, facts(supported=1))
    with pytest.raises(RuleBroken) as refused:
        check_still_met(Status.ESTABLISHED, facts(contradicted=1))
    assert (refused.value.code, refused.value.field) == ("grounds_missing", "")


@pytest.mark.parametrize(
    ("columns", "figures", "allegations", "causes"),
    [
        ({"text"}, False, False, [VoidingCause.CLAIM_CHANGED]),
        ({"stance"}, False, False, [VoidingCause.CLAIM_CHANGED]),
        ({"certainty"}, False, False, [VoidingCause.CLAIM_CHANGED]),
        ({"hedge"}, False, False, [VoidingCause.CLAIM_CHANGED]),
        ({"kind"}, False, False, [VoidingCause.CLAIM_CHANGED]),
        ({"text", "question"}, True, True, list(VoidingCause)[:3]),
        (set(), True, False, [VoidingCause.FIGURES_CHANGED]),
        (set(), False, True, [VoidingCause.ALLEGATIONS_CHANGED]),
        (set(), True, True, [VoidingCause.FIGURES_CHANGED, VoidingCause.ALLEGATIONS_CHANGED]),
        ({"question"}, False, False, []),
        (set(), False, False, []),
    ],
)
def test_a_change_to_what_was_signed_voids_it(columns, figures, allegations, causes):
    assert voided_by_revision(columns, figures=figures, allegations=allegations) == causes


@pytest.mark.parametrize(
    ("signed", "now", "causes"),
    [
        (SignedFact(Status.ESTABLISHED, 2, 0), facts(supported=2), []),
        (SignedFact(Status.ESTABLISHED, 2, 0), facts(supported=3), []),
        (SignedFact(Status.ESTABLISHED, 2, 0), facts(supported=1, contradicted=5), [VoidingCause.ROOTS_LOST]),
        (SignedFact(Status.ESTABLISHED, 0, 1), facts(admitted=1), []),
        (SignedFact(Status.ESTABLISHED, 0, 1), facts(supported=4), [VoidingCause.ADMISSION_LOST]),
        (SignedFact(Status.ESTABLISHED, 1, 1), facts(), [VoidingCause.ROOTS_LOST, VoidingCause.ADMISSION_LOST]),
        (SignedFact(Status.REFUTED, 2, 0), facts(contradicted=2), []),
        (SignedFact(Status.REFUTED, 2, 0), facts(supported=5, contradicted=1), [VoidingCause.ROOTS_LOST]),
        (SignedFact(Status.REFUTED, 0, 0), facts(), []),
    ],
)
def test_the_loss_of_what_it_rested_on_voids_a_sign_off(signed, now, causes):
    assert voided_by_loss(signed, now) == causes


def test_a_refutation_rests_on_the_roots_against_the_claim_and_on_no_admission():
    given = facts(supported=3, contradicted=1, admitted=2)
    assert roots_behind(Status.ESTABLISHED, given.support) == 3
    assert roots_behind(Status.REFUTED, given.support) == 1
    assert admissions_behind(Status.ESTABLISHED, given) == 2
    assert admissions_behind(Status.REFUTED, given) == 0
