"""Getting at rows inside an action: the lock a write begins with, and rows that the input refers to."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models

from claims.errors import NotVisible, RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Newsroom
from claims.models.seen_rows import locked_row, seen_row
from claims.rules.actor import Actor

M = TypeVar("M", bound=models.Model)


def lock(row: M, by: Actor) -> M:
    """The row as it is now, locked to the end of the transaction; NotVisible if the actor may not see it."""
    locked = locked_row(type(row), by, row.pk)
    if locked is None:
        raise NotVisible
    return locked


def require_seen(rows: Iterable[models.Model | None], by: Actor, *, field: str) -> None:
    """Refuse rows that the input refers to and the actor cannot see, another newsroom's among them."""
    for row in rows:
        if row is None:
            continue
        if seen_row(type(row), by, row.pk) is None:
            raise RuleBroken(
                "unknown_reference",
                _("There is no such entry in this newsroom."),
                field=field,
            )


def lock_newsroom(by: Actor) -> None:
    """Let only one action at a time through in the actor's newsroom: for rules over many rows that no single row holds.

    Take it before any row's lock. It holds nobody up who merely adds rows to the newsroom.
    """
    Newsroom.objects.select_for_update(no_key=True).get(pk=by.newsroom_id)
