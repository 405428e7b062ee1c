"""People who signed in with the browser."""

from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request


class BrowserAuthentication(SessionAuthentication):
    """The session's cookie; a write must prove by its CSRF token that it comes from our own pages."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(_("The request lacks its CSRF token."), code="csrf_failed") from None
