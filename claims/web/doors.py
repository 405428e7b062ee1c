"""What every page of the editor begins with: who reads, in which newsroom, and how a refusal is answered.

`Door` shows, `ListDoor` lists; `form_door` takes a form and calls one action. Nothing here decides a rule.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, TypeVar
from urllib.parse import urldefrag
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views import View
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Membership, Newsroom, Tick, User
from claims.rules.actor import Actor
from claims.rules.roles import May, may, require
from claims.vocabulary import ActorKind, Role
from claims.web.forms._base import FilterForm
from claims.web.shortcuts import KEYS

M = TypeVar("M", bound=Model)

CLOCK = "raise_flags"
# What asks for another time than today.
PAST = frozenset({"as_of", "since"})
CLOCK_STOPPED_AFTER_SECONDS = 5 * 60


def sentence(refusal: RuleBroken) -> str:
    """The refusal in the reader's language."""
    return gettext(refusal.message) % refusal.params if refusal.params else gettext(refusal.message)


def memberships_of(user: User) -> list[Membership]:
    """The newsrooms the person works in, by name."""
    rows = Membership.objects.active().filter(user=user)
    return list(rows.select_related("newsroom").order_by("newsroom__name", "id"))


class Door(View):
    """A page for members of a newsroom.

    Sets `user`, `actor`, `newsroom`, `memberships` and `now`; the page is rendered in the reader's language and zone.
    """

    capability: ClassVar[May] = May.READ
    # Which of PAST it takes (see `claims.web.as_of`).
    takes: ClassVar[frozenset[str]] = frozenset()

    request: HttpRequest
    user: User
    actor: Actor
    newsroom: Newsroom
    memberships: list[Membership]
    now: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return self._to_sign_in()
        self.user, self.now = request.user, timezone.now()
        with translation.override(self.user.language), timezone.override(ZoneInfo(self.user.time_zone)):
            response = self._answer(request, *args, **kwargs)
        response.headers.setdefault("Content-Language", self.user.language)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def seen(self, rows: type[M] | QuerySet[M], **lookup: Any) -> M:
        """The one row that the reader may see, else 404; the same 404 whether it is hidden or missing."""
        queryset: Any = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
        if any(isinstance(value, str) and "\0" in value for value in lookup.values()):
            raise Http404  # the database cannot even be asked
        try:
            row: M = queryset.visible_to(self.actor).get(**lookup)
        except (queryset.model.DoesNotExist, ValueError, OverflowError):
            raise Http404 from None
        return row

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """The template with what every page needs; `may` says what the reader may do."""
        return render(self.request, template, {**self._furniture(), **context}, status=status)

    def once(self, template: str, **context: Any) -> HttpResponse:
        """The answer to a write that shows what cannot be shown again; no browser or proxy keeps it."""
        response = self.page(template, status=201, **context)
        response.headers["Cache-Control"] = "no-store"
        return response

    def go(self, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """On to a row's page, a URL name or an address, after a write: 303, or its HTMX counterpart."""
        address = resolve_url(to, *args, **kwargs)
        htmx: Any = getattr(self.request, "htmx", False)
        if htmx:
            # A browser that is there already would only jump to the fragment.
            here = urldefrag(htmx.current_url_abs_path or "").url == urldefrag(address).url
            return HttpResponseClientRefresh() if here else HttpResponseClientRedirect(address)
        return HttpResponse(status=303, headers={"Location": address})

    def say(self, text: str, *, saved: str = "") -> None:
        """A message on the next page; `saved` is the address of the form whose kept text is needed no more."""
        messages.success(self.request, text, extra_tags=saved)

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.memberships = memberships_of(self.user)
        membership = self._current_membership()
        if membership is None:
            return render(request, "errors/no_newsroom.html", status=403)
        self.newsroom = membership.newsroom
        self.actor = Actor(
            kind=ActorKind.USER,
            newsroom_id=membership.newsroom_id,
            role=Role(membership.role),
            id=self.user.pk,
            name=self.user.name,
        )
        try:
            require(self.actor, self.capability)
            return self.served(request, *args, **kwargs)
        except NotVisible:
            raise Http404 from None
        except NotPermitted as refusal:
            return self.page("403.html", status=403, sentence=sentence(refusal))

    def served(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page itself. One that shows today alone does not ignore that another time was asked for."""
        if (PAST - self.takes) & set(request.GET):
            words = gettext("This page shows how things stand today. It cannot be seen as known at another time.")
            return self.page("as_of/problem.html", status=400, sentence=words)
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who has just signed in again is led back to where they sent something, which is no page."""
        response = self.page("405.html", status=405)
        response.headers["Allow"] = super().http_method_not_allowed(request, *args, **kwargs).headers["Allow"]
        return response

    def _current_membership(self) -> Membership | None:
        chosen = self.request.session.get("newsroom")
        for membership in self.memberships:
            if membership.newsroom_id == chosen:
                return membership
        return self.memberships[0] if self.memberships else None

    def _furniture(self) -> dict[str, Any]:
        last_tick = Tick.objects.filter(name=CLOCK).values_list("at", flat=True).first()
        stopped = last_tick is None or (self.now - last_tick).total_seconds() > CLOCK_STOPPED_AFTER_SECONDS
        return {
            "actor": self.actor,
            "newsroom": self.newsroom,
            "memberships": self.memberships,
            "may": {capability.value: may(self.actor, capability) for capability in May},
            "keys": KEYS,
            "now": self.now,
            "clock_stopped": stopped,
            "last_tick": last_tick,
        }

    def _to_sign_in(self) -> HttpResponseBase:
        htmx: Any = getattr(self.request, "htmx", False)
        here = (htmx.current_url_abs_path or "/") if htmx else self.request.get_full_path()
        response = redirect_to_login(here)
        if htmx and self.request.method == "POST":
            return HttpResponse(status=401)  # the page stays with all that was typed, and says so
        return HttpResponseClientRedirect(response.url) if htmx else response


class ListDoor(Door):
    """A list: `rows()`, narrowed by the filter form, in pages."""

    template: ClassVar[str]
    filter_class: ClassVar[type[FilterForm] | None] = None
    page_size: ClassVar[int] = 25

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def context(self, page: Page[Any]) -> dict[str, Any]:
        """More for the template, worked out from the page's rows."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        rows, form = self.rows(), None
        if self.filter_class is not None:
            form = self.filter_class(request.GET, actor=self.actor, now=self.now)
            rows = form.narrow(rows) if form.is_valid() else rows
        page = Paginator(rows, self.page_size).get_page(request.GET.get("page"))
        return self.page(self.template, page=page, form=form, **self.context(page))
