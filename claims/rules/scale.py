"""Where numbers lie on a line from nothing to the greatest, for pictures of counts.

A line that begins at nothing shows amounts as they are. Where one number is more than `FAR` times another, it is
logarithmic: on a plain one the small number could not be told from nothing. Whoever draws says which it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log10

FAR = 100
MOST_MARKS = 5


@dataclass(frozen=True)
class Scale:
    """A line with room for these numbers, none below 0."""

    numbers: tuple[int, ...]

    @cached_property
    def end(self) -> int:
        """The number at its far end: a round one, not below the greatest."""
        return self.marks[-1]

    @cached_property
    def logarithmic(self) -> bool:
        """Whether its marks are ten times each other."""
        counted = [number for number in self.numbers if number > 0]
        return bool(counted) and max(counted) > FAR * min(counted)

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """Round numbers along the line, from 0 to its end."""
        most = max(self.numbers, default=0)
        if self.logarithmic:
            return _powers(most)
        step = _step(most)
        return tuple(range(0, max(most + step - 1, step) // step * step + 1, step))

    def at(self, number: int) -> float:
        """How far along it lies, from 0 to 1."""
        if not self.logarithmic:
            return number / self.end
        return log10(1 + number) / log10(1 + self.end)


def _step(most: int) -> int:
    """1, 2 or 5 times a power of ten, so that few marks reach the greatest."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if digit * power * (MOST_MARKS - 1) >= most:
                return digit * power
        power *= 10


def _powers(most: int) -> tuple[int, ...]:
    """0 and powers of ten, not all of them where there are many."""
    powers = [1]
    while powers[-1] < most:
        powers.append(powers[-1] * 10)
    apart = -(-len(powers) // (MOST_MARKS - 1))
    return (0, *sorted(powers[::-1][::apart]))


@dataclass(frozen=True)
class Bar:
    """What is drawn of one claimed range, from 0 to 1: a line between the numbers that are named, and its two ends.

    An end that nobody closes is open: the line goes on, broken, to the edge of the picture.
    """

    start: float
    end: float
    opens_low: bool
    opens_high: bool


def bar_of(scale: Scale, low: int | None, high: int | None, named: Sequence[int]) -> Bar | None:
    """The bar between two bounds, None for an open end; `named` are all numbers that somebody gives.

    None, if nobody names a number: then there is nothing to draw.
    """
    known = [number for number in (low, high, *named) if number is not None]
    if not known:
        return None
    return Bar(scale.at(min(known)), scale.at(max(known)), low is None, high is None)
