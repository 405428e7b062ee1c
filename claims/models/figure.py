"""Figures: numbers inside a claim."""

from django.db import models
from django.db.models import F, Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.claim import Claim, ClaimBoundQuerySet
from claims.models.party import Party
from claims.rules.figure_words import FigureFact
from claims.rules.figures import HIGHEST
from claims.vocabulary import Metric, Population, Qualifier, Scope


class FigureQuerySet(ClaimBoundQuerySet):
    def current(self) -> "FigureQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Figure(Owned):
    """Metric × population × side × scope, with bounds in whole units. A null bound is unknown, never 0.

    *More than 130* is stored as it was said: qualifier more_than, minimum 130; `rules.figures` gives the closed bounds.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="figures")
    metric = models.CharField(max_length=20, choices=Metric.choices)
    metric_label = models.CharField(max_length=100, blank=True)
    population = models.CharField(max_length=25, choices=Population.choices, default=Population.PEOPLE)
    population_label = models.CharField(max_length=100, blank=True)
    side = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figures_of_side",
    )
    scope = models.CharField(max_length=5, choices=Scope.choices, default=Scope.WHOLE)
    scope_label = models.CharField(max_length=200, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices)
    minimum = models.BigIntegerField(null=True, blank=True)
    maximum = models.BigIntegerField(null=True, blank=True)
    wording = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            one_of(Metric, "metric", "figure_metric_known"),
            one_of(Population, "population", "figure_population_known"),
            one_of(Scope, "scope", "figure_scope_known"),
            one_of(Qualifier, "qualifier", "figure_qualifier_known"),
            models.CheckConstraint(
                condition=(Q(minimum__isnull=True) | Q(minimum__gte=0, minimum__lte=HIGHEST))
                & (Q(maximum__isnull=True) | Q(maximum__gte=0, maximum__lte=HIGHEST)),
                name="figure_bounds_are_counts",
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=F("maximum")),
                name="figure_bounds_in_order",
            ),
            models.CheckConstraint(
                condition=Q(
                    qualifier__in=[Qualifier.AT_LEAST, Qualifier.MORE_THAN],
                    minimum__isnull=False,
                    maximum__isnull=True,
                )
                | Q(
                    qualifier=Qualifier.UP_TO,
                    minimum__isnull=True,
                    maximum__isnull=False,
                )
                | Q(
                    qualifier=Qualifier.EXACTLY,
                    minimum__isnull=False,
                    maximum=F("minimum"),
                )
                | Q(
                    qualifier__in=[Qualifier.ABOUT, Qualifier.BETWEEN],
                    minimum__isnull=False,
                    maximum__isnull=False,
                )
                | (
                    Q(
                        qualifier=Qualifier.IN_WORDS,
                        minimum__isnull=True,
                        maximum__isnull=True,
                    )
                    & ~Q(wording="")
                ),
                name="figure_bounds_match_qualifier",
            ),
            models.CheckConstraint(
                condition=~Q(scope=Scope.PART) | ~Q(scope_label=""),
                name="figure_part_says_of_what",
            ),
        )


def figure_fact(figure: Figure) -> FigureFact:
    """The figure as the rules word it; its side should be loaded."""
    return FigureFact(
        metric=Metric(figure.metric),
        qualifier=Qualifier(figure.qualifier),
        minimum=figure.minimum,
        maximum=figure.maximum,
        population=Population(figure.population),
        metric_label=figure.metric_label,
        population_label=figure.population_label,
        wording=figure.wording,
        part=figure.scope_label if figure.scope == Scope.PART else "",
        side=figure.side.name if figure.side else "",
    )
