"""Answers made of compiled shapes: the database's own text, put between the braces of a page."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import models
from rest_framework.utils.encoders import JSONEncoder

from claims.api.compiled.statements import Run, Shown, runs_of
from claims.rules.actor import Actor

Row = tuple[Any, ...]


def compiled_rows(
    rows: models.QuerySet[Any], shape: Any, actor: Actor, *also: str, only: Run | None = None
) -> models.QuerySet[Any, Row]:
    """Per row its key, the values of `also`, and the JSON text of each run of the shape's fields, or of some."""
    runs = enumerate(runs_of(shape, only))
    texts = {f"run_{place}": Shown(shape, actor, run) for place, (in_sql, run) in runs if in_sql}
    return rows.annotate(**texts).values_list("pk", *also, *texts)


def objects_of(
    found: Sequence[Row], shape: Any, actor: Actor, *, beside: int = 0, only: Run | None = None
) -> list[str]:
    """The rows as JSON objects. What a rule works out is put among what SQL made, at its place."""
    runs = runs_of(shape, only)
    if all(in_sql for in_sql, _run in runs):
        return [row[1 + beside] for row in found]
    ruled = shape.ruled([row[0] for row in found], actor)
    return [_put_together(runs, iter(row[1 + beside :]), ruled[row[0]]) for row in found]


def _put_together(runs: Any, texts: Any, values: dict[str, Any]) -> str:
    pieces = (next(texts) if in_sql else _dumped({name: values[name] for name in run}) for in_sql, run in runs)
    return f"{{{','.join(piece[1:-1] for piece in pieces)}}}"


def page_text(head: dict[str, Any], objects: list[str]) -> bytes:
    """A page of objects behind what is said of it: the addresses of the pages on either side."""
    return f'{_dumped(head)[:-1]},"results":[{",".join(objects)}]}}'.encode()


def _dumped(value: Any) -> str:
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"))
