"""How a figure is worded, its bounds kept: *at least 21 people killed*. An unknown bound is never a 0."""

import re
from dataclasses import dataclass

from claims.errors import gettext_noop as _
from claims.rules.sentences import Language, Phrase, Plural, Quoted, Value, worded
from claims.vocabulary import Metric, Population, Qualifier

# Metrics that say themselves what is counted.
COUNTS_ITSELF = frozenset({Metric.STRIKES, Metric.VOTES})
MANY = 1000

COUNTED = {
    Population.PEOPLE: (_("%(number)s person"), _("%(number)s people")),
    Population.CIVILIANS: (_("%(number)s civilian"), _("%(number)s civilians")),
    Population.CHILDREN: (_("%(number)s child"), _("%(number)s children")),
    Population.WOMEN: (_("%(number)s woman"), _("%(number)s women")),
    Population.SOLDIERS: (_("%(number)s soldier"), _("%(number)s soldiers")),
    Population.FIGHTERS: (_("%(number)s fighter"), _("%(number)s fighters")),
    Population.SOLDIERS_AND_FIGHTERS: (_("%(number)s soldier or fighter"), _("%(number)s soldiers and fighters")),
    Population.POLICE: (_("%(number)s police officer"), _("%(number)s police officers")),
    Population.MEDICAL_STAFF: (_("%(number)s member of medical staff"), _("%(number)s members of medical staff")),
    Population.AID_WORKERS: (_("%(number)s aid worker"), _("%(number)s aid workers")),
    Population.JOURNALISTS: (_("%(number)s journalist"), _("%(number)s journalists")),
    Population.VOTERS: (_("%(number)s voter"), _("%(number)s voters")),
    Population.BUILDINGS: (_("%(number)s building"), _("%(number)s buildings")),
    Population.VEHICLES: (_("%(number)s vehicle"), _("%(number)s vehicles")),
}
ITSELF = {
    Metric.STRIKES: (_("%(number)s strike"), _("%(number)s strikes")),
    Metric.VOTES: (_("%(number)s vote"), _("%(number)s votes")),
}
METRICS = {
    Metric.KILLED: _("%(counted)s killed"),
    Metric.INJURED: _("%(counted)s injured"),
    Metric.KILLED_OR_INJURED: _("%(counted)s killed or injured"),
    Metric.MISSING: _("%(counted)s missing"),
    Metric.DETAINED: _("%(counted)s detained"),
    Metric.DISPLACED: _("%(counted)s displaced"),
    Metric.DESTROYED: _("%(counted)s destroyed"),
    Metric.PRESENT: _("%(counted)s present"),
}
LABELLED = _("%(counted)s %(label)s")
BARE = _("%(number)s")
AMOUNTS = {
    Qualifier.EXACTLY: _("%(high)s"),
    Qualifier.AT_LEAST: _("at least %(low)s"),
    Qualifier.MORE_THAN: _("more than %(low)s"),
    Qualifier.UP_TO: _("up to %(high)s"),
    Qualifier.BETWEEN: _("between %(low)s and %(high)s"),
}
ABOUT = _("about %(high)s")
ABOUT_FROM_TO = _("about %(low)s to %(high)s")
OF_SIDE = _("%(figure)s on the side of %(side)s")
OF_PART = _("%(figure)s (%(part)s only)")
OF_PART_IN_PRINT = _("%(figure)s, %(part)s only")


@dataclass(frozen=True)
class FigureFact:
    """A figure as it is on record; `part` and `side` in words, "" for the whole and for all sides."""

    metric: Metric
    qualifier: Qualifier
    minimum: int | None = None
    maximum: int | None = None
    population: Population = Population.PEOPLE
    metric_label: str = ""
    population_label: str = ""
    wording: str = ""
    part: str = ""
    side: str = ""


def figure_phrase(figure: FigureFact, *, in_print: bool = False) -> Value:
    """The figure as one would say it; `in_print` it stands in brackets already."""
    phrase = _of_what(figure)
    if figure.side:
        phrase = Phrase(OF_SIDE, {"figure": phrase, "side": figure.side})
    if figure.part:
        phrase = Phrase(OF_PART_IN_PRINT if in_print else OF_PART, {"figure": phrase, "part": figure.part})
    return phrase


