"""The second person's pages: sign a proposed assessment off, or send it back."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from claims.actions.sign_offs import send_back, sign_off
from claims.models import Assessment, Claim
from claims.models.judgements import judged
from claims.rules.roles import May
from claims.web.form_door import FormDoor
from claims.web.forms.judgements import ReasonForm, SignOffForm
from claims.web.judging import why_not


class Decides(FormDoor):
    """A second person decides on what the first one proposed; it goes on to the claim's page."""

    capability = May.SIGN_OFF
    template = "claims/decide.html"
    assessment: Assessment

    def subject(self) -> None:
        rows = Assessment.objects.with_signing().select_related("claim__incident")
        self.assessment = self.seen(rows, pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("claim", args=[self.assessment.claim_id])

    def context(self) -> dict[str, Any]:
        claim = Claim.objects.visible_to(self.actor).with_parts(self.actor).get(pk=self.assessment.claim_id)
        crumbs = [
            (reverse("incident", args=[claim.incident.reference]), claim.incident.title),
            (self.back_url(), Truncator(claim.text).chars(60)),
        ]
        refused = why_not(self.assessment, claim, judged(claim), self.actor)
        return {"claim": claim, "assessment": self.assessment, "crumbs": crumbs, "why_not": refused}


class AssessmentSignOff(Decides):
    form_class = SignOffForm
    heading = _("Sign the assessment off")
    submit_label = _("Sign it off")
    done_message = _("It is signed. The claim has its status.")

    def act(self, form: SignOffForm) -> Any:
        return sign_off(assessment=self.assessment, **form.kwargs(), by=self.actor, at=self.now)


class AssessmentSendBack(Decides):
    form_class = ReasonForm
    heading = _("Send the assessment back")
    submit_label = _("Send it back")
    done_message = _("It was sent back, and says why.")

    def act(self, form: ReasonForm) -> Any:
        return send_back(assessment=self.assessment, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [
    path("assessments/<int:pk>/sign-off/", AssessmentSignOff.as_view(), name="assessment-sign-off"),
    path("assessments/<int:pk>/send-back/", AssessmentSendBack.as_view(), name="assessment-send-back"),
]
