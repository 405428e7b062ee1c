"""What every form is built of: fields cut to their columns, choices of visible rows, dates with their precision.

A form checks shape only: a number is a number, a choice one of the choices. What is allowed is for the action to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.rules.actor import Actor
from claims.web.forms._dated import DatedField, DescribedWhereShown
from claims.web.forms._seen import SeenChoiceField, SeenMultipleChoiceField

__all__ = [
    "DatedField",
    "FactForm",
    "FilterForm",
    "SeenChoiceField",
    "SeenMultipleChoiceField",
    "VersionedForm",
    "choice_field",
    "inferred_field",
    "instant_field",
    "text_field",
]

ONE_LINE = 300
ROWS = 4
LONGEST_BASIS = 1000
INFERRED = "inferred_"


def text_field(model: type[models.Model], name: str, *, required: bool | None = None, **kwargs: Any) -> forms.CharField:
    """A text field as long as its column; several lines where the column is long."""
    column = cast("models.CharField[Any, Any]", model._meta.get_field(name))
    longest = column.max_length or 0
    if longest > ONE_LINE:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": ROWS}))
    kwargs["required"] = not column.blank if required is None else required
    return forms.CharField(max_length=longest, **kwargs)


def choice_field(choices: type[models.TextChoices], *, empty: Any = None, **kwargs: Any) -> forms.TypedChoiceField:
    """A choice from the vocabulary, given back as its member; `empty` is the label of choosing nothing (gives "")."""
    options: list[tuple[str, Any]] = [] if empty is None else [("", empty)]
    kwargs.setdefault("required", empty is None)
    return forms.TypedChoiceField(choices=[*options, *choices.choices], coerce=choices, empty_value="", **kwargs)


def instant_field(**kwargs: Any) -> forms.DateTimeField:
    """Date and time in the reader's zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **kwargs)


def inferred_field(**kwargs: Any) -> forms.CharField:
    """On what basis a value was inferred. Name it `inferred_<column>`; for a dated trio the column is `<stem>_on`."""
    kwargs.setdefault("label", _("If inferred: on what basis?"))
    return forms.CharField(max_length=LONGEST_BASIS, required=False, **kwargs)


class FactForm(forms.Form):
    """A form for one action; the choices it offers are what the actor may see.

    `groups` puts fields under headings: (words, names of fields); those in none stand first. `together` names fields
    that mean something only together: of two people's values one or the other, never half of each.
    """

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.label_suffix = ""
        for field in self.fields.values():
            if isinstance(field, SeenChoiceField | SeenMultipleChoiceField):
                field.offer(actor)

    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as they are shown: (heading or "", fields)."""
        named = {name for _words, names in self.groups for name in names}
        first: list[tuple[Any, list[forms.BoundField]]] = [
            ("", [self[name] for name in self.fields if name not in named])
        ]
        return first + [(words, [self[name] for name in names if name in self.fields]) for words, names in self.groups]

    def kwargs(self) -> dict[str, Any]:
        """The cleaned values as an action takes them: dated trios unfolded, bases gathered under `inferred`."""
        return self._unfolded(self.fields)

    def refuse(self, path: str, sentence: str) -> None:
        """Put a refusal at the field that its path names, or above the form. Forms with parts override this."""
        name = self.field_at(path)
        self.add_error(name, sentence)

    def field_at(self, path: str) -> str | None:
        """The field of this form for an action's path: `occurred_at` is part of `occurred`."""
        plain = path.replace(".", "_")
        if plain in self.fields:
            return plain
        whole = path.partition(".")[0]  # an entry of a list is typed in the list's field
        if whole in self.fields:
            return whole
        stem = plain.rpartition("_")[0]
        return stem if isinstance(self.fields.get(stem), DatedField) else None

    def fields_of(self, column: str) -> list[str]:
        """The fields in which a column's value is typed; several for `inferred`."""
        if column == "inferred":
            return [name for name in self.fields if name.startswith(INFERRED)]
        name = self.field_at(column)
        return [name] if name else []

    def _unfolded(self, names: Iterable[str]) -> dict[str, Any]:
        wanted = set(names)
        result: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name not in wanted or name.startswith(INFERRED):
                continue
            if isinstance(self.fields[name], DatedField):
                result |= {f"{name}_{part}": value[part] for part in ("on", "at", "precision")}
            else:
                result[name] = value
        if wanted & set(self.fields_of("inferred")):
            result["inferred"] = self._inferred()
        return result

    def _inferred(self) -> dict[str, str]:
        """Bases given; those of columns that this form does not show stay."""
        shown = self.fields_of("inferred")
        kept = {
            name: basis for name, basis in self.initial.get("inferred", {}).items() if f"{INFERRED}{name}" not in shown
        }
        given = {name.removeprefix(INFERRED): self.cleaned_data.get(name) for name in shown}
        return kept | {name: basis for name, basis in given.items() if basis}


class VersionedForm(FactForm):
    """A revision, prepared on a version of the row. Only what the person changed is handed on.

    What each field showed travels with the form, so that an untouched field never overwrites a colleague's change.
    """

    bound_field_class = DescribedWhereShown

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version"

    @classmethod
    def initial_of(cls, row: models.Model) -> dict[str, Any]:
        """The row's present values under this form's field names, with its version."""
        plain: Any = row
        result: dict[str, Any] = {"version": plain.version, "inferred": getattr(plain, "inferred", {})}
        for name, field in cls.base_fields.items():
            if isinstance(field, DatedField):
                result[name] = {part: getattr(plain, f"{name}_{part}") for part in ("on", "at", "precision")}
            elif name.startswith(INFERRED):
                result[name] = result["inferred"].get(name.removeprefix(INFERRED), "")
            elif hasattr(plain, name):
                result[name] = getattr(plain, name)
        return result

    def kwargs(self) -> dict[str, Any]:
        """The changed values as an action takes them, and `version`."""
        return {**self._unfolded(self.touched()), "version": self.cleaned_data["version"]}

    def _inferred(self) -> dict[str, str]:
        """Only the bases that the person changed; the others as they stand now, whoever wrote them."""
        given, touched = super()._inferred(), self.touched()
        stands = self.initial.get("inferred", {})
        for field in self.fields_of("inferred"):
            name = field.removeprefix(INFERRED)
            if field not in touched:
                given.pop(name, None)
                given |= {name: stands[name]} if name in stands else {}
        return given

    def touched(self) -> list[str]:
        """The fields whose value differs from what the form showed; all, where the client does not say what it was."""
        return [name for name in self.fields if name != "version" and self._touched(name)]

    def _touched(self, name: str) -> bool:
        bound: Any = self[name]
        return not self.said_what_it_showed(name) or bound._has_changed()

    def said_what_it_showed(self, name: str) -> bool:
        shown = self[name].html_initial_name
        return any(key == shown or key.startswith(f"{shown}_") for key in self.data)


class FilterForm(forms.Form):
    """What a list can be narrowed by. Sent with GET; nothing is required."""

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.now, self.label_suffix = actor, now, ""
        for field in self.fields.values():
            field.required = False
            if isinstance(field, SeenChoiceField | SeenMultipleChoiceField):
                field.offer(actor)

    def narrow(self, rows: Any) -> Any:
        """The rows that match what was chosen; called with valid input."""
        return rows

    @property
    def narrows(self) -> bool:
        """Whether anything was chosen at all: decides between “nothing found” and “nothing here yet”."""
        return any(self[name].value() for name in self.fields)
