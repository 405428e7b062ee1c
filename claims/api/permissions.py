"""Who gets past the door at all. What they may do inside stands in `rules.roles`, which the endpoints consult."""

from typing import Any

from django.utils.translation import gettext_noop as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from claims.errors import NotPermitted
from claims.models import ApiToken
from claims.vocabulary import TokenScope


class KnownOnly(BasePermission):
    """People who are signed in, and tokens; a token of scope *read* reads and does nothing else."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        token = request.auth
        if isinstance(token, ApiToken) and token.scope != TokenScope.WRITE and request.method not in SAFE_METHODS:
            raise NotPermitted("token_only_reads", _("This token only reads; writing needs one of scope “write”."))
        return True
