"""How each kind of field renders a column, as the plain serializer does it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Cast
from rest_framework import serializers
from rest_framework.settings import api_settings

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.refusal import NotCompilable
from claims.api.compiled.text import Instant
from claims.api.fields import Text

Render = Callable[[Any, Any], Any]


def column(field: Any, name: str, row: Loaded) -> Any:
    """The expression for a field that shows a column, or an annotation, of the row."""
    kind, types, render = _known(field)
    held = _held(name, row)
    if not isinstance(held, types):
        raise NotCompilable(f"a {kind.__name__} does not show a {type(held).__name__}")
    if isinstance(held, models.ForeignKey):
        return render(field, F(held.attname))
    return render(field, F(name))


def _held(name: str, row: Loaded) -> Any:
    """What is shown: the column's description, or the type of the annotation."""
    annotation: Any = row.annotation(name)
    if annotation is not None and annotation.contains_aggregate:
        raise NotCompilable(f"“{name}” counts over joined rows; count in a sub-query")
    described = annotation.output_field if annotation is not None else row.described(name)
    if isinstance(described, models.ForeignKey) or not described.is_relation:
        return described
    raise NotCompilable(f"“{name}” is a link")


def _known(field: Any) -> tuple[type[Any], tuple[type[Any], ...], Render]:
    """The kind of the field; a subclass that renders in a way of its own is none that we know."""
    for kind, (types, render) in KINDS.items():
        if isinstance(field, kind) and _renders_as(field, kind):
            return kind, types, render
    raise NotCompilable(f"a {type(field).__name__} has no SQL form")


def _renders_as(field: Any, kind: Any) -> bool:
    ours = type(field)
    return ours.to_representation is kind.to_representation and ours.get_attribute is kind.get_attribute


def _as_it_is(_field: Any, value: Any) -> Any:
    return value


def _whole(field: Any, value: Any) -> Any:
    if getattr(field, "coerce_to_string", api_settings.COERCE_BIGINT_TO_STRING):
        raise NotCompilable("whole numbers rendered as strings are not compiled")
    return value


def _number(_field: Any, value: Any) -> Any:
    return Cast(value, models.FloatField())


def _exact(field: Any, value: Any) -> Any:
    """A decimal goes out as a string with all its places."""
    if (
        not getattr(field, "coerce_to_string", api_settings.COERCE_DECIMAL_TO_STRING)
        or field.localize
        or field.normalize_output
    ):
        raise NotCompilable("only decimals rendered as strings, not localised, are compiled")
    exact = models.DecimalField(max_digits=field.max_digits, decimal_places=field.decimal_places)
    return Cast(Cast(value, exact), models.TextField())


def _instant(field: Any, value: Any) -> Any:
    _usual_format(field)
    if settings.TIME_ZONE != "UTC" or getattr(field, "timezone", None) is not None:
        raise NotCompilable("instants are compiled for UTC alone")
    return Instant(value)


def _day(field: Any, value: Any) -> Any:
    _usual_format(field)
    return value


def _usual_format(field: Any) -> None:
    if getattr(field, "format", "iso-8601") != "iso-8601":
        raise NotCompilable("dates are compiled in the one format alone")


def _document(field: Any, value: Any) -> Any:
    if getattr(field, "binary", False):
        raise NotCompilable("JSON in a text is not compiled")
    return value


class _ToJson(Func):
    function = "to_json"
    output_field = models.TextField()


def _list(field: Any, value: Any) -> Any:
    plain = (serializers.CharField, serializers.IntegerField, serializers.ChoiceField, serializers.BooleanField)
    if not isinstance(field.child, plain):
        raise NotCompilable(f"a list of {type(field.child).__name__} has no SQL form")
    return _ToJson(value)


WORDS = (models.CharField, models.TextField)
WHOLE = (models.IntegerField, models.AutoField, models.ForeignKey)
KINDS: dict[type[Any], tuple[tuple[type[Any], ...], Render]] = {
    Text: (WORDS, _as_it_is),
    serializers.ChoiceField: (WORDS, _as_it_is),
    serializers.CharField: (WORDS, _as_it_is),
    serializers.BooleanField: ((models.BooleanField,), _as_it_is),
    serializers.PrimaryKeyRelatedField: ((models.ForeignKey,), _as_it_is),
    serializers.BigIntegerField: (WHOLE, _whole),
    serializers.IntegerField: (WHOLE, _as_it_is),
    serializers.FloatField: ((models.FloatField, models.DecimalField, models.IntegerField), _number),
    serializers.DecimalField: ((models.DecimalField,), _exact),
    serializers.DateTimeField: ((models.DateTimeField,), _instant),
    serializers.DateField: ((models.DateField,), _day),
    serializers.JSONField: ((models.JSONField,), _document),
    serializers.DictField: ((models.JSONField,), _document),
    serializers.ListField: ((ArrayField,), _list),
}
