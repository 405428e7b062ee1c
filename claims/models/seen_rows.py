"""Rows by their keys, as far as an actor sees them: what nearly every request begins with.

The statements are those of `visible_to`, kept for each model and actor (`models.prepared`).
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.db import models
from django.db.models import F, Func

from claims.models.prepared import Given, WrittenRows
from claims.rules.actor import Actor

M = TypeVar("M", bound=models.Model)
KEPT = 1024


class OneOf(Func):
    """Whether a key is one of those given."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


def seen_row(model: type[M], actor: Actor, key: int) -> M | None:
    """The row of this key, if the actor sees one."""
    return _by_key(model, actor).first(key=key)


def seen_rows(model: type[M], actor: Actor, keys: Collection[int], related: tuple[str, ...] = ()) -> dict[int, M]:
    """The rows of these keys that the actor sees, by key, with the rows at the end of links to one."""
    return {row.pk: row for row in _by_keys(model, actor, related).all(keys=list(keys))} if keys else {}


def locked_row(model: type[M], actor: Actor, key: int) -> M | None:
    """The row of this key as it is now, if the actor sees one, locked to the end of the transaction."""
    return _to_lock(model, actor).first(key=key)


@lru_cache(maxsize=KEPT)
def _by_key(model: type[M], actor: Actor) -> WrittenRows[M]:
    return WrittenRows(_seen(model, actor).filter(pk=Given("key")).order_by())


@lru_cache(maxsize=KEPT)
def _by_keys(model: type[M], actor: Actor, related: tuple[str, ...]) -> WrittenRows[M]:
    rows = _seen(model, actor).filter(OneOf(F("pk"), Given("keys"))).order_by()
    return WrittenRows(rows.select_related(*related) if related else rows)


@lru_cache(maxsize=KEPT)
def _to_lock(model: type[M], actor: Actor) -> WrittenRows[M]:
    return WrittenRows(_seen(model, actor).filter(pk=Given("key")).select_for_update(of=("self",), no_key=True))


def _seen(model: type[M], actor: Actor) -> models.QuerySet[M]:
    manager = cast(Any, model)._default_manager
    return cast("models.QuerySet[M]", manager.visible_to(actor))
