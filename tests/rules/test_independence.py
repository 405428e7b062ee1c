"""Which two may be said to count separately."""

from itertools import product

import pytest

from claims.errors import RuleBroken
from claims.rules.independence import LINKABLE, check_not_withdrawn, check_suggested, check_two, refuse_second_time


@pytest.mark.parametrize("given", list(product([False, True], repeat=4)))
def test_two_that_can_be_linked_are_named(given):
    named = dict(zip(("party", "other_party", "source", "origin"), given, strict=True))
    if given in LINKABLE:
        return check_two(**named)
    with pytest.raises(RuleBroken) as refused:
        check_two(**named)
    assert refused.value.code == "not_a_pair"
    assert refused.value.field in named
    return None


def test_what_nothing_ties_together_is_not_cut():
    check_suggested(True, "One", "Other", field="origin")
    with pytest.raises(RuleBroken) as refused:
        check_suggested(False, "One", "Other", field="origin")
    assert (refused.value.code, refused.value.field) == ("nothing_suggests_dependence", "origin")
    assert "“One”" in str(refused.value)


def test_it_is_said_once_and_taken_back_once():
    with pytest.raises(RuleBroken) as refused:
        refuse_second_time("rivals since 2019")
    assert "rivals since 2019" in str(refused.value)
    check_not_withdrawn(False)
    with pytest.raises(RuleBroken):
        check_not_withdrawn(True)
