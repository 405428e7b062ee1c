"""Rows that nested input refers to: looked up with one query per table, and refused where the actor cannot see them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import models

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Party
from claims.models.seen_rows import seen_rows
from claims.rules.actor import Actor

M = TypeVar("M", bound=models.Model)
Named = Iterable[tuple[str, M | None]]


@contextmanager
def under(path: str) -> Iterator[None]:
    """Put the field of any refusal inside under the path at which the input stands ("claims.0.figures.1")."""
    try:
        yield
    except RuleBroken as refusal:
        if path:
            refusal.under(path)
        raise


def seen(model: type[M], named: Named[M], by: Actor, *, related: Iterable[str] = ()) -> dict[int, M]:
    """The rows named (field path, row), as they are now, by id; RuleBroken on the first that the actor cannot see."""
    paths = [(path, row) for path, row in named if row is not None]
    if not paths:
        return {}
    found = seen_rows(model, by, {row.pk for _path, row in paths}, tuple(related))
    for path, row in paths:
        if row.pk not in found:
            raise RuleBroken("unknown_reference", _("There is no such entry in this newsroom."), field=path)
    return found


def standing_parties(named: Named[Party], by: Actor) -> dict[int, Party]:
    """The parties named, by the id under which they were named; for a merged one, the party that stands for it."""
    found = seen(Party, named, by, related=["merged_into"])
    return {identifier: party.merged_into or party for identifier, party in found.items()}
