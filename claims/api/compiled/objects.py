"""A shape put together: each field as an expression, links as sub-queries."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from claims.api.compiled.columns import column
from claims.api.compiled.loaded import Loaded
from claims.api.compiled.refusal import NotCompilable
from claims.api.compiled.text import JsonObject
from claims.api.compiled.worked import Worked

ITSELF = (serializers.Serializer.to_representation, serializers.ModelSerializer.to_representation)


def json_object(shape: Any, row: Loaded, names: tuple[str, ...] | None = None) -> JsonObject:
    """The row in its shape (a serializer or its class), or in some of the shape's fields."""
    made = shape() if isinstance(shape, type) else shape
    if type(made).to_representation not in ITSELF:
        raise NotCompilable(f"{type(made).__name__} renders in a way of its own")
    parts = {}
    for name in names or tuple(made.fields):
        try:
            parts[name] = _field(made.fields[name], row)
        except NotCompilable as refusal:
            raise NotCompilable(f"{type(made).__name__}.{name}: {refusal}") from None
    return JsonObject(**parts)


def _field(field: Any, row: Loaded) -> Any:
    """The expression for a field. What stands before the last part of a dotted source leads to one row each."""
    if isinstance(field, Worked):
        return field.in_sql(row)
    if field.write_only or not field.source_attrs:
        raise NotCompilable(f"a {type(field).__name__} has no SQL form")
    *way, last = field.source_attrs
    if way and isinstance(field, serializers.BaseSerializer | serializers.ManyRelatedField):
        raise NotCompilable("a list or a shape hangs on the row itself")
    return _along(way, last, field, row)


def _along(way: list[str], last: str, field: Any, row: Loaded) -> Any:
    if not way:
        return _here(field, last, row)
    first, *rest = way
    described = row.described(first)
    if not field.allow_null and (described.auto_created or described.null):
        raise NotCompilable("without a row at the end of a link the field is left out; allow null")
    return row.one(first, lambda there: _along(rest, last, field, there))


def _here(field: Any, name: str, row: Loaded) -> Any:
    if isinstance(field, serializers.ListSerializer):
        return row.many(name, lambda there: json_object(field.child, there))
    if isinstance(field, serializers.BaseSerializer):
        return row.one(name, lambda there: json_object(field, there))
    if isinstance(field, serializers.ManyRelatedField):
        return row.many(name, lambda there: _named(field.child_relation, there))
    if isinstance(field, serializers.SlugRelatedField):
        return row.one(name, lambda there: _named(field, there))
    return column(field, name, row)


def _named(field: Any, there: Loaded) -> Any:
    """By what a related row is named: a text or a number of its own, or its key."""
    name = field.slug_field if isinstance(field, serializers.SlugRelatedField) else "pk"
    held = there.model._meta.pk if name == "pk" else there.described(name)
    if held.is_relation or held.get_internal_type() not in ("CharField", "TextField", "IntegerField", "BigAutoField"):
        raise NotCompilable(f"“{name}” does not name a row")
    return F(name)
