"""Edits prepared on an older version: what only one person touched is merged, what both touched is given back."""

from typing import Any, cast

from django.db import models

from claims.errors import RuleBroken, StaleEdit
from claims.errors import gettext_noop as _
from claims.models import Change
from claims.rules.record import REDACTED_TEXT, is_destroyed
from claims.rules.versions import check_exact

DATED = ("on", "at", "precision")
COORDINATES = ("latitude", "longitude")


def merged(row: models.Model, version: int, mine: dict[str, Any]) -> dict[str, Any]:
    """Of `mine` (column name → value), what is to be written on the locked `row`; {} if that is nothing.

    The base is the row as the record keeps it at `version`. A field that both sides changed differently raises
    StaleEdit; an `Exactly` that is not the row's version, VersionMoved. Columns that mean something only together are
    merged as one: half of one person's date and half of another's would be a date that nobody gave.
    """
    current = cast(Any, row).version
    check_exact(version, current)
    units = _units(row, mine)
    names = [name for unit in units for name in unit]
    theirs = {name: getattr(row, _attname(row, name)) for name in names}
    base = theirs if version == current else _base(row, version, names)
    wanted = base | {name: _plain(value) for name, value in mine.items()}
    conflicts: dict[str, tuple[Any, Any, Any]] = {}
    for unit in units:
        was, stands, wish = ([side[name] for name in unit] for side in (base, theirs, wanted))
        destroyed = any(base[name] == REDACTED_TEXT for name in unit)
        if wish not in (was, stands) and (was != stands or destroyed) and version != current:
            # What was typed before a value was destroyed may hold that value: it never comes back by itself.
            touched = [name for name in unit if not base[name] == theirs[name] == wanted[name]]
            conflicts |= {name: (base[name], theirs[name], wanted[name]) for name in touched}
    if conflicts:
        raise StaleEdit(conflicts, current)
    return {name: mine[name] for name in mine if wanted[name] != base[name] and wanted[name] != theirs[name]}


def _units(row: models.Model, mine: dict[str, Any]) -> list[list[str]]:
    """The columns of `mine`, each with those that mean something only together with it."""
    columns = {field.name for field in row._meta.concrete_fields}
    units: dict[str, list[str]] = {}
    for name in mine:
        stem, _underscore, part = name.rpartition("_")
        if name in COORDINATES:
            units["coordinates"] = list(COORDINATES)
        elif part in DATED and f"{stem}_precision" in columns and f"{stem}_on" in columns:
            units[stem] = [f"{stem}_{each}" for each in DATED]
        else:
            units[name] = [name]
    return list(units.values())


def change_at_version(row: models.Model, version: int) -> Change:
    """The Change that left the row at `version`; RuleBroken if there never was such a version."""
    change = Change.objects.about(row).filter(after__version=version).newest_first().first()
    if change is None:
        raise RuleBroken(
            "unknown_version",
            _("There is no version %(version)s of this."),
            field="version",
            version=version,
        )
    return change


def write(row: models.Model, values: dict[str, Any]) -> None:
    """Set the values on the locked row, raise its version and store it."""
    for name, value in values.items():
        setattr(row, name, value)
    versioned = cast(Any, row)
    versioned.version += 1
    versioned.save(update_fields=[*values, "version"])


def _base(row: models.Model, version: int, names: list[str]) -> dict[str, Any]:
    after = change_at_version(row, version).after or {}
    return {name: _from_json(row, name, after.get(_attname(row, name))) for name in names}


def _from_json(row: models.Model, name: str, value: Any) -> Any:
    if is_destroyed(name, value):
        return REDACTED_TEXT
    field = cast(Any, row._meta.get_field(name))
    if isinstance(field, models.DecimalField) and value is not None:
        return field.to_python(str(value)).quantize(field.to_python("1").scaleb(-field.decimal_places))
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)


def _attname(row: models.Model, name: str) -> str:
    return str(cast(Any, row._meta.get_field(name)).attname)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
