"""Where numbers lie in pictures of counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.scale import MOST_MARKS, Bar, Scale, bar_of


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        ((), (0, 1)),
        ((0,), (0, 1)),
        ((1,), (0, 1)),
        ((3,), (0, 1, 2, 3)),
        ((21, 11), (0, 10, 20, 30)),
        ((130, 21), (0, 50, 100, 150)),
        ((400,), (0, 100, 200, 300, 400)),
        ((1, 101), (0, 1, 10, 100, 1000)),
        ((3, 1_000_000_000), (0, 1, 1000, 10**6, 10**9)),
    ],
)
def test_marks_are_round_and_few(numbers: tuple[int, ...], marks: tuple[int, ...]) -> None:
    assert Scale(numbers).marks == marks


def test_a_line_is_logarithmic_only_where_a_number_would_vanish() -> None:
    assert not Scale((1, 100)).logarithmic
    assert Scale((1, 101)).logarithmic
    assert not Scale((0, 101)).logarithmic


@settings(max_examples=25)
@given(st.lists(st.integers(0, 2**31 - 1), min_size=1, max_size=8))
def test_every_number_has_its_place_in_order(numbers: list[int]) -> None:
    scale = Scale(tuple(numbers))
    places = [scale.at(number) for number in sorted(set(numbers))]
    assert all(0 <= place <= 1 for place in places)
    assert places == sorted(set(places))
    assert scale.at(0) == 0
    assert scale.at(scale.end) == 1
    assert len(scale.marks) <= MOST_MARKS + 1


@pytest.mark.parametrize(
    ("low", "high", "named", "bar"),
    [
        (10, 30, (), Bar(1 / 3, 1, False, False)),
        (21, None, (21,), Bar(0.7, 0.7, False, True)),
        (None, 15, (15,), Bar(0.5, 0.5, True, False)),
        (None, None, (15, 21), Bar(0.5, 0.7, True, True)),
        # What others give at an open end is shown, and does not close it.
        (21, None, (21, 30), Bar(0.7, 1, False, True)),
        (0, 0, (), Bar(0, 0, False, False)),
        (None, None, (), None),
    ],
)
def test_a_bar_reaches_over_all_numbers_and_stays_open(
    low: int | None, high: int | None, named: tuple[int, ...], bar: Bar | None
) -> None:
    assert bar_of(Scale((30,)), low, high, named) == bar
