"""How a figure is worded, its bounds kept: *at least 21 people killed*. An unknown bound is never a 0."""

import re
from dataclasses import dataclass

from claims.errors import agreeing_noop, number_noop
from claims.errors import gettext_noop as _
from claims.errors import ngettext_noop as _n
from claims.rules.sentences import Language, Phrase, Plural, Quoted, Value, worded
from claims.vocabulary import Metric, Population, Qualifier

# Metrics that say themselves what is counted.
COUNTS_ITSELF = frozenset({Metric.STRIKES, Metric.VOTES})
MANY = 1000

COUNTED = {
    Population.PEOPLE: _n("%(number)s person", "%(number)s people"),
    Population.CIVILIANS: _n("%(number)s civilian", "%(number)s civilians"),
    Population.CHILDREN: _n("%(number)s child", "%(number)s children"),
    Population.WOMEN: _n("%(number)s woman", "%(number)s women"),
    Population.SOLDIERS: _n("%(number)s soldier", "%(number)s soldiers"),
    Population.FIGHTERS: _n("%(number)s fighter", "%(number)s fighters"),
    Population.SOLDIERS_AND_FIGHTERS: _n("%(number)s soldier or fighter", "%(number)s soldiers and fighters"),
    Population.POLICE: _n("%(number)s police officer", "%(number)s police officers"),
    Population.MEDICAL_STAFF: _n("%(number)s member of medical staff", "%(number)s members of medical staff"),
    Population.AID_WORKERS: _n("%(number)s aid worker", "%(number)s aid workers"),
    Population.JOURNALISTS: _n("%(number)s journalist", "%(number)s journalists"),
    Population.VOTERS: _n("%(number)s voter", "%(number)s voters"),
    Population.BUILDINGS: _n("%(number)s building", "%(number)s buildings"),
    Population.VEHICLES: _n("%(number)s vehicle", "%(number)s vehicles"),
}
ITSELF = {
    Metric.STRIKES: _n("%(number)s strike", "%(number)s strikes"),
    Metric.VOTES: _n("%(number)s vote", "%(number)s votes"),
}
METRICS = {
    Metric.KILLED: number_noop("%(counted)s killed"),
    Metric.INJURED: number_noop("%(counted)s injured"),
    Metric.KILLED_OR_INJURED: number_noop("%(counted)s killed or injured"),
    Metric.MISSING: number_noop("%(counted)s missing"),
    Metric.DETAINED: number_noop("%(counted)s detained"),
    Metric.DISPLACED: number_noop("%(counted)s displaced"),
    Metric.DESTROYED: number_noop("%(counted)s destroyed"),
    Metric.PRESENT: number_noop("%(counted)s present"),
}
# Those whose word is feminine in languages like French (personnes, femmes): what became of them agrees with it.
PEOPLE_OR_WOMEN = frozenset({Population.PEOPLE, Population.WOMEN})
FEMININE = "people or women"
AGREEING = {
    Metric.KILLED: agreeing_noop("people or women", "%(counted)s killed"),
    Metric.INJURED: agreeing_noop("people or women", "%(counted)s injured"),
    Metric.KILLED_OR_INJURED: agreeing_noop("people or women", "%(counted)s killed or injured"),
    Metric.MISSING: agreeing_noop("people or women", "%(counted)s missing"),
    Metric.DETAINED: agreeing_noop("people or women", "%(counted)s detained"),
    Metric.DISPLACED: agreeing_noop("people or women", "%(counted)s displaced"),
    Metric.DESTROYED: agreeing_noop("people or women", "%(counted)s destroyed"),
    Metric.PRESENT: agreeing_noop("people or women", "%(counted)s present"),
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


def counted_phrase(figure: FigureFact) -> Value:
    """What a figure counts, without its number: *people killed*, *strikes*."""
    if _label_alone(figure):
        return figure.metric_label or str(Metric(figure.metric).label)
    return _in_metric(figure, figure.population_label or str(Population(figure.population).label), MANY)


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
        return _in_metric(figure, _counted(figure, Quoted(figure.wording), MANY), MANY)
    low = figure.minimum
    if figure.maximum is None:
        # An open end has one number, and the noun goes with it.
        assert low is not None  # a check constraint holds it
        phrase = Phrase(AMOUNTS[Qualifier(figure.qualifier)], {"low": _counted(figure, low, low)})
        return _in_metric(figure, phrase, low)
    high = figure.maximum
    return _in_metric(figure, _amount(figure, low, _counted(figure, high, high)), high)


def _amount(figure: FigureFact, low: Value | None, high: Value | None) -> Phrase:
    if figure.qualifier == Qualifier.ABOUT:
        template = ABOUT if figure.minimum == figure.maximum else ABOUT_FROM_TO
    else:
        template = AMOUNTS[Qualifier(figure.qualifier)]
    return Phrase(template, _ends(low, high))


def _ends(low: Value | None, high: Value | None) -> dict[str, Value]:
    return {"low": "" if low is None else low, "high": "" if high is None else high}


def _counted(figure: FigureFact, number: Value, n: int) -> Value:
    """The number with its noun."""
    if figure.population_label and figure.metric not in COUNTS_ITSELF:
        return Phrase(LABELLED, {"counted": number, "label": figure.population_label})
    if figure.metric in COUNTS_ITSELF and not figure.metric_label:
        return Plural(*ITSELF[Metric(figure.metric)], n, {"number": number})
    if _label_alone(figure):
        return Phrase(BARE, {"number": number})
    if figure.population == Population.OTHER:
        return Phrase(LABELLED, {"counted": number, "label": str(Population.OTHER.label)})
    return Plural(*COUNTED[Population(figure.population)], n, {"number": number})


def _in_metric(figure: FigureFact, counted: Value, n: int) -> Value:
    """What became of those counted, who are `n` as far as the words go."""
    if figure.metric in COUNTS_ITSELF and not figure.metric_label:
        return counted
    if figure.metric_label or figure.metric == Metric.OTHER:
        label = figure.metric_label or str(Metric.OTHER.label)
        return Phrase(LABELLED, {"counted": counted, "label": label})
    metric = Metric(figure.metric)
    if figure.population in PEOPLE_OR_WOMEN and not figure.population_label:
        return Plural(*AGREEING[metric], n, {"counted": counted}, FEMININE)
    return Plural(*METRICS[metric], n, {"counted": counted})


def _label_alone(figure: FigureFact) -> bool:
    """Whether what is counted stands in the metric's own label."""
    if figure.metric in COUNTS_ITSELF:
        return True
    return figure.metric == Metric.OTHER and figure.population == Population.PEOPLE
