"""Any number of claims, each with any number of figures, on one page that needs no JavaScript.

Each `Rows` says in `<prefix>-count` how many it holds; blank rows count for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from claims.web.forms._parts import PartForm


class Rows:
    """Rows of one form class. `blank` are shown on an untouched page; the first `least` must be filled in."""

    form_class: type[PartForm]
    blank = 0
    least = 0
    most = 20

    def __init__(self, data: QueryDict | None, *, prefix: str, initial: Any, fresh: str, **given: Any) -> None:
        self.prefix, self.given = prefix, given
        self.errors: list[str] = []
        shown = list(initial or ())
        untouched = max(len(shown), self.blank, self.least)
        self.forms = [
            self.form_class(
                data,
                prefix=f"{prefix}-{index}",
                # What was typed is compared with a blank row, not with what the page suggested.
                initial=shown[index] if data is None and index < len(shown) else None,
                fresh=fresh,
                empty_permitted=index >= self.least,
                use_required_attribute=False,
                **given,
            )
            for index in range(untouched if data is None else self._count(data))
        ]
        self.grown = fresh == prefix and len(self.forms) < self.most
        if self.grown:
            self.forms.append(self._fresh_row(**given))

    def __iter__(self) -> Iterator[PartForm]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def kept(self) -> list[Any]:
        """The rows that hold something, in order: the action's input counts them alone."""
        return [form for form in self.forms if not form.empty_permitted or form.has_changed()]

    @property
    def shown(self) -> bool:
        return bool(self.errors) or any(form.shown for form in self.forms)

    @property
    def refused(self) -> bool:
        return bool(self.errors) or any(form.refused for form in self.forms)

    def has_changed(self) -> bool:
        return any(form.has_changed() for form in self.forms)

    def is_valid(self) -> bool:
        judged = [form.is_valid() for form in self.forms]
        return all(judged) and not self.errors

    def refuse_at(self, path: Sequence[str], sentence: str) -> None:
        kept = self.kept
        if path and path[0].isdigit() and int(path[0]) < len(kept):
            kept[int(path[0])].refuse_at(path[1:], sentence)
        else:
            self.errors.append(sentence)

    def complaints(self) -> list[tuple[str, str, str]]:
        return [each for form in self.forms for each in form.complaints()]

    def like(self, content: dict[str, Any]) -> PartForm:
        """A row that shows this content."""
        return self.form_class(None, initial=content, **self.given)

    def hush(self) -> None:
        for form in self.forms:
            form.hush()

    def _count(self, data: QueryDict) -> int:
        text = data.get(f"{self.prefix}-count", "")
        count = int(text) if re.fullmatch("[0-9]{1,4}", text) else 0
        if count > self.most:
            self.errors.append(gettext("At most %(most)s fit on one page.") % {"most": self.most})
        return max(min(count, self.most), self.least)

    def _fresh_row(self, **given: Any) -> PartForm:
        form = self.form_class(None, prefix=f"{self.prefix}-{len(self.forms)}", use_required_attribute=False, **given)
        form.just_added = True
        first = next(field for field in form.visible_fields())
        first.field.widget.attrs["autofocus"] = True
        return form


def without_row(data: QueryDict, row: str) -> QueryDict:
    """What was typed, less the row with this prefix (`claims-1`); later rows move up, and their parts with them."""
    found = re.fullmatch(r"(.*)-([0-9]{1,4})", row)
    result = data.copy()
    if not found or f"{found[1]}-count" not in data:
        return result
    rows, gone = found[1], int(found[2])
    for name in data:
        place = re.match(rf"((?:initial-)?{re.escape(rows)})-([0-9]+)(-.*)", name)
        if place and int(place[2]) >= gone:
            result.pop(name, None)
    for name in data:
        place = re.match(rf"((?:initial-)?{re.escape(rows)})-([0-9]+)(-.*)", name)
        if place and int(place[2]) > gone:
            result.setlist(f"{place[1]}-{int(place[2]) - 1}{place[3]}", data.getlist(name))
    result[f"{rows}-count"] = str(max(len_of(data, rows) - 1, 0))
    return result


def len_of(data: QueryDict, rows: str) -> int:
    """How many rows the data says there are."""
    text = data.get(f"{rows}-count", "")
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else 0
