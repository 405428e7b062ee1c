"""The sealed record: its heads, and a check of it while one waits."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from claims.models import ChangePosition, Seal, Unnumbered
from claims.models.record_check import check_newsroom, trusted_keys
from claims.rules.record_check import Finding
from claims.rules.roles import May
from claims.web.doors import Door, ListDoor

# So much is computed again while somebody waits for a page: a few seconds. The command has no limit.
CHECKED_ON_A_PAGE = 5_000


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
            "limit": CHECKED_ON_A_PAGE,
        }


class RecordCheck(Door):
    """Only computes and reads: looking again is always harmless."""

    capability = May.MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        report = check_newsroom(self.newsroom, trusted=trusted_keys(), at_most=CHECKED_ON_A_PAGE)
        newest = ChangePosition.objects.of(self.actor).order_by("-position").values_list("position", flat=True).first()
        return self.page(
            "record/check.html",
            report=report,
            findings=[_sentence(finding) for finding in report.findings],
            left=max(0, (newest or 0) - CHECKED_ON_A_PAGE),
            slug=self.newsroom.slug,
            crumbs=[(reverse("record"), _("The record"))],
        )


def _sentence(finding: Finding) -> str:
    return _(finding.message) % finding.params


urlpatterns = [
    path("record/", RecordPage.as_view(), name="record"),
    path("record/check/", RecordCheck.as_view(), name="record-check"),
]
