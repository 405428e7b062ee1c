"""Shapes of what a rule or a table worked out: told from memory, with the fields gone through once and not per row.

REST framework copies all fields of a serializer for every instance of it, which takes longer than reading them.
"""

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any

from rest_framework import serializers

from claims.api.compiled.refusal import NotCompilable
from claims.api.compiled.worked import Ruled

Tell = Callable[[Any], Any]
PLAIN = serializers.Serializer.to_representation, serializers.ModelSerializer.to_representation
# Their values are what they are; JSON asks for no more.
AS_THEY_ARE = (serializers.IntegerField, serializers.BooleanField, serializers.FloatField)


@lru_cache
def teller(shape: type[serializers.BaseSerializer]) -> Tell:
    """What `shape(row).data` gives, as a function of the row."""
    return _of_shape(shape())


def _of_shape(shape: Any) -> Tell:
    if type(shape).to_representation not in PLAIN:
        return shape.to_representation
    parts = [(name, _read(field), _rendered(field)) for name, field in shape.fields.items() if not field.write_only]

    def tell(row: Any) -> dict[str, Any]:
        told = {}
        for name, read, rendered in parts:
            value = read(row)
            told[name] = value if value is None or rendered is None else rendered(value)
        return told

    return tell


def _read(field: Any) -> Tell:
    """From a row to what the field renders."""
    usual = type(field).get_attribute is serializers.Field.get_attribute
    if isinstance(field, Ruled):
        raise NotCompilable(f"“{field.field_name}” is worked out for all rows at once")
    if usual and len(field.source_attrs) == 1:
        return attrgetter(field.source_attrs[0])
    return field.get_attribute


def _rendered(field: Any) -> Tell | None:
    if isinstance(field, serializers.ListSerializer):
        return _of_list(_of_shape(field.child))
    if isinstance(field, serializers.BaseSerializer):
        return _of_shape(field)
    if isinstance(field, AS_THEY_ARE) and type(field).to_representation.__module__ == serializers.Field.__module__:
        return None
    return field.to_representation


def _of_list(tell: Tell) -> Tell:
    return lambda rows: [tell(row) for row in (rows.all() if hasattr(rows, "all") else rows)]
