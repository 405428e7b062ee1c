"""What every address of the API is made of: `Door`, and the methods that read, list or write behind it.

A method below `reads`, `lists` or `writes` is the thin middle of a request: it gets what was translated and gives back
a row, rows, or what its action returned. Who may, what goes in and what comes out stand in the decorator, for the
document and for the sweep tests as well.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any, ClassVar, TypeVar, cast

from django.db import models
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api import sparse
from claims.api.actor import actor_of
from claims.api.as_of import HEADER, AsOf, header_of, read_as_asked, read_today
from claims.api.compiled.answers import objects_of
from claims.api.compiled.kept import one_shown
from claims.api.compiled.plain import is_compiled
from claims.api.compiled.statements import rows_of
from claims.api.deprecation import announce
from claims.api.etags import (
    NOT_CHANGED,
    READ,
    has_tags,
    matching,
    one_tagged,
    precondition_of,
    tag_from,
    unless_changed,
)
from claims.api.export import MEDIA_TYPE, NdjsonRenderer, is_asked_for, streamed
from claims.api.filters._base import ListFilters
from claims.api.listing import Listing, page_shape
from claims.api.once import PARAMETER, answered
from claims.api.query import Nothing
from claims.api.schema import REFUSALS
from claims.api.shapes._base import Input, Revision, Shape
from claims.api.shapes._own import OwnShape
from claims.api.throttling import tell
from claims.errors import NotVisible
from claims.models.seen_rows import seen_row
from claims.rules.actor import Actor
from claims.rules.roles import May, require

M = TypeVar("M", bound=models.Model)
Method = Callable[..., Any]
JSON = "application/json"
# The shapes that doors show: all are compiled, or named in `compiled.plain`.
SHOWN: set[type[Shape]] = set()


class Door(APIView):
    """One address: knows who asks (`actor`) and when (`now`). `of` is the noun whose id stands in the address.

    The row of that id is looked up before anything else, and given to the method: what one cannot see is 404, whatever
    was sent.
    """

    of: ClassVar[type[models.Model] | None] = None
    actor: Actor
    now: datetime
    # The instant as of which the answer holds, where it is one of the past.
    as_of: datetime | None = None
    # The checked query string of an address that shows one thing.
    asked: dict[str, Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.actor = actor_of(request)
        self.now = timezone.now()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        # What one reader may see, nobody between here and there may keep for another.
        response.headers["Cache-Control"] = "private, no-store"
        if self.as_of is not None:
            response.headers[HEADER] = header_of(self.as_of)
        tell(request._request, response)
        announce(getattr(self, str(request.method).lower(), None), response)
        patch_vary_headers(response, ["Accept", "Authorization", "On-Record-Newsroom"])
        return response

    def get_renderers(self) -> list[Any]:
        """JSON; a list can be asked for as a stream as well."""
        asked = getattr(self, str(getattr(getattr(self, "request", None), "method", "")).lower(), None)
        return [JSONRenderer(), *([NdjsonRenderer()] if hasattr(asked, "streams") else [])]

    @property
    def context(self) -> dict[str, Any]:
        return {"actor": self.actor, "now": self.now, "request": self.request}

    @property
    def signed(self) -> dict[str, Any]:
        """Who does it and when, as every action takes it."""
        return {"by": self.actor, "at": self.now}

    def one(self, model: type[M], key: int) -> M:
        """The row of this key, as far as the actor can see one."""
        row = seen_row(model, self.actor, key)
        if row is None:
            raise NotVisible
        return row

    def subject(self, address: dict[str, Any]) -> list[models.Model]:
        """The row whose id stands in the address, if one does."""
        return [self.one(self.of, key) for key in address.values() if self.of is not None]

    def shown(self, shape: type[Shape], key: int) -> Any:
        """The row of this key in its shape."""
        row = shape.rows(self.actor).filter(pk=key).first()
        if row is None:
            raise NotVisible
        return shape.shown([row], self.context)[0]

    def answer(self, shape: type[Shape], key: int, status: int = 200) -> HttpResponse:
        """The row of this key in its shape, as it goes out."""
        if not is_compiled(shape):
            return Response(self.shown(shape, key), status=status)
        if has_tags(shape):
            return self._tagged(cast(Any, shape), key, status)
        found = one_shown(shape, self.actor, key)
        if not found:
            raise NotVisible
        return _sent(objects_of(found, shape, self.actor)[0].encode(), status)

    def _tagged(self, shape: type[OwnShape], key: int, status: int) -> HttpResponse:
        """The same with its entity tag, unless it is of the past."""
        found = one_tagged(shape, self.actor, key)
        if not found:
            raise NotVisible
        (_key, version, told, *_texts) = found[0]
        answer = _sent(objects_of(found, shape, self.actor, beside=2)[0].encode(), status)
        if self.as_of is None:
            answer.headers["ETag"] = tag_from(shape, key, version, told)
        return answer

    def written(self, shape: type[Shape], key: int, status: int) -> HttpResponse:
        """The row that was just written, in its shape. A tool may record what its terms then keep from it."""
        try:
            return self.answer(shape, key, status)
        except NotVisible:
            return Response({"id": key, "withheld": True}, status=status)


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
            if has_tags(shape) and not request.query_params:
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
) -> Callable[[Method], Method]:
    """GET of many rows, a page at a time (`Listing`) or all as a stream: the method narrows `shape.rows` to those of
    the address."""
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
            return listing.page(self, rows, given, reached)

        cast(Any, handle).filters = listing.takes
        cast(Any, handle).streams = True
        responses = {(200, JSON): page_shape(shape), (200, MEDIA_TYPE): shape} | sparse.DOCUMENTED | REFUSALS
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


def _sent(text: bytes, status: int) -> HttpResponse:
    """JSON text as the database made it: nobody parses it on the way."""
    return HttpResponse(text, content_type=JSON, status=status)


def _documented(handle: Method, needs: May, *shapes: Any, **document: Any) -> Method:
    cast(Any, handle).needs = needs
    cast(Any, handle).shapes = shapes
    SHOWN.update(shape for shape in shapes if isinstance(shape, type) and issubclass(shape, Shape))
    cast(Any, handle).takes = document.get("request")
    return extend_schema(**document)(handle)
