"""Parties, sources and questions that the input names for the first time, added before what refers to them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias, cast

from django.db import transaction

from claims.actions._rows import lock_newsroom
from claims.actions.parties import add_party
from claims.actions.questions import raise_question
from claims.actions.sources import add_source
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Party, Question, Source
from claims.rules.actor import Actor
from claims.vocabulary import PartyKind, QuestionKind, SourceKind

Row: TypeAlias = Party | Source | Question
# A newcomer is told from others by what it is called; one named twice is added once.
Key: TypeAlias = tuple[str, int | None, str]

OF_SOURCE = ("author", "url", "language", "published_on", "published_at", "published_precision")


@transaction.atomic
def add_newcomers(*, given: Mapping[str, Any], by: Actor, at: datetime) -> dict[str, Any]:
    """`given` (another action's input) with every row that has no key yet added and put in its place.

    Such a row holds what a person typed: a party's name and kind, a source's title, kind and so on, a question's text
    and kind. A refusal's field is the path to it: `claims.0.allegations.1.accused.kind`. Called in one transaction with
    the action that takes the result.
    """
    found = list(_newcomers(dict(given), ""))
    _settle_kinds(found)
    if found:
        lock_newsroom(by)  # before any incident's lock, as everywhere: two such writes must not wait for each other
    added: dict[Key, Row] = {}
    for path, row in found:
        if _key(row) not in added:
            try:
                added[_key(row)] = _added(row, added, by, at)
            except RuleBroken as refusal:
                raise refusal.under(path) from None
    return {name: _with_rows(value, added) for name, value in given.items()}


def _newcomers(value: Any, path: str) -> Iterator[tuple[str, Row]]:
    """Every row without a key, with its path; the outlet of a source before the source."""
    if isinstance(value, Source) and value._state.adding and value.outlet is not None:
        yield from _newcomers(value.outlet, f"{path}.outlet")
    if isinstance(value, Party | Source | Question):
        if value._state.adding:
            yield path, value
        return
    for name, part in _parts(value):
        yield from _newcomers(part, f"{path}.{name}" if path else name)


def _parts(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list | tuple):
        return [(str(index), part) for index, part in enumerate(value)]
    if is_dataclass(value):
        return [(column.name, getattr(value, column.name)) for column in fields(value)]
    return []


def _settle_kinds(found: list[tuple[str, Row]]) -> None:
    """A newcomer named several times needs its kind once; refuse one without a kind, or with two."""
    kinds: dict[Key, str] = {}
    for path, row in found:
        kind = kinds.setdefault(_key(row), row.kind) or row.kind
        kinds[_key(row)] = kind
        if row.kind and row.kind != kind:
            raise RuleBroken(
                "newcomer_of_two_kinds", _("“%(name)s” is given two kinds."), field=f"{path}.kind", name=str(row)
            )
    for path, row in found:
        row.kind = kinds[_key(row)]
        if not row.kind:
            raise RuleBroken("newcomer_without_kind", UNKNOWN[type(row)], field=f"{path}.kind", name=str(row))


UNKNOWN: dict[type[Row], str] = {
    Party: _("There is no party called “%(name)s”. Choose a kind to add it, or correct the name."),
    Source: _("There is no source called “%(name)s”. Choose a kind to add it, or correct the title."),
    Question: _("Choose what kind of question “%(name)s” is."),
}


def _key(row: Row) -> Key:
    if isinstance(row, Party):
        return "party", None, row.name.casefold()
    if isinstance(row, Source):
        return "source", None, row.title.casefold()
    return "question", row.incident_id, row.text.casefold()


def _added(row: Row, added: Mapping[Key, Row], by: Actor, at: datetime) -> Row:
    if isinstance(row, Party):
        return add_party(name=row.name, kind=cast(PartyKind, row.kind), by=by, at=at)
    if isinstance(row, Source):
        typed = {name: getattr(row, name) for name in OF_SOURCE}
        outlet = _with_rows(row.outlet, added)
        return add_source(title=row.title, kind=cast(SourceKind, row.kind), outlet=outlet, **typed, by=by, at=at)
    return raise_question(incident=row.incident, kind=cast(QuestionKind, row.kind), text=row.text, by=by, at=at)


def _with_rows(value: Any, added: Mapping[Key, Row]) -> Any:
    """The same value, its newcomers replaced by the rows added for them."""
    if isinstance(value, Party | Source | Question):
        return added[_key(value)] if value._state.adding else value
    if isinstance(value, dict):
        return {name: _with_rows(part, added) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_with_rows(part, added) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: _with_rows(part, added) for name, part in _parts(value)})
    return value
