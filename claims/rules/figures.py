"""Numbers inside claims: which bounds a qualifier takes, and the closed interval that they mean."""

from dataclasses import dataclass

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import Qualifier

# More people than have ever lived; anything above is a slip of the keyboard.
HIGHEST = 100_000_000_000


@dataclass(frozen=True)
class Bounds:
    """A closed interval of whole units; None is an open end, never 0."""

    lowest: int | None
    highest: int | None


NEEDS = {  # qualifier: (takes a minimum, takes a maximum)
    Qualifier.EXACTLY: (True, True),
    Qualifier.AT_LEAST: (True, False),
    Qualifier.MORE_THAN: (True, False),
    Qualifier.UP_TO: (False, True),
    Qualifier.ABOUT: (True, True),
    Qualifier.BETWEEN: (True, True),
    Qualifier.IN_WORDS: (False, False),
}


def check_bounds(qualifier: Qualifier, minimum: int | None, maximum: int | None, wording: str) -> None:
    """Refuse bounds that are no counts, stand in the wrong order or do not go with the qualifier."""
    for field, value in (("minimum", minimum), ("maximum", maximum)):
        if value is not None and not 0 <= value <= HIGHEST:
            raise RuleBroken(
                "figure_out_of_range",
                _("A figure is a whole number from 0 to %(highest)s."),
                field=field,
                highest=HIGHEST,
            )
    if minimum is not None and maximum is not None and minimum > maximum:
        raise RuleBroken(
            "figure_bounds_reversed",
            _("The lower bound %(minimum)s is above the upper bound %(maximum)s."),
            field="minimum",
            minimum=minimum,
            maximum=maximum,
        )
    _check_qualifier(qualifier, minimum, maximum, wording)


def _check_qualifier(qualifier: Qualifier, minimum: int | None, maximum: int | None, wording: str) -> None:
    for field, value, needed in zip(("minimum", "maximum"), (minimum, maximum), NEEDS[qualifier], strict=True):
        if needed and value is None:
            raise RuleBroken(
                "figure_bound_missing",
                _("“%(qualifier)s” needs this bound. If it is unknown, choose another qualifier; unknown is not 0."),
                field=field,
                qualifier=qualifier.label,
            )
        if not needed and value is not None:
            raise RuleBroken(
                "figure_bound_not_taken",
                _("“%(qualifier)s” takes no such bound."),
                field=field,
                qualifier=qualifier.label,
            )
    if qualifier == Qualifier.EXACTLY and minimum != maximum:
        raise RuleBroken(
            "figure_exact_differs",
            _("“Exactly” has the same lower and upper bound."),
            field="maximum",
        )
    if qualifier == Qualifier.IN_WORDS and not wording:
        raise RuleBroken("figure_without_words", _("Give the words that were used."), field="wording")


def closed_bounds(qualifier: Qualifier, minimum: int | None, maximum: int | None) -> Bounds:
    """The interval a figure means: *more than 130* starts at 131."""
    if qualifier == Qualifier.MORE_THAN and minimum is not None:
        return Bounds(minimum + 1, None)
    return Bounds(minimum, maximum)
