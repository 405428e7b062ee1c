"""Numbers inside claims: which bounds a qualifier takes, and the closed interval that they mean."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import ClaimKind, Qualifier, Stance

# More people than have ever lived; anything above is a slip of the keyboard.
HIGHEST = 100_000_000_000


@dataclass(frozen=True)
class Bounds:
    """A closed interval of whole units; None is an open end, never 0."""

    lowest: int | None
    highest: int | None


class Counted(NamedTuple):
    """What a figure counts; labels in one case, so that “Drones” and “drones” are one thing."""

    metric: str
    metric_label: str
    population: str
    population_label: str
    side: int | None


# A denial or a retraction repeats the number that it takes away; one who takes no position gives none.
GIVES_NO_NUMBER = frozenset({Stance.DENIES, Stance.RETRACTS, Stance.NO_POSITION})

# What vague words count as where a number is wanted beside them: ACLED codes “tens” as 10, “dozens” as 12, “hundreds”
# as 100, the most conservative reading (ACLED, “Fatalities”, questions and answers of 27 February 2023 as updated on 7
# May 2024). Its table is of English words; the French and Arabic ones are ours, by their plain counterparts. Arabic
# says tens where English says dozens.
FROM_WORDS = {
    "tens": 10,
    "dizaines": 10,
    "عشرات": 10,
    "العشرات": 10,
    "dozens": 12,
    "douzaines": 12,
    "hundreds": 100,
    "centaines": 100,
    "مئات": 100,
    "المئات": 100,
}
# “Tens of thousands” is not in the table.
NOT_IN_THE_TABLE = frozenset(
    {"thousand", "thousands", "million", "millions", "billion", "billions"}
    | {"mille", "millier", "milliers", "million", "millions", "milliard", "milliards"}
    | {"ألف", "آلاف", "الآلاف", "ألوف", "مليون", "ملايين", "الملايين", "مليار", "مليارات"}
)
WORD = re.compile(r"[^\W\d_]+")

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


def counted(metric: str, metric_label: str, population: str, population_label: str, side: int | None) -> Counted:
    """The key under which figures of one thing meet."""
    return Counted(metric, metric_label.casefold(), population, population_label.casefold(), side)


def gives_number(kind: ClaimKind, stance: Stance) -> bool:
    """Whether a claim of this kind and stance says how many there were: no plan does, and no denial."""
    return kind != ClaimKind.DEMAND_OR_INTENTION and stance not in GIVES_NO_NUMBER


def closed_off(one: Bounds, other: Bounds) -> bool:
    """Whether no number lies within both."""
    return _below(one, other) or _below(other, one)


def covers(outer: Bounds, inner: Bounds) -> bool:
    """Whether every number within `inner` lies within `outer`, too."""
    low = (outer.lowest or 0) <= (inner.lowest or 0)  # a count is never below 0, so that an open end begins there
    high = outer.highest is None or (inner.highest is not None and inner.highest <= outer.highest)
    return low and high


def _below(one: Bounds, other: Bounds) -> bool:
    return one.highest is not None and other.lowest is not None and one.highest < other.lowest


def from_words(wording: str) -> int | None:
    """What one vague word in the wording counts as in the published table; None where the table does not say."""
    words = WORD.findall(wording.casefold())
    found = [FROM_WORDS[word] for word in words if word in FROM_WORDS]
    beyond = any(word in NOT_IN_THE_TABLE for word in words) or any(character.isdigit() for character in wording)
    return found[0] if len(found) == 1 and not beyond else None
