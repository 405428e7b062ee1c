"""From a column of a model to the input field that fills it."""

from typing import Any, cast

from django.db import models
from rest_framework import serializers

from claims import vocabulary
from claims.api.fields import Choice, Day, Degrees, Inferred, Instant, Ref, Text, Whole, YesNo


def column(model: type[models.Model], name: str, *, required: bool = False) -> serializers.Field[Any, Any, Any, Any]:
    """The input field for a column of the model: its type, whether null is taken, and its bounds for the document."""
    described = cast(Any, model._meta.get_field(name))
    given: dict[str, Any] = {"required": required, "allow_null": described.null}
    if described.is_relation:
        return Ref(described.related_model, **given)
    if isinstance(described, models.CharField) and described.choices:
        return Choice(VOCABULARIES[tuple(described.choices)], allow_blank=described.blank, **given)
    if isinstance(described, models.CharField):
        return Text(longest=described.max_length, **given)
    return _BY_COLUMN[type(described)](**given)


VOCABULARIES: dict[tuple[Any, ...], type[models.TextChoices]] = {
    tuple(words.choices): words
    for words in vars(vocabulary).values()
    if isinstance(words, type) and issubclass(words, models.TextChoices) and words is not models.TextChoices
}
_BY_COLUMN: dict[type[Any], type[serializers.Field[Any, Any, Any, Any]]] = {
    models.BooleanField: YesNo,
    models.DateField: Day,
    models.DateTimeField: Instant,
    models.DecimalField: Degrees,
    models.JSONField: Inferred,
    models.BigIntegerField: Whole,
    models.PositiveIntegerField: Whole,
}
