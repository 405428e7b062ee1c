"""How figures are worded."""

from typing import Any

from django.utils import formats
from django.utils.translation import gettext

from claims.models import Figure
from claims.vocabulary import Metric, Population, Qualifier, Scope

# Metrics that say themselves what is counted.
COUNTS_ITSELF = frozenset({Metric.STRIKES, Metric.VOTES})


def number(value: int | None) -> str:
    """A whole number with its thousands set apart, as the reader's language has it."""
    return "" if value is None else formats.number_format(value, decimal_pos=0, force_grouping=abs(value) > 9999)


def figure_words(figure: Figure) -> str:
    """A figure as one would say it: *at least 21 people killed*, *11 children killed (in one hospital)*."""
    if figure.qualifier == Qualifier.IN_WORDS:
        amount = gettext("“%(words)s”") % {"words": figure.wording}
    else:
        amount = _amount(figure)
    said = gettext("%(amount)s %(of_what)s") % {"amount": amount, "of_what": counted_words(figure)}
    if figure.side is not None:
        said = gettext("%(figure)s on the side of %(side)s") % {"figure": said, "side": figure.side.name}
    if figure.scope == Scope.PART:
        said = gettext("%(figure)s (%(part)s only)") % {"figure": said, "part": figure.scope_label}
    return said


def counted_words(figure: Any) -> str:
    """What a figure or a claimed range counts: *people killed*, *strikes*."""
    metric = figure.metric_label or str(Metric(figure.metric).label)
    if figure.metric in COUNTS_ITSELF or (figure.metric == Metric.OTHER and figure.population == Population.PEOPLE):
        return metric
    population = figure.population_label or str(Population(figure.population).label)
    return gettext("%(population)s %(metric)s") % {"population": population, "metric": metric}


def _amount(figure: Figure) -> str:
    low, high = number(figure.minimum), number(figure.maximum)
    if figure.qualifier == Qualifier.EXACTLY:
        return low
    if figure.qualifier == Qualifier.AT_LEAST:
        return gettext("at least %(number)s") % {"number": low}
    if figure.qualifier == Qualifier.MORE_THAN:
        return gettext("more than %(number)s") % {"number": low}
    if figure.qualifier == Qualifier.UP_TO:
        return gettext("up to %(number)s") % {"number": high}
    if figure.qualifier == Qualifier.ABOUT:
        around = low if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}
        return gettext("about %(number)s") % {"number": around}
    return gettext("between %(low)s and %(high)s") % {"low": low, "high": high}
