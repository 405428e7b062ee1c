"""Derivations run one way."""

import pytest

from claims.errors import RuleBroken
from claims.rules.sources import path_between, refuse_circle

ORIGINS = {1: [2, 3], 2: [4], 3: [4, 5], 4: [6], 5: [], 6: [2]}


@pytest.mark.parametrize(
    ("start", "end", "way"),
    [
        (1, 1, [1]),
        (1, 3, [1, 3]),
        (1, 6, [1, 2, 4, 6]),
        (4, 1, []),
        (5, 6, []),
        (6, 6, [6]),
        (9, 1, []),
        (4, 2, [4, 6, 2]),  # through a circle that somehow got in, without going round for ever
        (6, 5, []),
    ],
)
def test_the_shortest_way_along_origins(start: int, end: int, way: list[int]) -> None:
    assert path_between(start, end, ORIGINS) == way


def test_a_circle_is_refused_by_the_names_of_those_in_it() -> None:
    with pytest.raises(RuleBroken) as refusal:
        refuse_circle(["Agency", "Daily", "Agency"])
    assert "“Agency” → “Daily” → “Agency”" in str(refusal.value)
