"""How often one may knock: whoever asks is counted as soon as it is known who that is, before anything else is done.

All rates that hold for a request are counted at once (`claims.api.gcra`): that of the address, of the token or person,
of writes, of whole files. A refused request takes nothing of any. Rates are `API_RATES` in the settings.
"""

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.api.gcra import Asked, Counter, Verdict
from claims.rules.rates import Left, Rate, left_header, policy_header
from claims.rules.roles import May

# What gives whole files costs as much as many pages.
HEAVY = frozenset({May.EXPORT})
FALSE_TOKENS = "false_tokens"


def take_token(request: Request, presented: str) -> None:
    """Count a request with this token, or refuse it: also where its address has shown too many false ones of late.

    It is counted by what was presented, which need not be looked up first; a guess counts for nobody but its address.
    """
    whose = hashlib.sha256(presented.encode()).hexdigest()[:32]
    _take(request, [*_of_caller(request, "token", whose), *_asked(FALSE_TOKENS, address_of(request), takes=0)])


def take_person(request: Request, key: int | None) -> None:
    """Count a request by whoever is signed in, or by nobody, or refuse it."""
    whose = [] if key is None else _of_caller(request, "user", str(key))
    _take(request, whose or _asked("address", address_of(request)))


def take_export(request: Request) -> None:
    """Count a whole file that only the request's own wording asks for, or refuse it."""
    _take(request, _asked("export", _whose(request)))


def false_token(request: Request) -> None:
    """One more token that proved nothing."""
    counter_of(settings.REDIS_URL).judge(_asked(FALSE_TOKENS, address_of(request)))


def tell(request: Any, response: HttpResponse) -> None:
    """Say in the answer which rates held, and what is left of them."""
    told: list[Left] = getattr(request, "rates_left", [])
    if told:
        response.headers["RateLimit-Policy"] = policy_header(told)
        response.headers["RateLimit"] = left_header(told)


class StrangerThrottle(BaseThrottle):
    """Strangers at what is open to all: the document and the page that shows it. Others are counted anyway."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if not request.auth and not getattr(request.user, "is_authenticated", False):
            _take(request, _asked("stranger", address_of(request)))
        return True


def address_of(request: Request) -> str:
    """The address that it comes from; X-Forwarded-For counts only behind a proxy of our own."""
    return str(BaseThrottle().get_ident(request))


@lru_cache(maxsize=8)
def counter_of(url: str) -> Counter:
    """One for each server, for the whole process."""
    return Counter(url)


def _of_caller(request: Request, kind: str, whose: str) -> list[Asked]:
    request.counted_as = f"{kind}:{whose}"  # type: ignore[attr-defined]
    asked = [*_asked(kind, whose), *_asked("address", address_of(request))]
    if request.method not in SAFE_METHODS:
        asked += _asked("write", _whose(request))
    if _needs(request) in HEAVY:
        asked += _asked("export", _whose(request))
    return asked


def _take(request: Request, asked: list[Asked]) -> None:
    verdict: Verdict | None = counter_of(settings.REDIS_URL).judge(asked)
    if verdict is None:
        return
    plain: Any = request._request
    told = [left for left in verdict.left if left.name != FALSE_TOKENS]
    plain.rates_left = [left for left in getattr(plain, "rates_left", []) if left.name not in _names(told)] + told
    if verdict.wait > 0:
        raise Throttled(verdict.wait, detail=_("Too many requests. Ask again in a moment."))


def _asked(name: str, whose: str, *, takes: int = 1) -> list[Asked]:
    rate: Rate | None = settings.API_RATES.get(name)
    return [Asked(name, rate, whose, takes)] if rate else []


def _names(told: list[Left]) -> set[str]:
    return {left.name for left in told}


def _whose(request: Request) -> str:
    return str(getattr(request, "counted_as", address_of(request)))


def _needs(request: Request) -> May | None:
    view = (request.parser_context or {}).get("view")
    needs: May | None = getattr(getattr(view, str(request.method).lower(), None), "needs", None)
    return needs
