"""Two people changed the same fields: what the page shows of it, and how the person's choices come back.

The page posts to the form's own address. For each field in conflict it holds both values in the form of that field's
inputs (`theirs:<field>:<input>`, `mine:<field>:<input>`) and a choice (`choose:<field>`); of a long text also both, one
after the other, to be edited (`both:<field>:<input>`). `settled` puts the chosen one in its place before the form reads
the data: form and action see an ordinary revision of the newest version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.errors import StaleEdit
from claims.vocabulary import DatePrecision
from claims.web.forms._base import DatedField, FactForm, VersionedForm
from claims.web.forms._dated import AS_FILLED_IN

SIDES = ("theirs", "mine")
BOTH = "both"
CHOICES = (*SIDES, BOTH)
NOTHING = "—"
WITHOUT_ID: dict[str, Any] = {"id": None}


@dataclass(frozen=True)
class Conflict:
    """One field that both changed: its words on each side, both values as hidden inputs; of a long text both as one."""

    name: str
    label: str
    base: str
    theirs: str
    mine: str
    inputs: SafeString
    both: str = ""


@dataclass(frozen=True)
class Turn:
    """What became of one field: its words before and after."""

    label: str
    before: str
    after: str


def conflicts_of(mine: FactForm, theirs: FactForm, conflict: StaleEdit) -> dict[str, Any]:
    """The context of `stale.html`. `mine` is what was typed, `theirs` the form as the row stands now."""
    bases = {name: value[0] for name, value in conflict.fields.items()}
    touched = mine.touched() if isinstance(mine, VersionedForm) else list(mine.fields)
    names = [name for column in conflict.fields for name in mine.fields_of(column) if name in touched]
    groups = dict.fromkeys(_group(mine, name) for name in [*names, *_unsure(mine, theirs)])
    rows = {group: _row(mine, theirs, group, bases) for group in groups}
    differing = {group: row for group, row in rows.items() if row.mine != row.theirs}
    shown = {name for group in differing for name in group}
    return {
        "form": mine,
        "conflicts": list(differing.values()),
        "current_version": conflict.current_version,
        "only_mine": only_mine(mine, shown),
        "untouched": [SafeString(_kept(mine, name)) for name in mine.fields if name not in shown and name != "version"],
    }


def settled(data: QueryDict) -> QueryDict:
    """What was posted, with each choice of the conflict page put in its field's place."""
    chosen = {name.partition(":")[2]: value for name, value in data.items() if name.startswith("choose:")}
    if not chosen:
        return data
    result = data.copy()
    for name, side in chosen.items():
        if side not in CHOICES:
            continue
        for key in data:
            if key.startswith(f"{side}:{name}:"):
                result.setlist(key.split(":", 2)[2], data.getlist(key))
            if key.startswith(f"theirs:{name}:"):
                result.setlist(f"initial-{key.split(':', 2)[2]}", data.getlist(key))
    return result


def only_mine(form: FactForm, but: set[str]) -> list[Turn]:
    """What the person changed and nobody else did: it fits by itself."""
    if not isinstance(form, VersionedForm):
        return []
    names = [name for name in form.touched() if name not in but and form.said_what_it_showed(name)]
    return [Turn(str(form[name].label), words_shown(form, name), value_words(form, name)) for name in names]


def words_shown(form: FactForm, name: str) -> str:
    """The words of what the form showed before anything was typed, as the form itself brings it back."""
    field, bound = form.fields[name], form[name]
    widget = field.hidden_widget()
    return _field_words(field, widget.value_from_datadict(form.data, form.files, bound.html_initial_name))


def _group(form: FactForm, name: str) -> tuple[str, ...]:
    """The field with those that mean something only together with it."""
    return next((group for group in form.together if name in group), (name,))


