"""Rows as a shape loads them: `Shape.rows` is the one place that says which rows of a link a reader gets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.expressions import Combinable

from claims.api.compiled.refusal import NotCompilable
from claims.api.compiled.text import AS_JSON, JsonArray
from claims.rules.actor import Actor

Lookups = tuple[tuple[str, "models.QuerySet[Any] | None"], ...]
Make = Callable[["Loaded"], Any]


class Loaded:
    """The rows of one model in a query, the reader, and what is loaded along with them.

    A link that is loaded through a queryset (`Prefetch`) has the rows of that queryset, and no others; one that is
    joined or prefetched by its name has them all, since whoever sees the row sees them. One that is not loaded at all
    would cost the plain serializer a query per row: it is refused.
    """

    def __init__(self, rows: models.QuerySet[Any], actor: Actor, more: Lookups = ()) -> None:
        self.rows, self.actor = rows, actor
        self.model: type[models.Model] = rows.model
        self.lookups: Lookups = (*_lookups_of(rows), *more)

    def link(self, name: str) -> Loaded:
        """The rows at the end of a link."""
        below = tuple((path.removeprefix(f"{name}__"), rows) for path, rows in self.lookups if _under(path, name))
        own = [rows for path, rows in self.lookups if path == name]
        if not own and not below:
            raise NotCompilable(f"`rows` does not load “{name}” of {self.model.__name__}")
        described: Any = self.described(name)
        chosen = next((rows for rows in own if rows is not None), None)
        return Loaded(described.related_model._base_manager.all() if chosen is None else chosen, self.actor, below)

    def one(self, name: str, make: Make) -> Subquery:
        """What `make` makes of the row at the end of a link to one; null if there is none, or none for this reader."""
        described, there = self.described(name), self.link(name)
        if described.one_to_many or described.many_to_many:
            raise NotCompilable(f"“{name}” leads to many rows")
        if described.auto_created:
            found = there.rows.filter(**{described.field.name: OuterRef("pk")})
        else:
            found = there.rows.filter(pk=OuterRef(described.attname))
        return Subquery(found.order_by().values(**{AS_JSON: make(there)}), output_field=models.TextField())

    def many(self, name: str, make: Make) -> JsonArray:
        """What `make` makes of each row at the end of a link to many, in the order in which they are loaded."""
        described, there = self.described(name), self.link(name)
        if not described.one_to_many:
            raise NotCompilable(f"“{name}” does not lead to many rows")
        found = there.rows.filter(**{described.field.name: OuterRef("pk")})
        return JsonArray((found if found.ordered else found.order_by("pk")).values(**{AS_JSON: make(there)}))

    def described(self, name: str) -> Any:
        """The column or link of this name."""
        try:
            return self.model._meta.get_field(name)
        except FieldDoesNotExist:
            raise NotCompilable(f"{self.model.__name__} has no column “{name}”") from None

    def annotation(self, name: str) -> Combinable | None:
        """What the rows are annotated with under this name."""
        found: Combinable | None = self.rows.query.annotations.get(name)
        return found


def _lookups_of(rows: models.QuerySet[Any]) -> Iterator[tuple[str, models.QuerySet[Any] | None]]:
    for each in getattr(rows, "_prefetch_related_lookups", ()):
        yield (each.prefetch_through, each.queryset) if isinstance(each, Prefetch) else (each, None)
    joined = rows.query.select_related
    if isinstance(joined, Mapping):
        yield from ((path, None) for path in _paths(joined))


def _paths(joined: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, below in joined.items():
        yield f"{before}{name}"
        yield from _paths(below, f"{before}{name}__")


def _under(path: str, name: str) -> bool:
    return path.startswith(f"{name}__")
