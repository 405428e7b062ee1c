"""Whether a claim is true, and whether it still stands: evidence, assessments, standing."""

from typing import Any

from claims.actions.assessments import assess_claim
from claims.actions.evidence import add_evidence
from claims.actions.standing import mark_duplicate, mark_misattributed, retract_claim, supersede_claim
from claims.api.doors import Door, lists, writes
from claims.api.shapes.assessment import AssessmentInput, AssessmentShape
from claims.api.shapes.claim import ClaimShape, StandingInput, StandingWithOtherInput
from claims.api.shapes.evidence import EvidenceInput, EvidenceShape
from claims.models import Claim
from claims.rules.roles import May


class AssessmentsView(Door):
    of = Claim

    @lists(AssessmentShape)
    def get(self, rows: Any, given: dict[str, Any], claim: Claim) -> Any:
        """Judgements on the claim, the newest first."""
        return rows.filter(claim=claim)

    @writes(AssessmentInput, AssessmentShape, needs=May.ASSESS, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Assess the claim: its status is what the latest assessment says."""
        return assess_claim(claim=claim, **given, **self.signed)


class EvidenceView(Door):
    of = Claim

    @lists(EvidenceShape)
    def get(self, rows: Any, given: dict[str, Any], claim: Claim) -> Any:
        """What sources do to the claim."""
        return rows.filter(claim=claim)

    @writes(EvidenceInput, EvidenceShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Record what a source does to the claim, and the root behind it."""
        return add_evidence(claim=claim, **given, **self.signed)


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
