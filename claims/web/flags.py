"""Flags: what needs a person, as the clock sees it."""

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _

from claims.actions.bookkeeping import retry_set_aside
from claims.models import Flag, SetAside
from claims.rules.roles import May, may
from claims.vocabulary import FilteredList, FlagKind
from claims.web.doors import Door, ListDoor
from claims.web.forms.flags import FlagFilter
from claims.web.saved_filters import saved_for

# What another attempt at reaching the party answers.
TRY_AGAIN = (FlagKind.ONE_ATTEMPT, FlagKind.ONE_ROUTE, FlagKind.NOT_REACHED, FlagKind.NO_REPLY)


class FlagList(ListDoor):
    """Standing flags, the oldest first; nobody clears them by hand."""

    template = "flags/list.html"
    filter_class = FlagFilter

    def rows(self) -> QuerySet[Flag]:
        flags = Flag.objects.visible_to(self.actor).standing().with_subjects()
        return flags.select_related("allegation__accused__merged_into", "comment_request__party__merged_into").order_by(
            "since", "pk"
        )

    def context(self, page: Page[Any]) -> dict[str, Any]:
        aside = SetAside.objects.filter(owner=self.newsroom).count() if may(self.actor, May.MANAGE) else 0
        saved = saved_for(FilteredList.FLAGS, self.actor, self.request)
        return {"try_again": TRY_AGAIN, "set_aside": aside, **saved}


class SetAsideList(ListDoor):
    """What the clock could not look at, and when it tries again."""

    capability = May.MANAGE
    template = "flags/set_aside.html"

    def rows(self) -> QuerySet[SetAside]:
        return SetAside.objects.filter(owner=self.newsroom).order_by("since", "pk")


class SetAsideRetry(Door):
    capability = May.MANAGE

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        aside = get_object_or_404(SetAside, pk=pk, owner=self.newsroom)
        retry_set_aside(aside=aside, by=self.actor, at=self.now)
        self.say(_("The clock tries again at its next tick."))
        return self.go("set-aside")


urlpatterns = [
    path("flags/", FlagList.as_view(), name="flags"),
    path("set-aside/", SetAsideList.as_view(), name="set-aside"),
    path("set-aside/<int:pk>/retry/", SetAsideRetry.as_view(), name="set-aside-retry"),
]
