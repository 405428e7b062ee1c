"""Fields that no column holds: worked out from the row, in Python and in SQL, or by a rule for all rows at once."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from claims.api.compiled.loaded import Loaded


class Worked(serializers.Field):
    """A value with two forms that stand beside each other: `to_representation` of a loaded row, and `in_sql`.

    `says` is its type, for the document. `tests/api/test_compiled.py` proves that the two forms give the same.
    """

    says: Any = None

    def __init__(self, says: Any = None, **options: Any) -> None:
        super().__init__(**{**options, "source": "*", "read_only": True})
        if says is not None:
            self.says = says

    def to_representation(self, value: Any) -> Any:
        raise NotImplementedError

    def in_sql(self, row: Loaded) -> Any:
        """The expression that makes the value, in a query of such rows."""
        raise NotImplementedError


class Ruled(serializers.Field):
    """A value that a rule works out in Python for all rows at once: `Shape.ruled` gives it, to either path."""

    def __init__(self, says: Any, **options: Any) -> None:
        super().__init__(**{**options, "source": "*", "read_only": True})
        self.says = says

    def to_representation(self, value: Any) -> Any:
        return self.context["ruled"][value.pk][self.field_name]


class WorkedExtension(OpenApiSerializerFieldExtension):
    """In the document a worked field is what it says."""

    target_class = "claims.api.compiled.worked.Worked"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        return auto_schema._map_serializer_field(self.target.says, direction)


class RuledExtension(WorkedExtension):
    target_class = "claims.api.compiled.worked.Ruled"
