"""What can still be waived, and by whom."""

import pytest

from claims.errors import NotPermitted, RuleBroken
from claims.rules.waivers import (
    check_by_a_person,
    check_not_proposed,
    check_second_person,
    check_undecided,
    check_waivable,
)
from claims.vocabulary import ActorKind


@pytest.mark.parametrize("kind", [kind for kind in ActorKind if kind != ActorKind.USER])
def test_only_a_person_waives(kind):
    check_by_a_person(ActorKind.USER)
    with pytest.raises(NotPermitted):
        check_by_a_person(kind)


@pytest.mark.parametrize(
    ("asked", "answered", "code"), [(True, False, "already_asked"), (False, True, "already_answered")]
)
def test_what_was_asked_or_answered_is_not_waived(asked, answered, code):
    check_waivable(asked=False, answered=False)
    with pytest.raises(RuleBroken) as refusal:
        check_waivable(asked=asked, answered=answered)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("waits", "approved", "code"), [(True, False, "already_proposed"), (False, True, "already_waived")]
)
def test_one_decision_stands_or_waits(waits, approved, code):
    check_not_proposed(waits=False, approved=False)
    with pytest.raises(RuleBroken) as refusal:
        check_not_proposed(waits=waits, approved=approved)
    assert refusal.value.code == code


def test_nobody_decides_on_their_own_proposal_nor_twice():
    check_second_person(proposer=1, decider=2)
    check_undecided(False)
    for check, code in (
        (lambda: check_second_person(proposer=1, decider=1), "second_person_needed"),
        (lambda: check_undecided(True), "already_decided"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            check()
        assert refusal.value.code == code
