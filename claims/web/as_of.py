"""`?as_of=` and `?since=`: pages that can show what was known at an instant, and what came between two of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone

from claims.errors import RuleBroken
from claims.models.as_of import as_known_at
from claims.rules.as_of import check_order, instant_of, not_known_yet
from claims.rules.roles import May
from claims.web.doors import PAST, Door, sentence

AS_OF, SINCE = "as_of", "since"
LINK = re.compile(r'(?<= href=")(/[^"?#]*)(?=["#])')


class AsKnownAt(Door):
    """A page that takes `as_of`, and `since` if it says so. While the past is shown, nothing can be written from it.

    `now` is then the instant; `as_of` and `since` are None where they were not asked for.
    """

    takes = frozenset({AS_OF})

    as_of: datetime | None = None
    since: datetime | None = None

    def served(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (PAST - self.takes) & set(request.GET):
            return super().served(request, *args, **kwargs)
        try:
            self.as_of, self.since = self._instants(request.GET)
        except RuleBroken as refusal:
            return self._problem(refusal)
        if self.as_of is None:
            return super().served(request, *args, **kwargs)
        today = self.subject_today()
        self.now = self.as_of
        with as_known_at(self.actor.newsroom_id, self.as_of):
            try:
                response = super().served(request, *args, **kwargs)
            except Http404:
                return self._problem(not_known_yet(), today)
        return self._kept(response, self.as_of)

    def subject_today(self) -> Any:
        """The row of the address as it is today, through `seen`: what one cannot see now was never there."""
        raise NotImplementedError

    def _instants(self, asked: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
        zone = ZoneInfo(self.user.time_zone)
        found = [
            instant_of(asked[name], zone=zone, now=self.now, field=name, local=True) if asked.get(name) else None
            for name in (AS_OF, SINCE)
        ]
        if found[1] is not None:
            check_order(found[1], found[0] or self.now)
        return found[0], found[1]

    def _problem(self, refusal: RuleBroken, today: Any = None) -> HttpResponse:
        return self.page("as_of/problem.html", status=422, sentence=sentence(refusal), subject=today)

    def _furniture(self) -> dict[str, Any]:
        furniture = super()._furniture()
        shown = {"as_of": self.as_of, "since": self.since, "today": timezone.now(), "compares": SINCE in self.takes}
        if self.as_of is None:
            return furniture | shown
        reading = {May.READ.value, May.SEE_RESTRICTED.value}
        may = {name: allowed and name in reading for name, allowed in furniture["may"].items()}
        return furniture | shown | {"may": may, "clock_stopped": False}

    def _kept(self, response: HttpResponseBase, instant: datetime) -> HttpResponseBase:
        """The page, its links to other pages that can show the past leading there at the same instant."""
        if isinstance(response, HttpResponse):
            query = urlencode({AS_OF: instant.isoformat().replace("+00:00", "Z")})
            text = LINK.sub(lambda found: _with(found[0], query), response.content.decode())
            response.content = text.encode()
        return response


def _with(path: str, query: str) -> str:
    try:
        view = resolve(path).func
    except Resolver404:
        return path
    return f"{path}?{query}" if AS_OF in getattr(getattr(view, "view_class", None), "takes", ()) else path
