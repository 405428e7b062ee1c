"""The methods behind a door: what reads, lists or writes, declared where it stands.

A method below `reads`, `lists` or `writes` is the thin middle of a request: it gets what was translated and gives back
a row, rows, or what its action returned. Who may, what goes in and what comes out stand in the decorator, for the
document and for the sweep tests as well.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from django.db import models
from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import sparse
from claims.api.as_of import AsOf, read_as_asked, read_today
from claims.api.browsed import page_is_asked_for
from claims.api.compiled.statements import rows_of
from claims.api.doors import JSON, Door
from claims.api.etags import NOT_CHANGED, READ, has_tags, matching, precondition_of, unless_changed
from claims.api.export import MEDIA_TYPE, is_asked_for, streamed
from claims.api.feeds import DOCUMENTED as FEED_DOCUMENTED
from claims.api.feeds import Feed, fed, feed_is_asked_for
from claims.api.filters._base import ListFilters
from claims.api.listing import Listing, page_shape
from claims.api.once import PARAMETER, answered
from claims.api.query import Nothing
from claims.api.schema import REFUSALS
from claims.api.shapes._base import Input, Revision, Shape
from claims.rules.roles import May, require

Method = Callable[..., Any]
# The shapes that doors show: all are compiled, or named in `compiled.plain`.
SHOWN: set[type[Shape]] = set()


def reads(
    shape: Any,
    *,
    filters: type[Nothing] | None = None,
    needs: May = May.READ,
    past: type[AsOf] | None = None,
    expanded: type[Shape] | None = None,
) -> Callable[[Method], Method]:
    """GET of one thing: the method returns a row, or what is to be shown as it is. `past`: it takes `as_of`.

    With `filters` the method gets the checked query string first. A row can be had in part (`claims.api.sparse`), and
    with what the shape `expanded` shows besides.
    """
    asking: type[Nothing] = past or filters or Nothing
    in_parts = isinstance(shape, type) and issubclass(shape, Shape)
    if in_parts:
        asking = sparse.asking(asking, shape, expanded)
    reading = partial(read_as_asked if past else read_today, cast(Any, asking))

    def decorate(method: Method) -> Method:
        @wraps(method)
        def handle(self: Door, request: Request, **kwargs: Any) -> HttpResponse:
            require(self.actor, needs)
            if has_tags(shape) and not request.query_params and not page_is_asked_for(request):
                (key,) = kwargs.values()
                if (known := unless_changed(request, shape, key, self.actor)) is not None:
                    return known
            with reading(self, request, kwargs) as subject:
                found = method(self, self.asked, *subject) if filters else method(self, *subject)
                if not isinstance(found, models.Model):
                    return Response(found)
                if self.asked.keys() & {"fields", "expand"}:
                    return sparse.part_of(shape, expanded, found.pk, self.asked, self.context)
                return self.answer(shape, found.pk)

        if filters:
            cast(Any, handle).filters = filters
        parameters: list[Any] = [] if asking is Nothing else [asking]
        responses: dict[Any, Any] = (
            {(200, "application/json"): shape} | (sparse.DOCUMENTED if in_parts else {}) | REFUSALS
        )
        if has_tags(shape):
            responses, parameters = responses | {304: NOT_CHANGED}, [*parameters, *READ]
        return _documented(handle, needs, shape, responses=responses, parameters=parameters)

    return decorate


def lists(
    shape: type[Shape],
    *,
    filters: type[ListFilters] = ListFilters,
    sort: str = "-id",
    key: str | None = None,
    needs: May = May.READ,
    feed: Feed | None = None,
) -> Callable[[Method], Method]:
    """GET of many rows, a page at a time (`Listing`), as a `feed` or all as a stream: the method narrows `shape.rows`
    to those of the address."""
    listing = Listing(shape, filters, sort, key)

    def decorate(method: Method) -> Method:
        @wraps(method)
        def handle(self: Door, request: Request, **kwargs: Any) -> HttpResponse | StreamingHttpResponse:
            require(self.actor, needs)
            subject = self.subject(kwargs)
            given = listing.takes.given(request, self.context)
            asked = filters(given, self.actor, self.now)
            reached = asked.reached
            rows = method(self, asked.narrowed(rows_of(shape, self.actor)), *subject)
            if is_asked_for(request):
                return streamed(listing, self, rows, given)
            page = listing.page(self, rows, given, reached)
            return fed(cast(Feed, feed), request, page) if feed_is_asked_for(request) else page

        cast(Any, handle).filters = listing.takes
        cast(Any, handle).streams = True
        cast(Any, handle).feed = feed
        responses: dict[Any, Any] = (
            {(200, JSON): page_shape(shape), (200, MEDIA_TYPE): shape} | sparse.DOCUMENTED | REFUSALS
        )
        if feed:
            responses |= FEED_DOCUMENTED
        return _documented(handle, needs, shape, responses=responses, parameters=[listing.takes])

    return decorate


def writes(
    takes: type[Input] | None,
    shape: type[serializers.Serializer],
    *,
    needs: May,
    status: int = 200,
    or_status: int | None = None,
    shown_once: bool = False,
    needs_match: bool = False,
) -> Callable[[Method], Method]:
    """POST, PUT or PATCH: the method gets the translated input, calls its action and returns the row to be shown.

    A POST takes an `Idempotency-Key`. `shown_once`: the answer holds a secret and is not kept for whoever asks again.
    `or_status`: the method may answer by itself, with this one too. An edit of what has an entity tag takes `If-Match`;
    `needs_match`: it is refused without (428).
    """

    def decorate(method: Method) -> Method:
        @wraps(method)
        def handle(self: Door, request: Request, **kwargs: Any) -> HttpResponse:
            require(self.actor, needs)
            subject = self.subject(kwargs)
            Nothing.given(request, self.context)
            asked = precondition_of(request, shape, next(iter(kwargs.values()), None), self.actor, needed=needs_match)

            def write() -> HttpResponse:
                given = (takes or Input)(data=request.data, context=self.context)
                given.is_valid(raise_exception=True)
                data = given.validated_data
                if isinstance(given, Revision):
                    data["version"] = asked.version(data)
                written = asked.kept(partial(method, self, data, *subject), self.actor)
                if isinstance(written, HttpResponse):
                    return written
                if isinstance(written, models.Model):
                    return self.written(cast(type[Shape], shape), written.pk, status)
                return Response(written, status=status)

            if request.method != "POST":
                return write()
            return answered(request, write, keeps=not shown_once, **self.signed)

        responses = dict.fromkeys(filter(None, (status, or_status)), shape) | REFUSALS
        parameters = [PARAMETER] if method.__name__.upper() == "POST" else []
        if has_tags(shape) and not parameters:
            parameters = matching(needed=needs_match)
        return _documented(handle, needs, shape, request=takes, responses=responses, parameters=parameters)

    return decorate


def _documented(handle: Method, needs: May, *shapes: Any, **document: Any) -> Method:
    cast(Any, handle).needs = needs
    cast(Any, handle).shapes = shapes
    SHOWN.update(shape for shape in shapes if isinstance(shape, type) and issubclass(shape, Shape))
    cast(Any, handle).takes = document.get("request")
    return extend_schema(**document)(handle)
