"""What can be done to a claim from its page: revise it, judge it, say whether it still stands, add evidence."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from claims.actions.assessments import assess_claim
from claims.actions.claims import repeat_claim, revise_claim
from claims.actions.evidence import add_evidence
from claims.actions.newcomers import add_newcomers
from claims.actions.standing import mark_duplicate, mark_misattributed, retract_claim, supersede_claim
from claims.models import Assessment, Claim, Incident
from claims.rules.roles import May
from claims.rules.sign_offs import SECOND_PERSON
from claims.web.claim_page import ClaimPage, ClaimRoots
from claims.web.form_door import FormDoor
from claims.web.forms._base import FactForm
from claims.web.forms._known import Known
from claims.web.forms.claims import ClaimRevisionForm
from claims.web.forms.evidence import EvidenceForm
from claims.web.forms.judgements import AssessmentForm, OtherClaimForm, ReasonForm, RepetitionForm
from claims.web.parted import PartedDoor


class OfClaim(FormDoor):
    """A form about one claim; it goes on to the claim's page."""

    claim: Claim
    explanation: ClassVar[Any] = ""

    def subject(self) -> None:
        self.claim = self.seen(Claim.objects.with_parts(self.actor), pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("claim", args=[self.claim.pk])

    def context(self) -> dict[str, Any]:
        incident = self.claim.incident
        crumbs = [
            (reverse("incident", args=[incident.reference]), incident.title),
            (self.back_url(), Truncator(self.claim.text).chars(60)),
        ]
        return {"claim": self.claim, "crumbs": crumbs, "explanation": self.explanation}


class OfClaimParted(OfClaim, PartedDoor):
    @cached_property
    def incident(self) -> Incident:
        return self.claim.incident


class ClaimRevise(OfClaimParted):
    """The claim with its figures, allegations and answers, as they are to be from now on."""

    form_class = ClaimRevisionForm
    fields_template = "claims/revise_fields.html"
    heading = _("Revise the claim")

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "known": Known(self.actor, self.incident, self.claim)}

    def edited(self) -> Claim:
        return self.claim

    def initial(self) -> dict[str, Any]:
        return ClaimRevisionForm.shows(self.claim)

    def act(self, form: ClaimRevisionForm) -> Claim:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return revise_claim(claim=self.claim, **given, by=self.actor, at=self.now)


class ClaimEvidence(OfClaimParted):
    form_class = EvidenceForm
    fields_template = "claims/evidence_fields.html"
    heading = _("Add evidence")
    submit_label = _("Add the evidence")
    done_message = _("The evidence is on record.")

    def act(self, form: EvidenceForm) -> Any:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return add_evidence(claim=self.claim, **given, by=self.actor, at=self.now)


class ClaimAssess(OfClaim):
    capability = May.ASSESS
    form_class = AssessmentForm
    template = "claims/assess.html"
    heading = _("Is it true?")
    submit_label = _("Record the assessment")
    done_message = _("The assessment is on record.")
    proposed_message = _("It is proposed. The claim keeps its status until a second person signs.")

    def initial(self) -> dict[str, Any]:
        return {"status": self.claim.status}

    def act(self, form: AssessmentForm) -> Any:
        return assess_claim(claim=self.claim, **form.kwargs(), by=self.actor, at=self.now)

    def done(self, result: Assessment) -> HttpResponse:
        words = self.proposed_message if result.status in SECOND_PERSON else self.done_message
        self.say(str(words), saved=self.request.get_full_path())
        return self.go(self.done_url(result))


class ChangesStanding(OfClaim):
    """The claim no longer stands; what there is of it stays on record."""

    capability = May.CHANGE_STANDING
    form_class: ClassVar[type[FactForm]] = ReasonForm
    done_message = _("The claim’s standing is on record.")
    action: ClassVar[Any]

    def act(self, form: Any) -> Any:
        return type(self).action(claim=self.claim, **form.kwargs(), by=self.actor, at=self.now)


class ByAnother(ChangesStanding):
    form_class = OtherClaimForm

    def initial(self) -> dict[str, Any]:
        return {"other": self.request.GET.get("other", "")}

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "claim": self.claim}


class ClaimSupersede(ByAnother):
    action = supersede_claim
    heading = _("Superseded by a later claim")
    submit_label = _("Mark as superseded")
    explanation = _("The claimant has since said something else in its place: 21 killed, then 27. Both stay on record.")


class ClaimDuplicate(ByAnother):
    action = mark_duplicate
    heading = _("The same claim, recorded twice")
    submit_label = _("Mark as a duplicate")
    explanation = _("The other entry stands for both. This one stays on record, but is counted nowhere.")


class ClaimRetract(ChangesStanding):
    action = retract_claim
    heading = _("Retracted by the claimant")
    submit_label = _("Mark as retracted")
    explanation = _(
        "The claimant took it back. It stays on record as an earlier position, and leaves the claimed ranges."
    )


class ClaimMisattribute(ChangesStanding):
    action = mark_misattributed
    heading = _("Not said by the claimant")
    submit_label = _("Mark as misattributed")
    explanation = _(
        "It turned out that the claimant never said this. Record who did, if anybody, as an utterance of its own."
    )


class ClaimRepeat(OfClaim):
    form_class = RepetitionForm
    heading = _("Said again")
    submit_label = _("Hang the claim on it too")
    explanation = _(
        "The same claimant made the same claim on another occasion. Record that utterance first, then choose it."
    )
    done_message = _("The claim hangs on that utterance too.")

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "claim": self.claim}

    def act(self, form: RepetitionForm) -> Any:
        return repeat_claim(claim=self.claim, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [
    path("claims/<int:pk>/", ClaimPage.as_view(), name="claim"),
    path("claims/<int:pk>/roots/", ClaimRoots.as_view(), name="claim-roots"),
    path("claims/<int:pk>/revise/", ClaimRevise.as_view(), name="claim-revise"),
    path("claims/<int:pk>/assess/", ClaimAssess.as_view(), name="claim-assess"),
    path("claims/<int:pk>/evidence/new/", ClaimEvidence.as_view(), name="claim-evidence"),
    path("claims/<int:pk>/supersede/", ClaimSupersede.as_view(), name="claim-supersede"),
    path("claims/<int:pk>/retract/", ClaimRetract.as_view(), name="claim-retract"),
    path("claims/<int:pk>/misattribute/", ClaimMisattribute.as_view(), name="claim-misattribute"),
    path("claims/<int:pk>/duplicate/", ClaimDuplicate.as_view(), name="claim-duplicate"),
    path("claims/<int:pk>/repeat/", ClaimRepeat.as_view(), name="claim-repeat"),
]
