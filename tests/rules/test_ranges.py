"""The ends of a claimed range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.figures import Bounds
from claims.rules.ranges import End, highest_end, lowest_end


@pytest.mark.parametrize(
    ("bounds", "lowest", "highest"),
    [
        ([], End(), End()),
        ([(21, None)], End(21, (0,)), End(None, (0,), reaches=21)),
        ([(None, 10)], End(None, (0,), reaches=10), End(10, (0,))),
        ([(12, 12)], End(12, (0,)), End(12, (0,))),
        # One sets no limit: what the other gives does not close it.
        ([(40, None), (12, 12)], End(12, (1,)), End(None, (0,), reaches=40, given=12, given_by=(1,))),
        ([(None, 10), (12, 12)], End(None, (0,), reaches=10, given=12, given_by=(1,)), End(12, (1,))),
        ([(5, 9), (5, 30), (7, 30)], End(5, (0, 1)), End(30, (1, 2))),
        ([(21, None), (40, None)], End(21, (0,)), End(None, (0, 1), reaches=40)),
        ([(21, None), (None, 10)], End(None, (1,), 10, 21, (0,)), End(None, (0,), 21, 10, (1,))),
        ([(0, 0)], End(0, (0,)), End(0, (0,))),
    ],
)
def test_an_end_is_the_outermost_bound_and_an_open_one_stays_open(bounds, lowest, highest):
    rows = [Bounds(*each) for each in bounds]
    assert lowest_end(rows) == lowest
    assert highest_end(rows) == highest


sides = st.none() | st.integers(0, 50)


@given(st.lists(st.builds(Bounds, sides, sides), max_size=6))
def test_a_bound_is_given_by_those_named_and_by_nobody_else(bounds):
    for end, side in ((lowest_end(bounds), "lowest"), (highest_end(bounds), "highest")):
        here = [getattr(each, side) for each in bounds]
        assert {here[place] for place in end.by} <= {end.bound}
        assert all(place in end.by for place, bound in enumerate(here) if bound == end.bound)
        assert (end.bound is None) == (None in here or not here)
        assert all(here[place] == end.given for place in end.given_by)
