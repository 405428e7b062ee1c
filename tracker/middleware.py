"""What a tool's call to the API passes on its way: of Django's usual chain only what it needs.

A call with a token has no session, no messages, no pages and no forms. Everybody else – people in the browser,
also below /api/ – passes the whole chain as it is in Django. Security headers are on every answer.
"""

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware
from django_htmx.middleware import HtmxMiddleware

API = "/api/"
BEARER = "bearer "
# An answer that is no page loads nothing and is shown in no frame.
NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"


def is_tool(request: HttpRequest) -> bool:
    """Whether it comes with a token, true or false, and to the API: whatever cookies it brings do not count there."""
    presented: str = request.META.get("HTTP_AUTHORIZATION", "")
    return presented[: len(BEARER)].lower() == BEARER and request.path_info.startswith(API)


class PastTools:
    """Beside a middleware: tools pass it by."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if is_tool(request):
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[misc]


class Sessions(PastTools, SessionMiddleware):
    """Cookies of people who signed in."""


class Forms(PastTools, CsrfViewMiddleware):
    """Proof that a form is ours. Of the API, sessions are asked for it by `claims.api.sessions`."""


class People(PastTools, AuthenticationMiddleware):
    """Who signed in."""


class Messages(PastTools, MessageMiddleware):
    """What the next page says first."""


class Htmx(PastTools, HtmxMiddleware):
    """Whether a page wants only a part of itself."""


class Compressed(GZipMiddleware):
    """Pages and their files travel compressed. What the API says does not: entity tags of its rows are strong, and
    whoever reads a stream wants each line at once.

    Secrets beside what a stranger can make a page repeat are hidden by bytes of random number (Heal the Breach).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(API):
            return response
        return super().process_response(request, response)


class ContentPolicy(CSPMiddleware):
    """What a page may load. For an answer to a tool the policy is always the same, and need not be put together."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_tool(request) and response.headers.get("Content-Type", "").startswith("application/"):
            response.headers.setdefault(HEADER, NO_PAGE)
            return response
        return super().process_response(request, response)
