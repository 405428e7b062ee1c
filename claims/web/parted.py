"""Pages whose form holds rows that can be added and taken away, and names that are looked up or added with the rest."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.errors import StaleEdit
from claims.models import Incident
from claims.models.versions import at_version
from claims.web.form_door import FormDoor
from claims.web.forms._known import Known
from claims.web.forms._parts import PartForm
from claims.web.forms._rows import Rows, without_row
from claims.web.forms._world import languages
from claims.web.meanwhile import with_meanwhile
from claims.web.stale import SIDES, Conflict, Turn, settled, value_words
from claims.web.suggestions import suggested_parties, suggested_sources

MORE, LESS = "more", "less"
LABELS = {"figures": _("Figures"), "allegations": _("Allegations"), "answers": _("Answers to allegations")}


class PartedDoor(FormDoor):
    """A `FormDoor` for a `PartForm`.

    The buttons named `more` (value: the prefix of the rows) and `less` (the prefix of one row) show the same page again
    with a row more or less and everything typed kept; they save nothing.
    """

    form_class: ClassVar[type[PartForm]]
    template: ClassVar[str] = "components/parted.html"
    fields_template: ClassVar[str] = "components/plain_fields.html"

    @cached_property
    def incident(self) -> Incident | None:
        """The incident whose questions, allegations and parties are offered."""
        return None

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "known": Known(self.actor, self.incident)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if MORE not in request.POST and LESS not in request.POST:
            return super().post(request, **kwargs)
        self.subject()
        grown, shrunk = request.POST.get(MORE, ""), request.POST.get(LESS, "")
        data = without_row(settled(request.POST), shrunk) if shrunk else settled(request.POST)
        form = self.form_class(data, initial=self.initial(), fresh=grown, **self.form_kwargs())
        form.hush()
        return self.show(form)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        template = f"{self.template}#form" if getattr(self.request, "htmx", False) else self.template
        return self.page(template, status=status, **self._words(), form=form, **self._offered(), **self.context())

    def _offered(self) -> dict[str, Any]:
        return {
            "known_parties": suggested_parties(self.actor, self.incident),
            "known_sources": suggested_sources(self.actor, self.incident),
            "known_languages": languages(),
            "fields_template": self.fields_template,
        }

    def _show_conflict(self, form: Any, conflict: StaleEdit) -> HttpResponse:
        self.subject()  # read again: theirs is what stands now
        theirs = self.form_class(initial=self.initial(), **self.form_kwargs())
        context = with_meanwhile(form, theirs, conflict, self.edited())
        settled_parts, turns = _without_conflict(form, theirs, self.edited(), conflict)
        context["untouched"] += settled_parts
        context["their_lists"] += turns
        for name, (base, _theirs, _mine) in conflict.fields.items():
            if name in form.parts:
                context["conflicts"].append(_part_conflict(name, form.parts[name], theirs.parts[name], base))
        return self.choose(context)


def _without_conflict(form: Any, theirs: Any, row: Any, conflict: StaleEdit) -> tuple[list[SafeString], list[Turn]]:
    """Lists without a conflict, to be sent again: theirs where the person left it alone; and what others made of it."""
    names = [name for name in form.parts if name not in conflict.fields]
    then: Any = at_version(row, form.cleaned_data["version"], names)
    inputs, turns = [], []
    for name in names:
        mine, stands = form.parts[name], theirs.parts[name]
        shown = [mine.like(mine.form_class.shows(each)) for each in getattr(then, name).all()]
        was, now, typed = (
            _rows_words(shown),
            _rows_words(each for each in stands if each.initial),
            _rows_words(mine.kept),
        )
        inputs.append(_hidden(stands if typed == was else mine))
        if typed == was != now:
            turns.append(Turn(str(LABELS.get(name, name)), was, now))
    return inputs, turns


def _part_conflict(name: str, mine: Rows, theirs: Rows, base: list[dict[str, Any]]) -> Conflict:
    """A list of parts that both changed: it stands as one of them has it."""
    inputs = [_hidden(rows, f"{side}:{name}:") for side, rows in zip(SIDES, (theirs, mine), strict=True)]
    return Conflict(
        name=name,
        label=str(LABELS.get(name, name)),
        base=_rows_words(mine.like(content) for content in base),
        theirs=_rows_words(form for form in theirs if form.initial),
        mine=_rows_words(mine.kept),
        inputs=SafeString("".join(inputs)),
    )


def _rows_words(forms: Any) -> str:
    """Each row in a line: what its inputs say, those that say nothing left out."""
    lines = [" · ".join(value_words(form, name) for name in form.telling()) for form in forms]
    return "\n".join(lines) or "—"


def _hidden(rows: Rows, before: str = "") -> SafeString:
    """The rows as hidden inputs, each name after `before`."""
    held = [
        form.fields[name].hidden_widget().render(f"{before}{form[name].html_name}", form[name].value(), {"id": None})
        for form in rows
        for name in form.fields
    ]
    count = f'<input type="hidden" name="{before}{rows.prefix}-count" value="{len(rows)}">'
    return SafeString("".join([count, *held]))
