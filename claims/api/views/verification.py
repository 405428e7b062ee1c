"""Whether a claim is true, and whether it still stands: evidence, assessments and their sign-off, standing."""

from typing import Any

from claims.actions.assessments import assess_claim
from claims.actions.evidence import add_evidence, withdraw_evidence
from claims.actions.sign_offs import send_back, sign_off
from claims.actions.standing import mark_duplicate, mark_misattributed, retract_claim, supersede_claim
from claims.api.doors import Door
from claims.api.filters.evidence import AssessmentFilters, EvidenceFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.assessment import AssessmentInput, AssessmentShape, SendBackInput, SignOffInput
from claims.api.shapes.claim import ClaimShape, StandingInput, StandingWithOtherInput
from claims.api.shapes.evidence import EvidenceInput, EvidenceShape, WithdrawEvidenceInput
from claims.models import Assessment, Claim, Evidence
from claims.rules.roles import May


class AssessmentsView(Door):
    of = Claim

    @lists(AssessmentShape, filters=AssessmentFilters)
    def get(self, rows: Any, claim: Claim) -> Any:
        """Judgements on the claim, the newest first."""
        return rows.filter(claim=claim)

    @writes(AssessmentInput, AssessmentShape, needs=May.ASSESS, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Assess the claim. *Established* and *refuted* are proposals until somebody else signs them off."""
        return assess_claim(claim=claim, **given, **self.signed)


class AssessmentView(Door):
    of = Assessment

    @reads(AssessmentShape)
    def get(self, assessment: Assessment) -> Any:
        """One assessment, with its sign-off."""
        return assessment


class SignOffView(Door):
    of = Assessment

    @writes(SignOffInput, AssessmentShape, needs=May.SIGN_OFF)
    def post(self, given: dict[str, Any], assessment: Assessment) -> Any:
        """Sign what somebody else proposed: the claim takes the status. Never by a token."""
        return sign_off(assessment=assessment, **given, **self.signed).assessment


class SendBackView(Door):
    of = Assessment

    @writes(SendBackInput, AssessmentShape, needs=May.SIGN_OFF)
    def post(self, given: dict[str, Any], assessment: Assessment) -> Any:
        """Do not sign what somebody else proposed, and say why. Never by a token."""
        return send_back(assessment=assessment, **given, **self.signed).assessment


class EvidenceView(Door):
    of = Claim

    @lists(EvidenceShape, filters=EvidenceFilters)
    def get(self, rows: Any, claim: Claim) -> Any:
        """What sources do to the claim."""
        return rows.filter(claim=claim)

    @writes(EvidenceInput, EvidenceShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Record what a source does to the claim, and the root behind it."""
        return add_evidence(claim=claim, **given, **self.signed)


class EvidenceItemView(Door):
    of = Evidence

    @reads(EvidenceShape)
    def get(self, evidence: Evidence) -> Any:
        """One piece of evidence."""
        return evidence


class WithdrawEvidenceView(Door):
    of = Evidence

    @writes(WithdrawEvidenceInput, EvidenceShape, needs=May.ASSESS)
    def post(self, given: dict[str, Any], evidence: Evidence) -> Any:
        """Take it back: it counts for nothing from now on, and a sign-off that relied on it is void."""
        return withdraw_evidence(evidence=evidence, **given, **self.signed)


class SupersedeView(Door):
    of = Claim

    @writes(StandingWithOtherInput, ClaimShape, needs=May.CHANGE_STANDING)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """The claimant's later claim takes this one's place."""
        return supersede_claim(claim=claim, **given, **self.signed)


class DuplicateView(Door):
    of = Claim

    @writes(StandingWithOtherInput, ClaimShape, needs=May.CHANGE_STANDING)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """The other claim is the same one, recorded before."""
        return mark_duplicate(claim=claim, **given, **self.signed)


class RetractView(Door):
    of = Claim

    @writes(StandingInput, ClaimShape, needs=May.CHANGE_STANDING)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """The claimant took it back."""
        return retract_claim(claim=claim, **given, **self.signed)


class MisattributedView(Door):
    of = Claim

    @writes(StandingInput, ClaimShape, needs=May.CHANGE_STANDING)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """The claimant did not say this."""
        return mark_misattributed(claim=claim, **given, **self.signed)
