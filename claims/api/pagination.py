"""Pages by key: each starts after the last row of the one before, so that rows added meanwhile move nothing."""

from typing import Any

from django.db import models
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from claims.api.compiled.kept import Cut
from claims.models.prepared import Given

PAGE = 50


def page_of(rows: models.QuerySet[Any], request: Request, given: dict[str, Any], *, key: str) -> dict[str, Any]:
    """One page of `rows` in the order of the unique `key` ("-id": falling), and the address of the next one."""
    name, limit = key.lstrip("-"), limit_of(given)
    found = list(cut_to_page(rows, given, key=key))
    goes_on = len(found) > limit
    return {"next": next_of(request, _value(found[limit - 1], name)) if goes_on else None, "results": found[:limit]}


def cut_to_page(rows: models.QuerySet[Any], given: dict[str, Any], *, key: str) -> models.QuerySet[Any]:
    """The rows of a page, and one more if there is a next one."""
    name = key.lstrip("-")
    if "after" in given:
        rows = rows.filter(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": given["after"]})
    return rows.order_by(key)[: limit_of(given) + 1]


def page_cut(given: dict[str, Any], *, key: str) -> Cut:
    """The same for a statement that is kept: whatever key it goes on after."""
    place = (key, limit_of(given), "after" in given)
    any_key = {name: Given("after") if name == "after" else value for name, value in given.items()}
    return Cut(place, lambda rows: cut_to_page(rows, any_key, key=key))


def limit_of(given: dict[str, Any]) -> int:
    """How many rows the page holds."""
    return int(given.get("limit", PAGE))


def next_of(request: Request, key: Any) -> str:
    """The address of the page after the row with this key."""
    return replace_query_param(request.build_absolute_uri(), "after", key)


def _value(row: models.Model, name: str) -> Any:
    value: Any = row
    for step in name.split("__"):
        value = getattr(value, step)
    return value
