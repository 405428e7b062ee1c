"""Many rows in one request: looked up together, and what came of each told by its place."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from claims.api.fields import HIGHEST_ID, Ref, YesNo
from claims.api.shapes._base import Input
from claims.api.shapes.claim import ClaimOfUtteranceInput
from claims.rules.utterances import MOST_ROWS

Known = dict[tuple[type[models.Model], int], models.Model | None]


class Rows(serializers.Field):
    """A list of rows, each of which is checked by itself."""

    default_error_messages = {
        "wrong_type": _("This takes a list."),
        "empty": _("Send at least one row."),
        "too_many_rows": _("At most {most} rows are taken in one go."),
    }

    def __init__(self, row: type[Input], **options: Any) -> None:
        super().__init__(**options)
        self.row = row

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            self.fail("wrong_type")
        if not data:
            self.fail("empty")
        if len(data) > MOST_ROWS:
            self.fail("too_many_rows", most=MOST_ROWS)
        return data


class RowsExtension(OpenApiSerializerFieldExtension):
    target_class = "claims.api.bulk.Rows"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        row = auto_schema.resolve_serializer(self.target.row(), direction)
        return {"type": "array", "items": row.ref, "minItems": 1, "maxItems": MOST_ROWS}


class BulkClaimsInput(Input):
    atomic = YesNo(required=False, help_text="True, as if left out: all rows or none. False: what came of each.")
    rows = Rows(ClaimOfUtteranceInput)


class RowShape(serializers.Serializer):
    """What came of one row."""

    row = serializers.IntegerField(help_text="Its place in `rows`, from 0.")
    status = serializers.IntegerField(help_text="201, or that of the problem.")
    id = serializers.IntegerField(allow_null=True, help_text="Of the claim that was recorded.")
    problem = serializers.JSONField(allow_null=True, help_text="As it would be answered if the row had come by itself.")


class BulkShape(serializers.Serializer):
    """What came of each row, in their order."""

    results = RowShape(many=True)


def checked_rows(
    row: type[Input], rows: Sequence[Any], context: dict[str, Any]
) -> tuple[dict[int, dict[str, Any]], dict[int, ValidationError]]:
    """The translated rows and the refusals, by place. What they name is looked up together."""
    form = row(context=context)
    context["known"] = _looked_up(_named(form, rows), context)
    given: dict[int, dict[str, Any]] = {}
    refused: dict[int, ValidationError] = {}
    for place, each in enumerate(rows):
        try:
            given[place] = form.run_validation(each)
        except ValidationError as refusal:
            refused[place] = ValidationError({"rows": {str(place): cast(Any, refusal.detail)}})
    return given, refused


def all_refused(refused: Mapping[int, ValidationError]) -> ValidationError:
    """One refusal for all of them."""
    details = [cast("dict[str, Any]", each.detail)["rows"] for each in refused.values()]
    return ValidationError({"rows": {place: detail for each in details for place, detail in each.items()}})


def _named(form: Any, rows: Sequence[Any]) -> dict[type[models.Model], set[int]]:
    """The keys that the rows name, wherever their form takes one."""
    named: dict[type[models.Model], set[int]] = {}

    def walk(field: Any, data: Any) -> None:
        if isinstance(field, Ref):
            if isinstance(data, int) and not isinstance(data, bool) and 1 <= data <= HIGHEST_ID:
                named.setdefault(field.model, set()).add(data)
        elif isinstance(field, serializers.ListSerializer | serializers.ListField) and isinstance(data, list):
            for each in data:
                walk(field.child, each)
        elif isinstance(field, serializers.Serializer) and isinstance(data, Mapping):
            for name, inner in field.fields.items():
                walk(inner, data.get(name))

    for row in rows:
        walk(form, row)
    return named


def _looked_up(named: Mapping[type[models.Model], set[int]], context: dict[str, Any]) -> Known:
    known: Known = {}
    for model, keys in named.items():
        manager: Any = model._default_manager
        found = manager.visible_to(context["actor"]).in_bulk(keys)
        known |= {(model, key): found.get(key) for key in keys}
    return known
