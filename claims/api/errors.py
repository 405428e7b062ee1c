"""Every refusal and failure as application/problem+json (RFC 9457): a stable code, a sentence, details per field."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import IntegrityError, OperationalError
from django.http import Http404, UnreadablePostError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from claims.api.browsed import page_is_asked_for
from claims.api.plain import plain, printable
from claims.errors import InFlight, NotPermitted, NotVisible, RuleBroken, StaleEdit

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
# Two who wrote the same at once; every other constraint is held by a rule, and breaking it is a failure of ours.
UNIQUE_VIOLATION = "23505"
QUERY_CANCELED = "57014"
logger = logging.getLogger(__name__)

TITLES = {
    400: _("The request does not have the shape that is taken here"),
    401: _("Sign in, or send a token"),
    403: _("You may not do this"),
    404: _("There is no such thing here"),
    405: _("This address does not take this method"),
    406: _("Only JSON is served here, lists also as lines of it or feeds"),
    409: _("Somebody else changed this meanwhile"),
    412: _("Somebody else changed this meanwhile"),
    413: _("The request is too large"),
    415: _("Only JSON is taken here"),
    422: _("A rule of the newsroom refuses this"),
    428: _("Say which version you read"),
    429: _("Too many attempts"),
    500: _("Something broke on our side"),
    503: _("Come back in a moment"),
}


def problem_handler(error: Exception, context: dict[str, Any]) -> Response:
    """REST framework's hook: the answer for any exception that a view lets out, in JSON or as a page for people."""
    request = context["request"]
    if not page_is_asked_for(request):
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    return _answer(error, context)


def problem_of(error: Exception, context: dict[str, Any]) -> dict[str, Any]:
    """What would be answered by itself: of one row among many, or of what broke when the answer had begun."""
    problem: dict[str, Any] = _answer(error, context).data
    return problem


def _answer(error: Exception, context: dict[str, Any]) -> Response:
    match error:
        case exceptions.ValidationError():
            errors = list(_by_field(error.detail))[:MOST_ERRORS]
            return _problem(400, "invalid_input", gettext("Some fields were refused."), errors=errors)
        case exceptions.APIException():
            return _framework_problem(error)
        case NotVisible() | Http404():
            return _problem(404, "not_found", gettext("There is nothing at this address that you can see."))
        case NotPermitted():
            return _problem(403, error.code, _sentence(error))
        case RuleBroken():
            return _problem(422, error.code, _sentence(error), errors=_of_rule(error))
        case InFlight():
            response = _problem(409, "in_flight", gettext("The same is being done this moment. Ask again shortly."))
            response["Retry-After"] = "1"
            return response
        case StaleEdit():
            return _stale(error)
        case IntegrityError() if getattr(error.__cause__, "sqlstate", "") == UNIQUE_VIOLATION:
            return _problem(409, "conflicting_write", gettext("Somebody wrote the same just now. Look again."))
    return _failure(error, context)


def _failure(error: Exception, context: dict[str, Any]) -> Response:
    match error:
        case RequestDataTooBig():
            return _problem(413, "too_large", gettext("The request is too large."))
        case SuspiciousOperation() | UnreadablePostError():
            return _problem(400, "malformed", gettext("The request cannot be read."))
        case OperationalError() if getattr(error.__cause__, "sqlstate", "") == QUERY_CANCELED:
            logger.warning("A query took too long: %s %s", context["request"].method, context["request"].path)
            return _problem(503, "query_timeout", gettext("This takes too long to find out. Ask for less at once."))
        case OperationalError():
            logger.error("The database did not answer", exc_info=error)
            return _problem(503, "unavailable", gettext("The database did not answer."))
    request = context["request"]
    logger.error("Unhandled error: %s %s", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=type(context["view"]), request=request._request)
    return _problem(500, "internal_error", gettext("Something broke. It has been logged."))


def _framework_problem(error: exceptions.APIException) -> Response:
    code = error.get_codes()
    code = code if isinstance(code, str) else "invalid_input"
    response = _problem(error.status_code, code, str(error.detail), **getattr(error, "told", {}))
    for name, value in getattr(error, "headers", {}).items():
        response[name] = value
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(wait)  # REST framework has rounded it up
    return response


def _stale(error: StaleEdit) -> Response:
    message = gettext("You and somebody else changed this differently.")
    return _problem(
        409,
        "stale_edit",
        gettext("Somebody else changed the same fields since version you edited. Nothing was written."),
        errors=[{"field": name, "code": "stale_edit", "message": message} for name in error.fields],
        current_version=error.current_version,
        conflicts={
            name: {"base": plain(base), "theirs": plain(theirs), "mine": plain(mine)}
            for name, (base, theirs, mine) in error.fields.items()
        },
    )


def _problem(
    status: int, code: str, detail: str, *, errors: list[dict[str, str]] | None = None, **more: Any
) -> Response:
    body = {
        "type": f"urn:on-record:problem:{code}",
        "title": str(TITLES.get(status, "")),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": errors or [],
        **more,
    }
    return Response(printable(body), status=status, content_type=MEDIA_TYPE)


def _of_rule(error: RuleBroken) -> list[dict[str, str]]:
    return [{"field": error.field, "code": error.code, "message": _sentence(error)}] if error.field else []


def _sentence(error: RuleBroken) -> str:
    return gettext(error.message) % error.params


def _by_field(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """The leaves of REST framework's nested details, each with its dotted path."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _by_field(inner, path if name == "non_field_errors" else f"{path}.{name}".lstrip("."))
        return
    for index, inner in enumerate(detail):
        if isinstance(inner, exceptions.ErrorDetail):
            yield {"field": path, "code": str(inner.code), "message": str(inner)}
        else:
            yield from _by_field(inner, f"{path}.{index}".lstrip("."))
