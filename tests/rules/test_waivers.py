"""What can still be waived, and by whom."""

import pytest

from claims.errors import NotPermitted, RuleBroken
from claims.rules.waivers import check_by_a_person, check_waivable
from claims.vocabulary import ActorKind


@pytest.mark.parametrize("kind", [kind for kind in ActorKind if kind != ActorKind.USER])
def test_only_a_person_waives(kind):
    check_by_a_person(ActorKind.USER)
    with pytest.raises(NotPermitted):
        check_by_a_person(kind)


@pytest.mark.parametrize(
    ("asked", "answered", "waived", "code"),
    [
        (True, False, False, "already_asked"),
        (False, True, False, "already_answered"),
        (False, False, True, "already_waived"),
    ],
)
def test_what_was_asked_answered_or_waived_is_not_waived_again(asked, answered, waived, code):
    check_waivable(asked=False, answered=False, waived=False)
    with pytest.raises(RuleBroken) as refusal:
        check_waivable(asked=asked, answered=answered, waived=waived)
    assert refusal.value.code == code
