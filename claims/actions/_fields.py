"""Checking what was typed against the columns it is meant for: one place, so that both doors refuse alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.db import models

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.dates import check_ahead, check_past, settle_dated
from claims.rules.text import (
    check_address,
    check_country,
    check_language,
    check_zone,
    clean_text,
)
from claims.vocabulary import DatePrecision

LONGEST_BASIS = 1000
LONGEST_REASON = 2000
CHECK_BY_NAME: dict[str, Callable[..., None]] = {
    "url": check_address,
    "country": check_country,
    "language": check_language,
    "time_zone": check_zone,
    "deadline_zone": check_zone,
}
MAY_LIE_AHEAD = frozenset({"deadline", "embargo_until", "until", "expires_at"})


def checked(model: type[models.Model], values: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """The values as they will be stored, or RuleBroken on the first that does not fit its column.

    Only the fields given are looked at. A dated trio (`x_on`, `x_at`, `x_precision`) is settled when its precision is
    among them.
    """
    result = {name: _checked(model, name, value, now) for name, value in values.items()}
    for name in [name for name in result if name.endswith("_precision") and name != "place_precision"]:
        stem = name.removesuffix("_precision")
        on, at = result.get(f"{stem}_on"), result.get(f"{stem}_at")
        result[f"{stem}_on"], result[f"{stem}_at"] = settle_dated(on, at, DatePrecision(result[name]), stem=stem)
    return result


def _checked(model: type[models.Model], name: str, value: Any, now: datetime) -> Any:
    column = cast("models.Field[Any, Any]", model._meta.get_field(name))
    if value is None and not column.null:
        raise RuleBroken("required", _("This is needed."), field=name)
    if name == "inferred":
        return _checked_inferred(model, value)
    if isinstance(column, models.CharField) and value is not None:
        return _checked_text(column, name, value)
    if isinstance(column, models.DateField):
        (check_ahead if name in MAY_LIE_AHEAD else check_past)(value, now=now, field=name)
    if isinstance(column, models.DecimalField) and value is not None:
        return _checked_decimal(column, name, value)
    return value


def _checked_text(column: models.CharField[Any, Any], name: str, value: str) -> str:
    text = clean_text(
        str(value),
        field=name,
        longest=column.max_length or 0,
        required=not column.blank,
    )
    if column.choices and text and text not in {code for code, _label in column.flatchoices}:
        raise RuleBroken(
            "unknown_choice",
            _("“%(value)s” is not one of the choices."),
            field=name,
            value=text,
        )
    if name in CHECK_BY_NAME:
        CHECK_BY_NAME[name](text, field=name)
    return text


def _checked_decimal(column: models.DecimalField[Any, Any], name: str, value: Decimal) -> Decimal:
    limit = 90 if name == "latitude" else 180
    if not value.is_finite() or abs(value) > limit:
        raise RuleBroken(
            "bad_coordinate",
            _("A %(name)s lies between −%(limit)s and %(limit)s."),
            field=name,
            name=name,
            limit=limit,
        )
    return value.quantize(Decimal(1).scaleb(-column.decimal_places))


def _checked_inferred(model: type[models.Model], value: dict[str, str]) -> dict[str, str]:
    columns = {column.name for column in model._meta.concrete_fields}
    for name in value:
        if name not in columns:
            raise RuleBroken(
                "unknown_field",
                _("There is no field “%(name)s”."),
                field="inferred",
                name=name,
            )
    return {
        name: clean_text(basis, field=f"inferred.{name}", longest=LONGEST_BASIS, required=True)
        for name, basis in value.items()
    }


def checked_reason(reason: str, *, required: bool = False, longest: int = LONGEST_REASON) -> str:
    """The reason as the record will keep it."""
    return clean_text(reason, field="reason", longest=longest, required=required)
