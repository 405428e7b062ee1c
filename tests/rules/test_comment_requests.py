"""Which step may follow which, who may be asked about what, and what attempts may say."""

from itertools import product

import pytest

from claims.errors import RuleBroken
from claims.rules.comment_requests import (
    MOST_QUESTIONS,
    STEPS,
    Askable,
    Step,
    check_askable,
    check_asks_something,
    check_attempt,
    check_contact_point,
    check_no_repeats,
    check_question_count,
    check_step,
    check_withdrawal,
)
from claims.vocabulary import Outcome, Reached, RequestState

ARMY, MINISTRY, STRANGER = 1, 2, 3

MAY = {
    (Step.REVISE, RequestState.DRAFT),
    (Step.SEND, RequestState.DRAFT),
    (Step.WITHDRAW, RequestState.DRAFT),
    (Step.WITHDRAW, RequestState.SENT),
    (Step.TRY, RequestState.SENT),
    (Step.REPLY, RequestState.SENT),
    (Step.EXTEND, RequestState.SENT),
    (Step.ASSIGN, RequestState.DRAFT),
    (Step.ASSIGN, RequestState.SENT),
}


@pytest.mark.parametrize(("step", "state"), list(product(Step, RequestState)))
def test_each_step_is_taken_in_its_states_alone(step, state):
    if (step, state) in MAY:
        check_step(step, state)
        return
    with pytest.raises(RuleBroken) as refusal:
        check_step(step, state)
    assert refusal.value.code == STEPS[step][1]
    assert str(refusal.value)


def test_the_refusal_says_in_which_state_the_request_is():
    with pytest.raises(RuleBroken, match="this one is “Draft”"):
        check_step(Step.REPLY, RequestState.DRAFT)


def _allegation(*, same_incident=True, withdrawn=False) -> Askable:
    return Askable(
        same_incident=same_incident, withdrawn=withdrawn, accused="Army", answering=frozenset({ARMY, MINISTRY})
    )


@pytest.mark.parametrize("party", [ARMY, MINISTRY])
def test_the_accused_and_who_answers_for_it_may_be_asked(party):
    check_askable(_allegation(), party=party, party_name="…", field="allegations.0")


@pytest.mark.parametrize(
    ("allegation", "party", "code"),
    [
        (_allegation(), STRANGER, "not_for_this_party"),
        (_allegation(withdrawn=True), ARMY, "allegation_withdrawn"),
        (_allegation(same_incident=False), ARMY, "allegation_of_other_incident"),
    ],
)
def test_nobody_else_is_asked_and_nothing_else(allegation, party, code):
    with pytest.raises(RuleBroken) as refusal:
        check_askable(allegation, party=party, party_name="Town council", field="allegations.2")
    assert (refusal.value.code, refusal.value.field) == (code, "allegations.2")


def test_the_refusal_names_both_parties():
    with pytest.raises(RuleBroken, match="“Town council” is neither accused here nor recorded as answering for “Army”"):
        check_askable(_allegation(), party=STRANGER, party_name="Town council", field="allegations.0")


def test_the_same_allegation_twice_is_refused_where_it_stands_again():
    check_no_repeats([1, 2, 3], field="allegations")
    with pytest.raises(RuleBroken) as refusal:
        check_no_repeats([1, 2, 1], field="allegations")
    assert refusal.value.field == "allegations.2"


def test_a_request_asks_something():
    check_asks_something(1, 0)
    check_asks_something(0, 1)
    with pytest.raises(RuleBroken, match="Choose the allegations"):
        check_asks_something(0, 0)


def test_questions_have_a_bound():
    check_question_count(MOST_QUESTIONS)
    with pytest.raises(RuleBroken, match="At most 50"):
        check_question_count(MOST_QUESTIONS + 1)


def test_a_sent_request_is_withdrawn_for_a_reason_and_a_draft_without_one():
    check_withdrawal(RequestState.DRAFT, "")
    check_withdrawal(RequestState.SENT, "The allegation was dropped")
    with pytest.raises(RuleBroken) as refusal:
        check_withdrawal(RequestState.SENT, "")
    assert refusal.value.field == "reason"


@pytest.mark.parametrize(("outcome", "reached"), list(product(Outcome, Reached)))
def test_whom_an_attempt_reached_does_not_contradict_its_outcome(outcome, reached):
    nobody = reached == Reached.NOBODY
    impossible = {
        Outcome.BOUNCED: not nobody,
        Outcome.NO_ANSWER: not nobody,
        Outcome.DELIVERED: nobody,
        Outcome.MESSAGE_LEFT: nobody,
    }.get(outcome, False)
    if not impossible:
        check_attempt(reached, outcome)
        return
    with pytest.raises(RuleBroken) as refusal:
        check_attempt(reached, outcome)
    assert refusal.value.field == "reached"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"same_party": False, "retired": False}, "contact_point_of_another"),
        ({"same_party": True, "retired": True}, "contact_point_retired"),
        ({"same_party": True, "retired": False, "channel_fits": False}, "contact_point_of_another_channel"),
    ],
)
def test_a_contact_point_is_the_partys_own_in_use_and_of_the_channel(facts, code):
    check_contact_point(same_party=True, retired=False)
    with pytest.raises(RuleBroken) as refusal:
        check_contact_point(**facts)
    assert (refusal.value.code, refusal.value.field) == (code, "contact_point")
