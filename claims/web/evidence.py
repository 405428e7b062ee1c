"""Taking evidence back."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from claims.actions.evidence import withdraw_evidence
from claims.models import Evidence
from claims.rules.roles import May
from claims.web.form_door import FormDoor
from claims.web.forms.judgements import ReasonForm


class EvidenceWithdraw(FormDoor):
    capability = May.ASSESS
    form_class = ReasonForm
    template = "claims/withdraw_evidence.html"
    heading = _("Withdraw the evidence")
    submit_label = _("Withdraw it")
    done_message = _("The evidence is withdrawn; it stays on record.")
    evidence: Evidence

    def subject(self) -> None:
        self.evidence = self.seen(Evidence.objects.select_related("claim__incident", "source"), pk=self.kwargs["pk"])

    def act(self, form: ReasonForm) -> Any:
        return withdraw_evidence(evidence=self.evidence, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return f"{reverse('claim', args=[self.evidence.claim_id])}#evidence"

    def context(self) -> dict[str, Any]:
        claim = self.evidence.claim
        crumbs = [
            (reverse("incident", args=[claim.incident.reference]), claim.incident.title),
            (reverse("claim", args=[claim.pk]), Truncator(claim.text).chars(60)),
        ]
        return {"evidence": self.evidence, "crumbs": crumbs}


urlpatterns = [path("evidence/<int:pk>/withdraw/", EvidenceWithdraw.as_view(), name="evidence-withdraw")]
