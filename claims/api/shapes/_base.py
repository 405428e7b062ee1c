"""What all shapes share: inputs that refuse what they do not know, and read-only outputs."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from claims.api.fields import Version
from claims.rules.actor import Actor

MOST_PARTS = 200


class Input(serializers.Serializer):
    """What a write takes. Fields that were not sent are not passed on; unknown ones are refused, at every depth.

    `DATES` names the dated trios (`x_on`, `x_at`, `x_precision`), which always travel together: where one part is sent,
    the precision must be, and what is missing is null.
    """

    DATES: ClassVar[tuple[str, ...]] = ()

    def to_internal_value(self, data: Any) -> Any:
        errors: dict[str, Any] = {}
        given: dict[str, Any] = {}
        if isinstance(data, Mapping):
            errors |= {str(name): [_unknown()] for name in list(data)[:MOST_PARTS] if name not in self.fields}
            errors |= {name: [_required()] for name in self._precisions_missing(data)}
        try:
            given = super().to_internal_value(data)
        except ValidationError as refusal:
            errors |= refusal.detail if isinstance(refusal.detail, dict) else {}
        if errors:
            raise ValidationError(errors)
        for stem in self.DATES:
            if f"{stem}_precision" in given:
                given = {f"{stem}_on": None, f"{stem}_at": None, **given}
        return dict(given)

    def _precisions_missing(self, data: Mapping[str, Any]) -> list[str]:
        return [
            f"{stem}_precision"
            for stem in self.DATES
            if f"{stem}_precision" not in data and (f"{stem}_on" in data or f"{stem}_at" in data)
        ]


class Revision(Input):
    """An edit: the fields to change, and the version of the row on which it was prepared."""

    version = Version(required=False, help_text="Needed, unless `If-Match` names the entity tag of one version.")


class Shape(serializers.ModelSerializer):
    """What a read gives. `rows` are the rows to show, with everything the shape needs, in a fixed number of queries."""

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        """What the actor sees, with the rows of each part that the part's own `rows` give.

        Which rows of a link come along, and so who sees them, is said here or where a shape replaces it, and nowhere
        else: the compiler (`claims.api.compiled`) reads it off the query.
        """
        loaded: dict[str, models.QuerySet[Any]] = {}
        for field in cls().fields.values():
            part = getattr(field, "child", field)
            if isinstance(part, Shape):
                rows = part.rows(actor)
                loaded[str(field.source)] = rows if rows.ordered else rows.order_by("pk")
            else:
                loaded = _on_the_way(cls.Meta.model, str(field.source), actor) | loaded
        return _seen(cls.Meta.model, actor).prefetch_related(*(Prefetch(*each) for each in loaded.items()))

    @classmethod
    def shown(cls, rows: Sequence[Any], context: dict[str, Any]) -> list[Any]:
        """Loaded rows as they are sent, by Python."""
        ruled = cls.ruled([row.pk for row in rows], context["actor"])
        return list(cls(rows, many=True, context={**context, "ruled": ruled}).data)

    @classmethod
    def ruled(cls, keys: Sequence[int], actor: Actor) -> dict[int, dict[str, Any]]:
        """What a rule works out for all rows at once, by key and name of the field: the values of `Ruled` fields."""
        return {}

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields

    @property
    def actor(self) -> Actor:
        return self.context["actor"]


def many(part: type[serializers.Serializer], **options: Any) -> Any:
    """A list of parts, within reason."""
    made: Any = part
    return made(many=True, max_length=MOST_PARTS, **options)


def _seen(model: Any, actor: Actor) -> models.QuerySet[Any]:
    rows: Any = model._default_manager.all()
    seen: models.QuerySet[Any] = rows.visible_to(actor) if hasattr(rows, "visible_to") else rows
    return seen


def _on_the_way(model: Any, source: str, actor: Actor) -> dict[str, models.QuerySet[Any]]:
    """The links before the last part of a dotted source, with the rows that the actor sees at the end of each."""
    found, path, steps = {}, "", source.split(".")[:-1]
    for step in steps:
        path = f"{path}__{step}" if path else step
        model = model._meta.get_field(step).related_model
        found[path] = _seen(model, actor)
    return found


def _unknown() -> ErrorDetail:
    return ErrorDetail(_("There is no such field."), code="unknown_field")


def _required() -> ErrorDetail:
    return ErrorDetail(_("Say how precise this date is."), code="required")
