"""Some of a row's fields, or more than its own: `?fields=` and `?expand=`.

Such an answer is not of the shape that the description gives for its address; its media type says so.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer

from claims.api.compiled.answers import compiled_rows, objects_of
from claims.api.compiled.kept import KEPT
from claims.api.compiled.plain import is_compiled
from claims.api.compiled.statements import Run, rows_of
from claims.api.query import Nothing, OneName, Several
from claims.api.shapes._base import Shape
from claims.errors import NotVisible
from claims.models.prepared import Given, Written
from claims.models.snapshot import one_snapshot
from claims.rules.actor import Actor

MEDIA_TYPE = "application/vnd.on-record.part+json"
DOCUMENTED = {(200, MEDIA_TYPE): OpenApiTypes.OBJECT}
ONLY = "Only these fields of each, with commas between; the answer is then `" + MEDIA_TYPE + "`."
MORE = "These fields as `expanded/` shows them, with commas between; the answer is then `" + MEDIA_TYPE + "`."


def names_of(shape: type[Shape]) -> Run:
    """The names of the shape's fields, in its order."""
    return tuple(map(str, shape().fields))


def fields_of(*shapes: type[Shape]) -> Several:
    """What `?fields=` takes of these shapes."""
    names = dict.fromkeys(name for shape in shapes for name in names_of(shape))
    return Several(_names(names), help_text=ONLY)


def asking(query: type[Nothing], shape: type[Shape], expanded: type[Shape] | None) -> type[Nothing]:
    """The query with `fields`, and with `expand` where the shape names rows that another shape shows."""
    if expanded is None:
        return _extended(query, shape, {"fields": fields_of(shape)})
    more = Several(_names(beyond(shape, expanded)), help_text=MORE)
    return _extended(query, shape, {"fields": fields_of(shape, expanded), "expand": more})


def _extended(query: type[Nothing], shape: type[Shape], fields: dict[str, Any]) -> type[Nothing]:
    return type(f"{shape.__name__.removesuffix('Shape')}{query.__name__}", (query,), fields)


def _names(names: Iterable[str]) -> OneName:
    return OneName(choices=list(names))


def beyond(shape: type[Shape], expanded: type[Shape]) -> list[str]:
    """The fields that the expanded shape has besides, or shows in another way."""
    own = shape().fields
    return [name for name, field in expanded().fields.items() if type(field) is not type(own.get(name))]


def chosen(shape: type[Shape], given: dict[str, Any]) -> Run | None:
    """The fields that were asked for, in the order of the shape; None if all are."""
    return tuple(name for name in names_of(shape) if name in given["fields"]) if "fields" in given else None


def part_of(shape: type[Shape], expanded: type[Shape] | None, key: int, given: dict[str, Any], context: Any) -> Any:
    """The answer: the fields that were asked for, each in the one shape or the other."""
    more = [name for name in given.get("expand", ()) if name in given.get("fields", [name])]
    own = tuple(name for name in chosen(shape, given) or names_of(shape) if name not in more)
    rest = tuple(name for name in names_of(expanded) if name in more) if expanded else ()
    with one_snapshot() if rest else nullcontext():
        texts = [_text(each, names, key, context) for each, names in ((shape, own), (expanded, rest)) if names]
    return sent(f"{{{','.join(text[1:-1] for text in texts)}}}".encode())


def sent(text: bytes) -> HttpResponse:
    """JSON that is no whole shape."""
    return HttpResponse(text, content_type=MEDIA_TYPE)


def _text(shape: Any, names: Run, key: int, context: dict[str, Any]) -> str:
    actor: Actor = context["actor"]
    if is_compiled(shape):
        found = _some_of_one(shape, actor, names).fetched(key=key)
        if found:
            return objects_of(found, shape, actor, only=names)[0]
    elif rows := list(shape.rows(actor).filter(pk=key)):
        return rendered(shape.shown(rows, context)[0], names)
    raise NotVisible


def rendered(row: dict[str, Any], names: Run) -> str:
    """The JSON object of these of its fields."""
    return str(JSONRenderer().render({name: row[name] for name in names}), "utf-8")


@lru_cache(maxsize=KEPT)
def _some_of_one(shape: Any, actor: Actor, names: Run) -> Written:
    rows = rows_of(shape, actor).filter(pk=Given("key")).order_by()
    return Written(compiled_rows(rows, shape, actor, only=names)[:1])
