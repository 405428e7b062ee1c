"""Inputs for rows by their names, and for rows that were loaded already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from claims.models import Party, Source
from claims.vocabulary import PartyKind, SourceKind
from claims.web.forms._base import choice_field
from claims.web.forms._known import Known


class NamedField(forms.CharField):
    """A name typed with suggestions. Cleaned to a row, known or new; the field `kind` says what a new one is."""

    listed_in = ""
    suggested_by: Any = ""

    def __init__(self, *, kind: str = "", **kwargs: Any) -> None:
        self.kind = kind
        self.known: Known | None = None
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        suggestions = {
            "list": self.listed_in,
            "autocomplete": "off",
            "data-hx-get": self.suggested_by,
            "data-hx-trigger": "input changed delay:250ms",
            "data-hx-target": f"#{self.listed_in}",
            "data-hx-swap": "innerHTML",
            "data-hx-sync": "this:replace",
        }
        return {**super().widget_attrs(widget), **suggestions}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Party | Source):
            return self.known.words(value) if self.known else str(value)
        return value

    def in_words(self, value: Any) -> str:
        """For the page that shows two versions side by side: a name, or the number of a row."""
        return self.called(value) if isinstance(value, int) else str(value)

    def called(self, number: int) -> str:
        """The name of the row with this number."""
        raise NotImplementedError


class PartyField(NamedField):
    listed_in = "known-parties"
    suggested_by = reverse_lazy("party-suggestions")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=220, **kwargs)

    def called(self, number: int) -> str:
        return str(Party.objects.visible_to(self.known.actor).filter(pk=number).first() or "…") if self.known else "…"

    def clean(self, value: Any) -> Party | None:
        typed = super().clean(value)
        return self.known.party(typed) if self.known else None


class SourceField(NamedField):
    listed_in = "known-sources"
    suggested_by = reverse_lazy("source-suggestions")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=320, **kwargs)

    def called(self, number: int) -> str:
        return str(Source.objects.visible_to(self.known.actor).filter(pk=number).first() or "…") if self.known else "…"

    def clean(self, value: Any) -> Source | None:
        typed = super().clean(value)
        return self.known.source(typed) if self.known else None


class RowField(forms.TypedChoiceField):
    """A choice among rows that were loaded already; cleaned to the row."""

    def __init__(self, *, nothing: Any = "—", **kwargs: Any) -> None:
        self.nothing = nothing
        kwargs.setdefault("required", False)
        super().__init__(empty_value=None, **kwargs)

    def offer_rows(self, rows: list[Any], words: Any = str) -> None:
        by_key = {str(row.pk): row for row in rows}
        self.choices = [("", self.nothing), *((key, words(row)) for key, row in by_key.items())]
        self.coerce = lambda key: _row_of(by_key, key)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)


def _row_of(by_key: dict[str, Any], key: str) -> Any:
    if key not in by_key:
        raise ValueError(key)
    return by_key[key]


def party_kind_field(**kwargs: Any) -> forms.TypedChoiceField:
    """What a party is, if it is new."""
    kwargs.setdefault("label", _("Kind, if new"))
    return choice_field(PartyKind, empty=_("— known already —"), **kwargs)


def source_kind_field(**kwargs: Any) -> forms.TypedChoiceField:
    """What a source is, if it is new."""
    kwargs.setdefault("label", _("Kind, if new"))
    return choice_field(SourceKind, empty=_("— known already —"), **kwargs)
