"""Numbers inside a claim, as rows of its form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.drafts import FigureDraft
from claims.models import Figure
from claims.vocabulary import Metric, Population, Qualifier, Scope
from claims.web.forms._base import choice_field, text_field
from claims.web.forms._named import PartyField, party_kind_field
from claims.web.forms._parts import PartForm
from claims.web.forms._rows import Rows

# With these, people give one number; it is both bounds.
ONE_NUMBER = frozenset({Qualifier.EXACTLY, Qualifier.ABOUT})


class FigureForm(PartForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    qualifier = choice_field(Qualifier, label=_("How it was put"), initial=Qualifier.EXACTLY)
    minimum = forms.IntegerField(required=False, label=_("Number, or from"))
    maximum = forms.IntegerField(required=False, label=_("To"))
    population = choice_field(Population, label=_("Whom or what"), initial=Population.PEOPLE)
    metric = choice_field(Metric, label=_("What happened"), initial=Metric.KILLED)
    wording = text_field(Figure, "wording", label=_("In the words used"))
    side = PartyField(label=_("Of which side"), kind="side_kind")
    side_kind = party_kind_field()
    scope = choice_field(Scope, label=_("Whole or part"), initial=Scope.WHOLE)
    scope_label = text_field(Figure, "scope_label", label=_("Part of what"))
    population_label = text_field(Figure, "population_label", label=_("Whom or what, in words"))
    metric_label = text_field(Figure, "metric_label", label=_("What happened, in words"))

    FINER = ("side", "side_kind", "scope", "scope_label", "population_label", "metric_label")

    @property
    def finer(self) -> list[Any]:
        """The fields that most figures do without."""
        return [self[name] for name in self.FINER]

    @property
    def finer_shown(self) -> bool:
        """Whether one of them holds something."""
        return any(self[name].value() not in (None, "", self.fields[name].initial) for name in self.FINER) or bool(
            set(self.errors) & set(self.FINER)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("qualifier") in ONE_NUMBER:
            low, high = cleaned.get("minimum"), cleaned.get("maximum")
            cleaned["minimum"], cleaned["maximum"] = (high if low is None else low), (low if high is None else high)
        return cleaned

    def draft(self) -> FigureDraft:
        return FigureDraft(**self.kwargs())

    @classmethod
    def shows(cls, figure: Figure) -> dict[str, Any]:
        """What a row of the form shows of a figure."""
        names = [name for name in cls.base_fields if name != "side_kind"]
        return {name: getattr(figure, name) for name in names}


class Figures(Rows):
    form_class = FigureForm
    blank = 1
