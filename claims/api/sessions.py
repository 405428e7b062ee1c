"""People who signed in with the browser."""

from typing import Any, cast

from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from claims.api.throttling import take_person


class BrowserAuthentication(SessionAuthentication):
    """The session's cookie; a write must prove by its CSRF token that it comes from our own pages."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        known: tuple[Any, None] | None = super().authenticate(request)
        take_person(request, known[0].pk if known else None)
        return known

    def enforce_csrf(self, request: Request) -> None:
        try:
            # Not REST framework's own request: a form field is looked for in it, and the body would be read and gone.
            super().enforce_csrf(cast(Any, request._request))
        except PermissionDenied:
            raise PermissionDenied(_("The request lacks its CSRF token."), code="csrf_failed") from None
