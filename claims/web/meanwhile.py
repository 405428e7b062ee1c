"""What others made of a row while somebody was typing: by whom, when, and each field from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.errors import StaleEdit
from claims.models import Change, Claim, Incident
from claims.models.versions import versions_since
from claims.web.forms._base import FactForm, VersionedForm
from claims.web.stale import Turn, conflicts_of, value_words, words_at, words_shown


@dataclass(frozen=True)
class Meanwhile:
    """One change of the row, and what it did to the fields that the form has."""

    change: Change
    turns: list[Turn]


def meanwhile(form: FactForm, row: models.Model, version: int) -> list[Meanwhile]:
    """What happened to the row since `version`, oldest first."""
    return [
        Meanwhile(change, _turns(form, before, after))
        for (_earlier, before), (change, after) in pairwise(versions_since(row, version))
    ]


def with_meanwhile(mine: FactForm, theirs: FactForm, conflict: StaleEdit, row: Any) -> dict[str, Any]:
    """The context of `stale.html`: the conflicts, and what led to them."""
    context = conflicts_of(mine, theirs, conflict)
    if row is None:
        return context
    told = meanwhile(mine, row, _version(mine))
    shown = {conflict.name for conflict in context["conflicts"]}
    return context | {"meanwhile": told, "their_lists": lists_of_theirs(mine, theirs, row, shown)}


def merged_words(form: FactForm, row: Any) -> str:
    """What to tell whoever saves on an older version without a conflict: whose changes stand beside theirs."""
    version = _version(form)
    told = meanwhile(form, row, version) if row is not None and 0 < version < row.version else []
    names = dict.fromkeys(_by(each.change) for each in told)
    labels = dict.fromkeys(turn.label for each in told for turn in each.turns)
    if not names:
        return ""
    slots = {"who": ", ".join(names), "what": ", ".join(labels)}
    if not labels:
        return _("%(who)s changed it too while you were typing; both changes stand.") % slots
    return _("%(who)s changed it too while you were typing (%(what)s); both changes stand.") % slots


def edited_at(row: Any) -> str:
    """Where the page of its form asks who else is there; "" where nobody asks."""
    if isinstance(row, Incident):
        return f"{reverse('incident-presence', args=[row.reference])}?editing=1"
    return f"{reverse('claim-presence', args=[row.pk])}?editing=1" if isinstance(row, Claim) else ""


def lists_of_theirs(mine: FactForm, theirs: FactForm, row: models.Model, but: set[str]) -> list[Turn]:
    """What others made of lists that are no columns of the row (a party's aliases) and the person left alone."""
    if not isinstance(mine, VersionedForm):
        return []
    columns, touched = _columns(row), mine.touched()
    lists = [name for name in mine.fields if name not in but and name not in touched and name not in columns]
    lists = [name for name in lists if mine.said_what_it_showed(name) and hasattr(row, name)]
    turns = [Turn(str(mine[name].label), words_shown(mine, name), value_words(theirs, name)) for name in lists]
    return [turn for turn in turns if turn.before != turn.after]


def _by(change: Change) -> str:
    return str(change.by_user or (change.by_token.label if change.by_token else change.by_name))


def _version(form: FactForm) -> int:
    return form.cleaned_data.get("version") or 0


def _turns(form: FactForm, before: models.Model, after: models.Model) -> list[Turn]:
    was, now = _columns(before), _columns(after)
    differing = [name for name in now if was.get(name) != now[name]]
    turns = [
        Turn(str(form[name].label), words_at(form, name, was), words_at(form, name, now))
        for name in _fields(form, differing)
    ]
    return [turn for turn in turns if turn.before != turn.after]


def _fields(form: FactForm, columns: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for column in columns for name in form.fields_of(column) if name != "version"))


def _columns(row: models.Model) -> dict[str, Any]:
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
