"""`Accept: application/x-ndjson`: all rows of a list, as a stream of one JSON object per line.

The rows come through the same compiled shape as a page's, from one server-side cursor in one read-only snapshot: memory
does not grow with the list, and what others write meanwhile is not mixed in. Whoever stops reading closes both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from claims.api.compiled.answers import compiled_rows, objects_of
from claims.api.compiled.plain import is_compiled
from claims.api.compiled.statements import Run
from claims.api.errors import problem_of
from claims.api.permissions import require_scope
from claims.api.shapes._base import Shape
from claims.api.sparse import chosen, rendered
from claims.models.snapshot import one_snapshot
from claims.rules.roles import May, require

if TYPE_CHECKING:
    from claims.api.doors import Door
    from claims.api.listing import Listing

MEDIA_TYPE = "application/x-ndjson"
# How many rows are fetched, and sent, at a time.
CHUNK = 200
# What chooses a page: a stream has none.
OF_PAGES = ("cursor", "after", "limit", "count")


class NdjsonRenderer(BaseRenderer):
    """Makes the stream something that can be asked for; what is sent is made below."""

    media_type = MEDIA_TYPE
    format = "ndjson"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        raise NotImplementedError


def is_asked_for(request: Request) -> bool:
    """Whether the reader wants the stream rather than a page."""
    return isinstance(request.accepted_renderer, NdjsonRenderer)


def streamed(listing: Listing, door: Door, rows: models.QuerySet[Any], given: dict[str, Any]) -> StreamingHttpResponse:
    """All the rows in their shape, in the order that was asked for. A token needs a scope for it."""
    require(door.actor, May.EXPORT)
    require_scope(door.request, May.EXPORT)
    paging = [name for name in OF_PAGES if name in given]
    if paging:
        raise ValidationError({name: [ErrorDetail(_("A stream has no pages."), code="no_pages")] for name in paging})
    made = _compiled if is_compiled(listing.shape) else _plain
    chunks = made(door, listing.shape, listing.whole(rows, given), chosen(listing.shape, given))
    return StreamingHttpResponse(_lines(chunks, door), content_type=MEDIA_TYPE)


def _lines(chunks: Iterator[list[bytes]], door: Door) -> Iterator[bytes]:
    """The lines, some at a time. Where it breaks, the last is the problem, and the answer has no proper end."""
    try:
        with one_snapshot():
            for chunk in chunks:
                yield b"".join(line + b"\n" for line in chunk)
    except Exception as error:
        yield JSONRenderer().render(problem_of(error, {"request": door.request, "view": door})) + b"\n"
        raise


def _compiled(door: Door, shape: type[Shape], rows: models.QuerySet[Any], only: Run | None) -> Iterator[list[bytes]]:
    found = compiled_rows(rows, shape, door.actor, only=only).iterator(chunk_size=CHUNK)
    for chunk in _some(found):
        # PostgreSQL breaks lines between the members of a list; within a text they are escaped.
        yield [text.replace("\n", "").encode() for text in objects_of(chunk, shape, door.actor, only=only)]


def _plain(door: Door, shape: type[Shape], rows: models.QuerySet[Any], only: Run | None) -> Iterator[list[bytes]]:
    for chunk in _some(rows.iterator(chunk_size=CHUNK)):
        yield [rendered(each, only or tuple(each)).encode() for each in shape.shown(chunk, door.context)]


def _some(found: Iterator[Any]) -> Iterator[Sequence[Any]]:
    while chunk := list(islice(found, CHUNK)):
        yield chunk
