"""How figures are worded: by `rules.figure_words`, in the reader's language."""

from typing import Any

from django.utils.translation import gettext

from claims.language import Spoken
from claims.models import Figure
from claims.models.figure import figure_fact
from claims.rules.figure_words import COUNTS_ITSELF, figure_phrase
from claims.rules.sentences import worded
from claims.vocabulary import Metric, Population


def number(value: int | None) -> str:
    """A whole number with its thousands set apart, as the reader's language has it."""
    return "" if value is None else Spoken().number(value)


def figure_words(figure: Figure) -> str:
    """A figure as one would say it: *at least 21 people killed*, *11 children killed (in one hospital only)*."""
    return worded(figure_phrase(figure_fact(figure)), Spoken())


def counted_words(figure: Any) -> str:
    """What a figure or a claimed range counts: *people killed*, *strikes*."""
    metric = figure.metric_label or str(Metric(figure.metric).label)
    if figure.metric in COUNTS_ITSELF or (figure.metric == Metric.OTHER and figure.population == Population.PEOPLE):
        return metric
    population = figure.population_label or str(Population(figure.population).label)
    return gettext("%(population)s %(metric)s") % {"population": population, "metric": metric}
