"""Who gets past the door at all. What they may do inside stands in `rules.roles`, which the endpoints consult."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from claims.api.throttling import HEAVY, take_export
from claims.models import ApiToken
from claims.rules.roles import May
from claims.rules.tokens import check_scope


class KnownOnly(BasePermission):
    """People who are signed in, and tokens that have a scope for what the door `needs`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        needs = getattr(getattr(view, str(request.method).lower(), None), "needs", None)
        if needs is not None:
            _require_scope(request, needs)
        return True


def require_scope(request: Request, needs: May) -> None:
    """Refuse a token without a scope for this: `require_scope(request, May.EXPORT)`. People have no scopes.

    For what a door does only when it is asked in a certain way; what it always does is its `needs`. A whole file that
    is asked for like that is counted here.
    """
    _require_scope(request, needs)
    if needs in HEAVY:
        take_export(request)


def _require_scope(request: Request, needs: May) -> None:
    if isinstance(request.auth, ApiToken):
        check_scope(request.auth.scopes, needs)
