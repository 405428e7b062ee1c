"""Where we printed a claim or the line, and what was done when something touched it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.uses import handle_use, record_use
from claims.models import Claim, Incident, Use
from claims.vocabulary import UseKind
from claims.web.form_door import FormDoor
from claims.web.forms.uses import HandleUseForm, UseForm
from claims.web.line import told_line


class UseAdd(FormDoor):
    """`?claim=` names the claim; `?line=` the language in which the line was taken, whose words it then begins with."""

    form_class = UseForm
    heading = _("Record where it was printed")
    submit_label = _("Record it")
    done_message = _("It is on record where it was printed.")
    incident: Incident

    def subject(self) -> None:
        self.incident = self.seen(Incident, reference=self.kwargs["reference"])

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "incident": self.incident}

    def initial(self) -> dict[str, Any]:
        named = self.request.GET.get("claim")
        if not named:
            return {"kind": UseKind.LINE, "printed_at": self.now} | self._words_of_the_line()
        claim = self.seen(Claim, pk=named)
        if claim.incident_id != self.incident.pk:
            raise Http404
        return {"kind": UseKind.CLAIM, "claim": claim.pk, "printed_at": self.now}

    def _words_of_the_line(self) -> dict[str, Any]:
        language = self.request.GET.get("line")
        if not language:
            return {}
        told = told_line(self.incident, language, newsroom=self.newsroom, actor=self.actor, now=self.now)
        return {"words": told.text}

    def act(self, form: UseForm) -> Use:
        return record_use(incident=self.incident, **form.kwargs(), by=self.actor, at=self.now)

    def done_url(self, result: Use) -> str:
        return f"{_page_of(result)}#uses"

    def back_url(self) -> str:
        return reverse("incident", args=[self.incident.reference])

    def context(self) -> dict[str, Any]:
        words = _(
            "If the claim is retracted, a figure revised, an answer comes late, its sign-off is voided or its support"
            " lapses, the clock raises a flag with the words that were printed."
        )
        return {"crumbs": [(self.back_url(), self.incident.title)], "explanation": words}


class UseHandle(FormDoor):
    form_class = HandleUseForm
    template = "uses/handle.html"
    heading = _("Update or correct what was printed")
    submit_label = _("Record what was done")
    done_message = _("It is on record what was done.")
    use: Use

    def subject(self) -> None:
        self.use = self.seen(Use.objects.with_trail(), pk=self.kwargs["pk"])

    def act(self, form: HandleUseForm) -> Any:
        return handle_use(use=self.use, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return f"{_page_of(self.use)}#uses"

    def context(self) -> dict[str, Any]:
        incident = self.use.incident
        return {"use": self.use, "crumbs": [(reverse("incident", args=[incident.reference]), incident.title)]}


def _page_of(use: Use) -> str:
    if use.claim_id:
        return reverse("claim", args=[use.claim_id])
    return reverse("incident", args=[use.incident.reference])


urlpatterns = [
    path("incidents/<str:reference>/uses/new/", UseAdd.as_view(), name="use-add"),
    path("uses/<int:pk>/handle/", UseHandle.as_view(), name="use-handle"),
]
