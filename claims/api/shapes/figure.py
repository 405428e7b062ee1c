"""Figures: numbers inside claims."""

from typing import Any

from claims.actions.drafts import FigureDraft
from claims.api.columns import column
from claims.api.fields import Ref, Whole
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import PartyBriefShape
from claims.models import Figure, Party


class FigureInput(Input):
    metric = column(Figure, "metric", required=True)
    metric_label = column(Figure, "metric_label")
    population = column(Figure, "population")
    population_label = column(Figure, "population_label")
    side = Ref(Party, required=False, allow_null=True)
    scope = column(Figure, "scope")
    scope_label = column(Figure, "scope_label")
    qualifier = column(Figure, "qualifier", required=True)
    minimum = column(Figure, "minimum")
    maximum = column(Figure, "maximum")
    wording = column(Figure, "wording")


class FigureRevision(FigureInput):
    id = Whole(required=False, help_text="The figure this revises; without it, a new one.")


class FigureShape(Shape):
    side = PartyBriefShape(allow_null=True)

    class Meta:
        model = Figure
        fields = (
            "id",
            "metric",
            "metric_label",
            "population",
            "population_label",
            "side",
            "scope",
            "scope_label",
            "qualifier",
            "minimum",
            "maximum",
            "wording",
        )


def figure_drafts(given: list[dict[str, Any]]) -> list[FigureDraft]:
    """The figures of an input as the action takes them."""
    return [FigureDraft(**each) for each in given]
