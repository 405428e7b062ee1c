"""A form that may hold others, and whose names of parties and sources are looked up.

A part's prefix is its path with dashes (`claims-0-figures-1`), so that a rule's path (`claims.0.figures.1.minimum`)
leads to the input at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.forms.utils import ErrorDict
from django.utils.translation import gettext

from claims.web.forms._base import DatedField, FactForm
from claims.web.forms._known import Known
from claims.web.forms._named import NamedField

UNASKED = {"empty_permitted": True, "use_required_attribute": False}


class PartForm(FactForm):
    """`part_classes` names the forms and rows within it. `fresh` is the prefix of the rows that are to grow by one."""

    part_classes: ClassVar[dict[str, Any]] = {}
    # A box that starts ticked must not make a blank row look filled in.
    counts_for_nothing: ClassVar[frozenset[str]] = frozenset()
    just_added = False

    def __init__(self, *args: Any, known: Known, fresh: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        for field in self.fields.values():
            if isinstance(field, NamedField):
                field.known = known
        self.parts: dict[str, Any] = {}
        for name, part in self.part_classes.items():
            extra = UNASKED if issubclass(part, PartForm) else {}
            self.parts[name] = part(
                self.data if self.is_bound else None,
                prefix=self.add_prefix(name),
                initial=None if self.is_bound else self.initial.get(name),
                actor=self.actor,
                known=known,
                fresh=fresh,
                **extra,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, NamedField) and (row := cleaned.get(name)) and (kind := cleaned.get(field.kind)):
                self._settle_kind(field.kind, row, kind)
        return cleaned

    def _settle_kind(self, field: str, row: Any, kind: str) -> None:
        """A newcomer is of the kind chosen; of one that is known, the kind is known too."""
        if row.pk is None:
            row.kind = kind
        elif row.kind != kind:
            known = {"name": str(row), "kind": row.get_kind_display()}
            sentence = gettext("“%(name)s” is on record already (%(kind)s). Leave the kind out, or give another name.")
            self.add_error(field, sentence % known)

    def is_valid(self) -> bool:
        # Every part is judged, so that everything wrong shows at once.
        judged = [super().is_valid(), *(part.is_valid() for part in self.parts.values())]
        return all(judged)

    def has_changed(self) -> bool:
        own = set(self.changed_data) - self.counts_for_nothing
        return bool(own) or any(part.has_changed() for part in self.parts.values())

    @property
    def shown(self) -> bool:
        """Whether there is anything to see here, so that its fold stands open."""
        typed = self.is_bound and (self.has_changed() or bool(self.errors))
        return self.just_added or bool(self.initial) or typed

    @property
    def refused(self) -> bool:
        """Whether anything in it or its parts was refused."""
        return bool(self.errors) or any(part.refused for part in self.parts.values())

    def complaints(self) -> list[tuple[str, str, str]]:
        """Everything refused in fields, its own and its parts': id of the input, label, sentence."""
        own = [
            (self[name].id_for_label or self[name].auto_id, str(self[name].label), str(sentence))
            for name, sentences in self.errors.items()
            if name in self.fields
            for sentence in sentences
        ]
        return own + [each for part in self.parts.values() for each in part.complaints()]

    def kwargs(self) -> dict[str, Any]:
        """As an action takes them; what says of which kind a newcomer is went into the newcomer."""
        kinds = {field.kind for field in self.fields.values() if isinstance(field, NamedField)}
        return {name: value for name, value in super().kwargs().items() if name not in kinds}

    def field_at(self, path: str) -> str | None:
        plain = path.replace(".", "_")
        stem = plain.rpartition("_")[0]
        return plain if plain in self.fields else stem if isinstance(self.fields.get(stem), DatedField) else None

    def refuse(self, path: str, sentence: str) -> None:
        self.refuse_at(path.split(".") if path else [], sentence)

    def refuse_at(self, path: Sequence[str], sentence: str) -> None:
        """Put the refusal at the nearest input on the path."""
        if path and path[0] in self.parts:
            self.parts[path[0]].refuse_at(path[1:], sentence)
            return
        names = [self.field_at(".".join(path[:end])) for end in range(len(path), 0, -1)]
        shown = [name for name in names if name and not self.fields[name].widget.is_hidden]
        self.add_error(shown[0] if shown else None, sentence)

    def telling(self) -> list[str]:
        """The visible fields that hold something."""
        return [name for name in self.fields if not self[name].is_hidden and self[name].value() not in (None, "")]

    def hush(self) -> None:
        """Show what was typed without judging it yet."""
        self._errors = ErrorDict()
        for part in self.parts.values():
            part.hush()
