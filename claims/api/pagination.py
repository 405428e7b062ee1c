"""Pages by key: each starts after the last row of the one before, so that rows added meanwhile move nothing."""

from typing import Any

from django.db import models
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

PAGE = 50


def page_of(rows: models.QuerySet[Any], request: Request, given: dict[str, Any], *, key: str) -> dict[str, Any]:
    """One page of `rows` in the order of the unique `key` ("-id": falling), and the address of the next one."""
    name, limit = key.lstrip("-"), given.get("limit", PAGE)
    if "after" in given:
        rows = rows.filter(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": given["after"]})
    found = list(rows.order_by(key)[: limit + 1])
    return {"next": _next(request, found[limit - 1], name) if len(found) > limit else None, "results": found[:limit]}


def _next(request: Request, last: models.Model, name: str) -> str:
    value: Any = last
    for step in name.split("__"):
        value = getattr(value, step)
    return replace_query_param(request.build_absolute_uri(), "after", value)
