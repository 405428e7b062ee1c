"""A row as the record keeps it at an earlier version, with its parts."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.db import models

from claims.models.change import Change
from claims.rules.record import REDACTED_TEXT, is_destroyed


def at_version(row: models.Model, version: int, parts: Sequence[str] = ()) -> models.Model | None:
    """The row as the Change that left it at `version` keeps it; None if there never was such a version.

    `parts` name links to rows that are withdrawn and never deleted (a claim's figures): they come along as they were,
    which holds because parts are recorded before the row whose version they raise. A destroyed value is “[redacted]”.
    """
    change = Change.objects.about(row).filter(after__version=version).newest_first().first()
    if change is None or change.after is None:
        return None
    then = _as_kept(type(row), change.after)
    held = {name: _parts_at(row, name, change) for name in parts}
    cast(Any, then)._prefetched_objects_cache = held
    return then


def versions_since(row: models.Model, version: int, most: int = 20) -> list[tuple[Change, models.Model]]:
    """Who left the row how, oldest first, from the version on: the first is the row as it was then."""
    since = Change.objects.about(row).filter(after__version__gte=version)
    kept = since.select_related("by_user", "by_token").order_by("id")
    rows = [(change, _as_kept(type(row), change.after or {})) for change in kept[: most * 2]]
    begins = [place for place, (_change, then) in enumerate(rows) if cast(Any, then).version == version]
    return rows[begins[-1] : begins[-1] + most + 1] if begins else []


def _parts_at(row: models.Model, name: str, change: Change) -> list[models.Model]:
    link: Any = row._meta.get_field(name)
    model: type[models.Model] = link.related_model
    keys = model._default_manager.filter(**{link.field.name: row}).values("pk")
    latest = Change.objects.filter(subject_type=model._meta.model_name, subject_id__in=keys, id__lte=change.pk)
    kept = latest.order_by("subject_id", "-id").distinct("subject_id").values_list("after", flat=True)
    return [_as_kept(model, after) for after in kept if after and after["withdrawn_at"] is None]


def _as_kept(model: type[models.Model], after: Mapping[str, Any]) -> models.Model:
    """A row, not to be saved, with the columns that a Change keeps."""
    columns: list[Any] = [column for column in model._meta.concrete_fields if column.attname in after]
    return model(**{column.attname: _value(column, after[column.attname]) for column in columns})


def _value(column: Any, value: Any) -> Any:
    if is_destroyed(column.attname, value):
        return REDACTED_TEXT
    if isinstance(column, models.DecimalField) and value is not None:
        return column.to_python(str(value)).quantize(column.to_python("1").scaleb(-column.decimal_places))
    return column.target_field.to_python(value) if column.is_relation else column.to_python(value)
