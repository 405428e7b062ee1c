"""Sources: chosen or described on another form, added, revised, derived from one another, filtered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Derivation, Source
from claims.vocabulary import DerivationKind, Reliability, SourceKind
from claims.web.forms._base import DatedField, FilterForm, VersionedForm, choice_field, inferred_field, text_field
from claims.web.forms._named import PartyField, SourceField, party_kind_field, source_kind_field
from claims.web.forms._parts import PartForm

LANGUAGE = forms.TextInput(attrs={"list": "known-languages", "autocomplete": "off"})
TYPED_OF_NEW = ("outlet", "author", "url", "language", "published")


class SourceNamed(PartForm):
    """A source by its title: one on record, or a new one with what is known of it."""

    source = SourceField(
        label=_("Source"),
        kind="source_kind",
        required=True,
        help_text=_("Title or address. Choose one on record, or write the title of a new one and choose its kind."),
    )
    source_kind = source_kind_field()
    source_outlet = PartyField(label=_("Outlet"), kind="source_outlet_kind")
    source_outlet_kind = party_kind_field(label=_("Kind of the outlet, if new"))
    source_url = text_field(Source, "url", label=_("Address"), widget=forms.URLInput(attrs={"inputmode": "url"}))
    source_author = text_field(Source, "author", label=_("Author"))
    source_language = text_field(Source, "language", label=_("Language"), widget=LANGUAGE)
    source_published = DatedField(label=_("Published"))

    OF_NEW = tuple(f"source_{name}" for name in ("outlet", "outlet_kind", "url", "author", "language", "published"))

    @property
    def of_new(self) -> list[Any]:
        """The fields that describe a new source, its kind apart."""
        return [self[name] for name in self.OF_NEW]

    @property
    def of_new_shown(self) -> bool:
        return self.is_bound and bool(set(self.OF_NEW) & {*self.changed_data, *self.errors})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = {name: cleaned.pop(f"source_{name}", None) for name in TYPED_OF_NEW}
        published = typed.pop("published") or {}
        source = cleaned.get("source")
        if source is None:
            return cleaned
        if source.pk is None:
            _describe(source, {**typed, **{f"published_{part}": value for part, value in published.items()}})
        elif any(typed.values()) or published.get("on") or published.get("at"):
            known = gettext(
                "“%(title)s” is on record already. Leave out what describes a new source; to change what is"
                " known of it, revise it on its own page."
            )
            self.add_error("source", known % {"title": source.title})
        return cleaned


def _describe(source: Source, typed: dict[str, Any]) -> None:
    """Put onto the newcomer what was typed of it."""
    for name, value in typed.items():
        if value:
            setattr(source, name, value)


class SourceForm(PartForm):
    title = text_field(Source, "title", label=_("Title"))
    kind = choice_field(SourceKind, label=_("Kind"))
    outlet = PartyField(label=_("Outlet"), kind="outlet_kind")
    outlet_kind = party_kind_field(label=_("Kind of the outlet, if new"))
    inferred_outlet = inferred_field(label=_("If the outlet is inferred: on what basis?"))
    author = text_field(Source, "author", label=_("Author"))
    url = text_field(Source, "url", label=_("Address"), widget=forms.URLInput(attrs={"inputmode": "url"}))
    language = text_field(Source, "language", label=_("Language"), widget=LANGUAGE)
    published = DatedField(label=_("Published"))
    inferred_published_on = inferred_field(label=_("If the date is inferred: on what basis?"))
    reliability = choice_field(Reliability, empty=_("— not graded —"), label=_("Reliability"))
    note = text_field(Source, "note", label=_("Note"))


class SourceRevisionForm(SourceForm, VersionedForm):
    pass


class DerivationForm(PartForm):
    origin = SourceField(
        label=_("Takes what it carries from"),
        kind="origin_kind",
        required=True,
        help_text=_(
            "An agency’s copy, another outlet’s report, a recording: what derives from one origin counts once."
        ),
    )
    origin_kind = source_kind_field()
    kind = choice_field(DerivationKind, label=_("What it does with it"), initial=DerivationKind.COPIES)
    basis = text_field(Derivation, "basis", label=_("How we know"))


class SourceFilter(FilterForm):
    words = forms.CharField(max_length=200, label=_("Title, author, outlet or address"))
    kind = choice_field(SourceKind, empty=_("Any kind"), label=_("Kind"))
    reliability = choice_field(Reliability, empty=_("Any"), label=_("Reliability"))

    def narrow(self, rows: Any) -> QuerySet[Source]:
        chosen = self.cleaned_data
        rows = rows.matching(chosen["words"]) if chosen["words"] else rows
        exact = {name: chosen[name] for name in ("kind", "reliability") if chosen[name]}
        narrowed: QuerySet[Source] = rows.filter(**exact)
        return narrowed
