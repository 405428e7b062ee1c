"""Choices among rows: only those that the person who fills in the form may see."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet

from claims.rules.actor import Actor


class SeenChoiceField(forms.ModelChoiceField):
    """One row. `label_from` words an option; by default it is the row's own text.

    Before `offer` nothing can be chosen: a form without an actor reveals nothing.
    """

    def __init__(self, queryset: QuerySet[Any], *, label_from: Callable[[Any], str] = str, **kwargs: Any) -> None:
        self.rows, self.label_from = queryset, label_from
        kwargs.setdefault("empty_label", "—")
        super().__init__(queryset.none(), **kwargs)

    def offer(self, actor: Actor, rows: QuerySet[Any] | None = None) -> None:
        """Offer what the actor may see of `rows` (default: of those the field was declared with)."""
        wanted: Any = self.rows.all() if rows is None else rows
        self.queryset = wanted.visible_to(actor)

    def label_from_instance(self, obj: Any) -> str:
        return self.label_from(obj)


class SeenMultipleChoiceField(forms.ModelMultipleChoiceField):
    """Several rows; shown as check boxes unless told otherwise."""

    def __init__(self, queryset: QuerySet[Any], *, label_from: Callable[[Any], str] = str, **kwargs: Any) -> None:
        self.rows, self.label_from = queryset, label_from
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(queryset.none(), **kwargs)

    def offer(self, actor: Actor, rows: QuerySet[Any] | None = None) -> None:
        wanted: Any = self.rows.all() if rows is None else rows
        self.queryset = wanted.visible_to(actor)

    def label_from_instance(self, obj: Any) -> str:
        return self.label_from(obj)
