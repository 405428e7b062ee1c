"""`Idempotency-Key`: a write that is asked for again is not done again, but answered as before."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions.once import Answered, once
from claims.errors import RuleBroken
from claims.rules.actor import Actor

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description=(
        "1 to 255 printable characters of your choice. Within a day, the same request with the same key is not done"
        " again but answered as before."
    ),
)


def answered(
    request: Request, write: Callable[[], HttpResponse], *, keeps: bool, by: Actor, at: datetime
) -> HttpResponse:
    """The answer to a POST: of `write` now, or of an earlier one with the same key. Without a key it is just done.

    `keeps`: whether the answer may be kept; one that holds a secret may not, and is given to nobody a second time.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return write()
    with once(key=key, asked=_digest(request), by=by, at=at) as asking:
        if asking.before is None:
            done = write()
            body = _bytes(done)
            asking.keep(Answered(done.status_code, body if keeps else None))
            return _response(body, done.status_code)
    if asking.before.body is None:
        raise RuleBroken(
            "answer_not_kept",
            _("This was done already. Its answer is not kept, because it held what is shown once or was redacted."),
        )
    response = _response(asking.before.body, asking.before.status)
    response.headers[REPLAYED] = "true"
    return response


def _digest(request: Request) -> str:
    """SHA-256 over method, address and body, each closed by its length."""
    digest = hashlib.sha256()
    for part in (str(request.method).encode(), request.get_full_path().encode(), request.body):
        digest.update(b"%d:%b" % (len(part), part))
    return digest.hexdigest()


def _bytes(answer: HttpResponse) -> bytes:
    """What goes out, also of an answer that REST framework has not rendered yet."""
    return bytes(JSONRenderer().render(answer.data)) if isinstance(answer, Response) else answer.content


def _response(body: bytes, status: int) -> HttpResponse:
    return HttpResponse(body, status=status, content_type=JSONRenderer.media_type)