def _unsure(mine: FactForm, theirs: FactForm) -> list[str]:
    """Fields that differ where the client did not say what it had been shown: only the person can tell whose stands."""
    if not isinstance(mine, VersionedForm):
        return []
    unsaid = [name for name in mine.fields if name != "version" and not mine.said_what_it_showed(name)]
    return [name for name in unsaid if value_words(mine, name) != value_words(theirs, name)]


def _row(mine: FactForm, theirs: FactForm, group: tuple[str, ...], bases: dict[str, Any]) -> Conflict:
    return Conflict(
        name=group[0],
        label=", ".join(str(mine[name].label) for name in group),
        base=", ".join(words_at(mine, name, bases) for name in group),
        theirs=", ".join(value_words(theirs, name) for name in group),
        mine=", ".join(value_words(mine, name) for name in group),
        inputs=SafeString(
            "".join(_inputs(side, form, group) for side, form in zip(SIDES, (theirs, mine), strict=True))
        ),
        both=_both(mine, theirs, group),
    )


def _both(mine: FactForm, theirs: FactForm, group: tuple[str, ...]) -> str:
    """A box that holds both texts, where two can stand in one: neither has to be typed again."""
    [name, *others] = group
    if others or not isinstance(mine.fields[name].widget, forms.Textarea) or hasattr(mine.fields[name], "in_words"):
        return ""
    texts = [str(form[name].value() or "").strip() for form in (theirs, mine)]
    label = _("Both texts, to be edited: %(field)s") % {"field": mine[name].label}
    attrs = {"rows": 6, "dir": "auto", "id": f"both-{mine[name].html_name}", "aria-label": label}
    box = forms.Textarea(attrs=attrs)
    return SafeString(box.render(f"{BOTH}:{name}:{mine[name].html_name}", "\n\n".join(filter(None, texts))))


def _inputs(side: str, form: FactForm, group: tuple[str, ...]) -> str:
    """The values of one side under names that say whose they are and which choice takes them."""
    return "".join(
        form.fields[name]
        .hidden_widget()
        .render(f"{side}:{group[0]}:{form[name].html_name}", form[name].value(), WITHOUT_ID)
        for name in group
    )


def _kept(form: FactForm, name: str) -> str:
    bound, field = form[name], form.fields[name]
    value = field.hidden_widget().render(bound.html_name, bound.value(), WITHOUT_ID)
    return value + (bound.as_hidden(WITHOUT_ID, only_initial=True) if field.show_hidden_initial else "")


def words_at(form: FactForm, name: str, bases: dict[str, Any]) -> str:
    """The words of a field for columns as the record keeps them."""
    if name.startswith("inferred_"):
        return (bases.get("inferred") or {}).get(name.removeprefix("inferred_")) or NOTHING
    field = form.fields[name]
    if isinstance(field, DatedField):
        known = [bases[f"{name}_{part}"] for part in ("on", "at", "precision") if bases.get(f"{name}_{part}")]
        return ", ".join(_plain_words(value) for value in known) or NOTHING
    return _words(field, bases.get(name))


def value_words(form: FactForm, name: str) -> str:
    return _field_words(form.fields[name], form[name].value())


def _field_words(field: Any, value: Any) -> str:
    if isinstance(field, DatedField):
        parts = value if isinstance(value, list) else field.hidden_widget().decompress(value)
        labels = dict(AS_FILLED_IN + DatePrecision.choices)
        words = [str(labels[parts[0]]) if parts[0] in labels and parts[0] else "", *map(_plain_words, parts[1:])]
        return ", ".join(word for word in words if word) or NOTHING
    return _words(field, value)


def _words(field: Any, value: Any) -> str:
    """A value in the words that its field would show."""
    if value is None or value in ("", []):
        return NOTHING
    if hasattr(field, "in_words"):
        return str(field.in_words(value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    choices = getattr(field, "choices", None)
    if choices is None:
        return _plain_words(value)
    labels = {str(code): str(label) for code, label in choices}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(labels.get(str(getattr(one, "pk", one)), str(one)) for one in values)


def _plain_words(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "tzinfo"):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return str(value)
