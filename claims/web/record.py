"""The sealed record: its heads, and checks of the whole of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from claims.actions.record_checks import ask_record_check
from claims.errors import NotPermitted, RuleBroken
from claims.models import ChangePosition, RecordCheck, Seal, Unnumbered
from claims.rules.roles import May
from claims.web.doors import Door, ListDoor, sentence


class RecordPage(ListDoor):
    capability = May.MANAGE
    template = "record/page.html"

    def rows(self) -> QuerySet[Seal]:
        return Seal.objects.of(self.actor).order_by("-number")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        newest = self.rows().first()
        sealed = newest.last_position if newest else 0
        positions = ChangePosition.objects.of(self.actor).filter(position__gt=sealed)
        unnumbered = Unnumbered.objects.filter(change__newsroom=self.newsroom)
        return {
            "newest": newest,
            "sealed": sealed,
            "unsealed": positions.count() + unnumbered.count(),
            "heads_file": settings.RECORD_HEADS_FILE,
        }


class CheckList(ListDoor):
    """Checks of the whole record, the newest first, with what came of each; asking for one is a form on this page."""

    capability = May.MANAGE
    template = "record/checks.html"

    def rows(self) -> QuerySet[RecordCheck]:
        return RecordCheck.objects.visible_to(self.actor).select_related("asked_by").order_by("-pk")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        done = [Shown(check) for check in page if check.done_at]
        newest = 1 if page.number == 1 else 0
        return {
            "open": next((Shown(check) for check in page if not check.done_at), None),
            "latest": next(iter(done[:newest]), None),
            "earlier": done[newest:],
            "crumbs": [(reverse("record"), _("The record"))],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            ask_record_check(by=self.actor, at=self.now)
        except NotPermitted:
            raise
        except RuleBroken as refusal:
            messages.warning(request, sentence(refusal))
        else:
            self.say(_("The whole record is computed again. You may leave this page meanwhile."))
        return self.go("record-checks")


class CheckPage(Door):
    """One check: how far it is, or what came of it. A browser that waits is given that part alone."""

    capability = May.MANAGE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        check = self.seen(RecordCheck.objects.select_related("asked_by"), pk=pk)
        htmx: Any = getattr(request, "htmx", False)
        template = "record/check.html#check" if htmx else "record/check.html"
        crumbs = [(reverse("record"), _("The record")), (reverse("record-checks"), _("Verifications"))]
        return self.page(template, each=Shown(check), slug=self.newsroom.slug, crumbs=crumbs)


class Shown:
    """A check with its findings in the reader's language."""

    def __init__(self, check: RecordCheck) -> None:
        self.check = check
        self.findings = [_(finding.message) % finding.params for finding in check.found]


urlpatterns = [
    path("record/", RecordPage.as_view(), name="record"),
    path("record/checks/", CheckList.as_view(), name="record-checks"),
    path("record/checks/<int:pk>/", CheckPage.as_view(), name="record-check"),
]
