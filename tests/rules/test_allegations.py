from datetime import date

import pytest

from claims.errors import RuleBroken
from claims.rules.allegations import (
    ACCUSING,
    POSITIONS,
    check_accusation,
    check_after_allegation,
    check_alleged_once,
    check_answerable,
    check_answered_once,
    check_entitled,
    check_position,
    check_role,
    in_force,
)
from claims.vocabulary import AccusedRole, Position, Stance


def test_the_role_other_is_said_in_words_and_no_other_is():
    check_role(AccusedRole.OTHER, "sheltered the crew")
    check_role(AccusedRole.ORDERED, "")
    with pytest.raises(RuleBroken) as refused:
        check_role(AccusedRole.OTHER, "")
    assert refused.value.code == "role_label_missing"
    with pytest.raises(RuleBroken) as refused:
        check_role(AccusedRole.ORDERED, "sheltered the crew")
    assert refused.value.code == "role_label_not_taken"


@pytest.mark.parametrize("stance", Stance)
def test_nobody_accuses_itself(stance):
    with pytest.raises(RuleBroken) as refused:
        check_accusation(stance, accused="The army", by_itself=True)
    expected = "responsibility_is_no_allegation" if stance == Stance.CLAIMS_RESPONSIBILITY else "accuses_itself"
    assert refused.value.code == expected
    assert str(refused.value).startswith("The army ")


@pytest.mark.parametrize("stance", Stance)
def test_a_denial_accuses_nobody_else_either(stance):
    if stance in ACCUSING:
        return check_accusation(stance, accused="The army", by_itself=False)
    with pytest.raises(RuleBroken) as refused:
        check_accusation(stance, accused="The army", by_itself=False)
    assert refused.value.code == "stance_accuses_nobody"
    return None


def test_every_stance_says_what_it_can_answer():
    assert POSITIONS.keys() == set(Stance)
    assert all(POSITIONS.values())


@pytest.mark.parametrize(
    ("stance", "position", "fits"),
    [
        (Stance.DENIES, Position.DENIES, True),
        (Stance.DENIES, Position.ACCEPTS, False),
        (Stance.DENIES, Position.NO_POSITION, False),
        (Stance.ACCEPTS, Position.ACCEPTS, True),
        (Stance.ACCEPTS, Position.DENIES, False),
        (Stance.CLAIMS_RESPONSIBILITY, Position.ACCEPTS, True),
        (Stance.CLAIMS_RESPONSIBILITY, Position.DENIES, False),
        (Stance.PARTLY_ACCEPTS, Position.PARTLY, True),
        (Stance.PARTLY_ACCEPTS, Position.ACCEPTS, False),
        (Stance.DISPUTES, Position.ACCEPTS, False),
        (Stance.NO_POSITION, Position.NO_POSITION, True),
        (Stance.NO_POSITION, Position.DENIES, False),
        (Stance.ASSERTS, Position.DENIES, True),
        (Stance.ASSERTS, Position.ACCEPTS, True),
    ],
)
def test_what_a_claim_answers_fits_its_stance(stance, position, fits):
    if fits:
        return check_position(stance, position)
    with pytest.raises(RuleBroken) as refused:
        check_position(stance, position)
    assert (refused.value.code, refused.value.field) == ("position_against_stance", "position")
    return None


@pytest.mark.parametrize(
    ("check", "facts", "code"),
    [
        (check_alleged_once, (False, "The army"), "allegation_twice"),
        (check_answered_once, (False,), "answered_twice"),
        (check_after_allegation, (True,), "answer_before_allegation"),
    ],
)
def test_refusals_have_codes(check, facts, code):
    check(not facts[0], *facts[1:])
    with pytest.raises(RuleBroken) as refused:
        check(*facts)
    assert refused.value.code == code


def test_an_answer_is_to_an_allegation_that_stands_in_the_same_incident():
    check_answerable(withdrawn=False, same_incident=True)
    with pytest.raises(RuleBroken) as refused:
        check_answerable(withdrawn=True, same_incident=True)
    assert refused.value.code == "allegation_withdrawn"
    with pytest.raises(RuleBroken) as refused:
        check_answerable(withdrawn=False, same_incident=False)
    assert refused.value.code == "allegation_of_other_incident"


def test_who_may_not_answer_is_told_who_may():
    check_entitled(True, accused="The army")
    with pytest.raises(RuleBroken) as refused:
        check_entitled(False, accused="The army")
    assert str(refused.value) == "Only The army, or a party that answers for it, can answer this allegation."


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (date(2024, 8, 25), None, True),
        (date(2024, 8, 27), None, False),
        (None, date(2024, 8, 24), False),
        (None, date(2024, 8, 25), True),
        (date(2024, 8, 26), date(2024, 8, 26), True),
    ],
)
def test_a_relation_holds_on_any_of_the_days(since, until, held):
    assert in_force((date(2024, 8, 25), date(2024, 8, 26)), since, until) is held