def is_told_by(text: str, figure: FigureFact, language: Language) -> bool:
    """Whether a statement says the figure itself, with its bounds, its part and its side, in these words.

    If it does not, or not in this language, or in digits where the figure has words, the figure is told beside it.
    """
    text = text.casefold()
    if any(each.casefold() not in text for each in (figure.part, figure.side) if each):
        return False
    if figure.wording and figure.wording.casefold() in text:
        return True
    if figure.qualifier == Qualifier.IN_WORDS:
        return False
    if not _says(text, worded(_amount(figure, figure.minimum, figure.maximum), language)):
        return False
    return figure.qualifier != Qualifier.EXACTLY or not _bounds_it(text, figure, language)


def _says(text: str, amount: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(amount.casefold())}(?![.,]?\w)", text) is not None


def _bounds_it(text: str, figure: FigureFact, language: Language) -> bool:
    """Whether the words make a bound of what the figure calls the number itself."""
    bounds = [Phrase(template, _ends(figure.minimum, figure.maximum)) for template in (*AMOUNTS.values(), ABOUT)]
    return any(_says(text, worded(bound, language)) for bound in bounds[1:])


def _of_what(figure: FigureFact) -> Value:
    """The amount of what: the bounds around the noun, as each language has it."""
    if figure.qualifier == Qualifier.IN_WORDS:
        return _noun(figure, Quoted(figure.wording), MANY, whole=True)
    low = figure.minimum
    if figure.maximum is None:
        # An open end has one number, and the noun goes with it.
        assert low is not None  # a check constraint holds it
        return _in_metric(figure, Phrase(AMOUNTS[Qualifier(figure.qualifier)], {"low": _noun(figure, low, low)}))
    return _in_metric(figure, _amount(figure, low, _noun(figure, figure.maximum, figure.maximum)))


def _amount(figure: FigureFact, low: Value | None, high: Value | None) -> Phrase:
    if figure.qualifier == Qualifier.ABOUT:
        template = ABOUT if figure.minimum == figure.maximum else ABOUT_FROM_TO
    else:
        template = AMOUNTS[Qualifier(figure.qualifier)]
    return Phrase(template, _ends(low, high))


def _ends(low: Value | None, high: Value | None) -> dict[str, Value]:
    return {"low": "" if low is None else low, "high": "" if high is None else high}


def _noun(figure: FigureFact, number: Value, n: int, *, whole: bool = False) -> Value:
    """The number with its noun; `whole`: with what happened to them as well."""
    counted = _counted(figure, number, n)
    return _in_metric(figure, counted) if whole else counted


def _counted(figure: FigureFact, number: Value, n: int) -> Value:
    if figure.population_label and figure.metric not in COUNTS_ITSELF:
        return Phrase(LABELLED, {"counted": number, "label": figure.population_label})
    if figure.metric in COUNTS_ITSELF and not figure.metric_label:
        return Plural(*ITSELF[Metric(figure.metric)], n, {"number": number})
    if _label_alone(figure):
        return Phrase(BARE, {"number": number})
    if figure.population == Population.OTHER:
        return Phrase(LABELLED, {"counted": number, "label": str(Population.OTHER.label)})
    return Plural(*COUNTED[Population(figure.population)], n, {"number": number})


def _in_metric(figure: FigureFact, counted: Value) -> Value:
    if figure.metric in COUNTS_ITSELF and not figure.metric_label:
        return counted
    if figure.metric_label or figure.metric == Metric.OTHER:
        label = figure.metric_label or str(Metric.OTHER.label)
        return Phrase(LABELLED, {"counted": counted, "label": label})
    return Phrase(METRICS[Metric(figure.metric)], {"counted": counted})


def _label_alone(figure: FigureFact) -> bool:
    """Whether what is counted stands in the metric's own label."""
    if figure.metric in COUNTS_ITSELF:
        return True
    return figure.metric == Metric.OTHER and figure.population == Population.PEOPLE
