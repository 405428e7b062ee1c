"""Pages for what goes wrong before or outside a door. Under /api/ the answer is a problem document instead."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

API = "/api/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: missing and hidden look alike."""
    if request.path.startswith(API):
        return _problem(404, "not_found", _("There is nothing at this address."))
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return _problem(403, "not_permitted", _("This is not permitted."))
    return render(request, "403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500, without anything that could break in its turn: no database, no session."""
    if request.path.startswith(API):
        return _problem(500, "internal_error", _("Something went wrong on our side."))
    return render(None, "500.html", status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its proof: an old page, blocked cookies, or somebody else's doing."""
    if request.path.startswith(API):
        return _problem(403, "csrf_failed", _("The request lacks its CSRF token."))
    htmx: Any = getattr(request, "htmx", False)
    if htmx and not request.user.is_authenticated:
        return HttpResponse(status=401)  # the page says so and keeps what was typed (typed.js)
    return render(request, "errors/csrf.html", status=403)


def _problem(status: int, code: str, title: str, **more: Any) -> HttpResponse:
    return JsonResponse(
        {"type": "about:blank", "title": title, "status": status, "code": code, **more},
        status=status,
        content_type="application/problem+json",
    )
