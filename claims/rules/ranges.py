"""The two ends of a claimed range: the lowest lower and the highest upper bound, and who gives them."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.rules.figures import Bounds


@dataclass(frozen=True)
class End:
    """One end over a list of bounds, told by places in that list.

    `bound` is the outermost, given by those in `by`; None is an open end, left open by those in `by`. Of an open end,
    `reaches` is the outermost number that they do name: *21 or more*, *10 or fewer*. What others give there does not
    close it: `given` is the outermost of their bounds, `given_by` whose it is.
    """

    bound: int | None = None
    by: tuple[int, ...] = ()
    reaches: int | None = None
    given: int | None = None
    given_by: tuple[int, ...] = ()


def lowest_end(bounds: Sequence[Bounds]) -> End:
    """“Up to ten” has no lower bound, which is not 0."""
    return _end([each.lowest for each in bounds], [each.highest for each in bounds], highest=False)


def highest_end(bounds: Sequence[Bounds]) -> End:
    """“At least 21” has no upper bound, whatever others count."""
    return _end([each.highest for each in bounds], [each.lowest for each in bounds], highest=True)


def _end(here: Sequence[int | None], across: Sequence[int | None], *, highest: bool) -> End:
    outermost, given_by = _outermost(here, highest)
    left_open = tuple(place for place, bound in enumerate(here) if bound is None)
    if not left_open:
        return End(bound=outermost, by=given_by)
    reaches, _whose = _outermost([across[place] for place in left_open], highest)
    return End(by=left_open, reaches=reaches, given=outermost, given_by=given_by)


def _outermost(bounds: Sequence[int | None], highest: bool) -> tuple[int | None, tuple[int, ...]]:
    known = [bound for bound in bounds if bound is not None]
    if not known:
        return None, ()
    found = max(known) if highest else min(known)
    return found, tuple(place for place, bound in enumerate(bounds) if bound == found)
