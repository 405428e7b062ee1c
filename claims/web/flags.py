"""Flags: what needs a person, as the clock sees it."""

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import path

from claims.models import Flag
from claims.vocabulary import FlagKind
from claims.web.doors import ListDoor
from claims.web.forms.flags import FlagFilter


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
        return {"not_asked": FlagKind.NOT_ASKED}


urlpatterns = [path("flags/", FlagList.as_view(), name="flags")]
