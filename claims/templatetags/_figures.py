"""How figures are worded: by `rules.figure_words`, in the reader's language."""

from typing import Any

from claims.language import Spoken
from claims.models import Figure
from claims.models.figure import figure_fact
from claims.rules.figure_words import FigureFact, counted_phrase, figure_phrase
from claims.rules.sentences import worded
from claims.vocabulary import Metric, Population, Qualifier


def number(value: int | None) -> str:
    """A whole number with its thousands set apart, as the reader's language has it."""
    return "" if value is None else Spoken().number(value)


def figure_words(figure: Figure) -> str:
    """A figure as one would say it: *at least 21 people killed*, *11 children killed (in one hospital only)*."""
    return worded(figure_phrase(figure_fact(figure)), Spoken())


def counted_words(figure: Any) -> str:
    """What a figure or a claimed range counts: *people killed*, *strikes*."""
    counted = FigureFact(
        metric=Metric(figure.metric),
        qualifier=Qualifier.IN_WORDS,
        population=Population(figure.population),
        metric_label=figure.metric_label,
        population_label=figure.population_label,
    )
    return worded(counted_phrase(counted), Spoken())
