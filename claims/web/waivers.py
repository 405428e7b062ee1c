"""Decisions not to ask."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.waivers import waive
from claims.models import Allegation, Waiver
from claims.models.answering import owed_answers
from claims.rules.roles import May
from claims.web.doors import FormDoor
from claims.web.forms.waivers import WaiverForm


class Waive(FormDoor):
    form_class = WaiverForm
    template = "waivers/waive.html"
    heading = _("Decide not to ask")
    submit_label = _("Do not ask")
    done_message = _("It is on record that this party is not asked, and why.")
    capability = May.WAIVE
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


urlpatterns = [path("allegations/<int:pk>/waive/", Waive.as_view(), name="waive")]
