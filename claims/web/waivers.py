"""Decisions not to ask: proposed, listed for those who decide, approved or refused by a second person."""

from typing import Any

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.waivers import approve_waiver, refuse_waiver, waive
from claims.models import Allegation, Waiver, WaiverDecision
from claims.models.answering import owed_answers
from claims.rules.roles import May
from claims.web.doors import ListDoor
from claims.web.form_door import FormDoor
from claims.web.forms.waivers import ApproveWaiverForm, RefuseWaiverForm, WaiverFilter, WaiverForm


class WaiverList(ListDoor):
    """Proposals that wait come first, the longest waiting at the top; then what was decided, the latest first."""

    template = "waivers/list.html"
    filter_class = WaiverFilter

    def rows(self) -> QuerySet[Waiver]:
        rows = Waiver.objects.visible_to(self.actor).with_parts()
        return rows.order_by(F("decision__at").desc(nulls_first=True), "at", "pk")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        return {"shown": [(waiver, waiver.decided) for waiver in page]}


class Waive(FormDoor):
    form_class = WaiverForm
    template = "waivers/waive.html"
    heading = _("Propose not to ask")
    submit_label = _("Propose it")
    done_message = _("Proposed. The party is still to be asked until a second person approves it.")
    capability = May.ASK
    allegation: Allegation

    def subject(self) -> None:
        rows = Allegation.objects.select_related("claim__incident", "accused__merged_into")
        self.allegation = self.seen(rows, pk=self.kwargs["pk"])
        found = Allegation.objects.visible_to(self.actor).filter(pk=self.allegation.pk)
        self.owed = owed_answers(found, now=self.now)

    def initial(self) -> dict[str, Any]:
        return {"party": self.request.GET.get("party")}

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "parties": [each.party for each in self.owed]}

    def act(self, form: WaiverForm) -> Waiver:
        return waive(allegation=self.allegation, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse("incident", args=[self.allegation.claim.incident.reference])

    def context(self) -> dict[str, Any]:
        crumbs = [(self.back_url(), self.allegation.claim.incident.title)]
        return {"crumbs": crumbs, "allegation": self.allegation, "owed": self.owed}


class Decides(FormDoor):
    """A second person decides on what somebody proposed."""

    template = "waivers/decide.html"
    capability = May.WAIVE
    waiver: Waiver

    def subject(self) -> None:
        self.waiver = self.seen(Waiver.objects.with_parts(), pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("waivers")

    def context(self) -> dict[str, Any]:
        incident = self.waiver.allegation.claim.incident
        crumbs = [
            (reverse("incident", args=[incident.reference]), incident.title),
            (self.back_url(), gettext("Decisions not to ask")),
        ]
        return {"crumbs": crumbs, "waiver": self.waiver}


class WaiverApprove(Decides):
    form_class = ApproveWaiverForm
    heading = _("Approve the decision not to ask")
    submit_label = _("Approve: do not ask")
    done_message = _("It is on record that this party is not asked, and why.")

    def act(self, form: ApproveWaiverForm) -> WaiverDecision:
        return approve_waiver(waiver=self.waiver, by=self.actor, at=self.now)


class WaiverRefuse(Decides):
    form_class = RefuseWaiverForm
    heading = _("Refuse the proposal not to ask")
    submit_label = _("Refuse: ask the party")
    done_message = _("Refused. The party is to be asked.")

    def act(self, form: RefuseWaiverForm) -> WaiverDecision:
        return refuse_waiver(waiver=self.waiver, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [
    path("allegations/<int:pk>/waive/", Waive.as_view(), name="waive"),
    path("waivers/", WaiverList.as_view(), name="waivers"),
    path("waivers/<int:pk>/approve/", WaiverApprove.as_view(), name="waiver-approve"),
    path("waivers/<int:pk>/refuse/", WaiverRefuse.as_view(), name="waiver-refuse"),
]
