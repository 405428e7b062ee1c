"""What every address of the API is made of: `Door`. What its methods do is declared with `claims.api.methods`."""

from datetime import datetime
from typing import Any, ClassVar, TypeVar, cast

from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.actor import actor_of
from claims.api.as_of import HEADER, header_of
from claims.api.browsed import PageRenderer, as_page, page_is_asked_for
from claims.api.compiled.answers import objects_of
from claims.api.compiled.kept import one_shown
from claims.api.compiled.plain import is_compiled
from claims.api.deprecation import announce
from claims.api.etags import has_tags, one_tagged, tag_from
from claims.api.export import NdjsonRenderer
from claims.api.feeds import AtomRenderer
from claims.api.shapes._base import Shape
from claims.api.shapes._own import OwnShape
from claims.api.throttling import tell
from claims.errors import NotVisible
from claims.models.seen_rows import seen_row
from claims.rules.actor import Actor

M = TypeVar("M", bound=models.Model)
JSON = "application/json"


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
        if page_is_asked_for(request):
            response = as_page(request, response)
        # What one reader may see, nobody between here and there may keep for another.
        response.headers["Cache-Control"] = "private, no-store"
        if self.as_of is not None:
            response.headers[HEADER] = header_of(self.as_of)
        tell(request._request, response)
        announce(getattr(self, str(request.method).lower(), None), response)
        patch_vary_headers(response, ["Accept", "Authorization", "On-Record-Newsroom"])
        return response

    def get_renderers(self) -> list[Any]:
        """JSON; what is read can be had as a page for people, a list as a stream, and some as a feed."""
        method = str(getattr(getattr(self, "request", None), "method", ""))
        asked = getattr(self, method.lower(), None)
        more = [NdjsonRenderer] * hasattr(asked, "streams") + [AtomRenderer] * bool(getattr(asked, "feed", None))
        return [JSONRenderer(), *(each() for each in more), *([PageRenderer()] if method in SAFE_METHODS else [])]

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


def _sent(text: bytes, status: int) -> HttpResponse:
    """JSON text as the database made it: nobody parses it on the way."""
    return HttpResponse(text, content_type=JSON, status=status)
