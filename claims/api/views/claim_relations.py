"""How claims stand to one another."""

from typing import Any

from django.db.models import Q

from claims.actions.claim_relations import (
    confirm_contradiction,
    dismiss_contradiction,
    relate_claims,
    unrelate_claims,
)
from claims.api.doors import Door
from claims.api.methods import lists, reads, writes
from claims.api.shapes.claim_relation import (
    ClaimRelationInput,
    ClaimRelationShape,
    ConfirmContradictionInput,
    ContradictionsShape,
    DismissalShape,
    DismissContradictionInput,
    WithdrawRelationInput,
    contradictions_data,
)
from claims.models import Claim, ClaimRelation, Incident
from claims.models.contradictions import contradictions_in
from claims.rules.roles import May


class ClaimRelationsView(Door):
    of = Claim

    @lists(ClaimRelationShape)
    def get(self, rows: Any, claim: Claim) -> Any:
        """How the claim stands to others, as far as you can see them; said from either side, and not taken back."""
        return rows.filter(Q(claim=claim) | Q(other=claim), withdrawn_at__isnull=True)

    @writes(ClaimRelationInput, ClaimRelationShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Say how it stands to another. A contradiction takes a fact-checker. Standing and status stay as they are."""
        return relate_claims(claim=claim, **{"reason": "", **given}, **self.signed)


class ClaimRelationView(Door):
    of = ClaimRelation

    @reads(ClaimRelationShape)
    def get(self, relation: ClaimRelation) -> Any:
        """One relation."""
        return relation


class WithdrawRelationView(Door):
    of = ClaimRelation

    @writes(WithdrawRelationInput, ClaimRelationShape, needs=May.RECORD)
    def post(self, given: dict[str, Any], relation: ClaimRelation) -> Any:
        """Take it back. A contradiction takes a fact-checker."""
        return unrelate_claims(relation=relation, **given, **self.signed)


class ConfirmContradictionView(Door):
    of = Claim

    @writes(ConfirmContradictionInput, ClaimRelationShape, needs=May.ASSESS, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Judge that the two claims, in which a contradiction was found, do contradict each other."""
        return confirm_contradiction(claim=claim, **{"reason": "", **given}, **self.signed)


class DismissContradictionView(Door):
    of = Claim

    @writes(DismissContradictionInput, DismissalShape, needs=May.ASSESS, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Judge that they do not. It is not found again until what it is made of changes."""
        return dismiss_contradiction(claim=claim, **given, **self.signed)


class ContradictionsView(Door):
    of = Incident

    @reads(ContradictionsShape)
    def get(self, incident: Incident) -> Any:
        """Which live claims of the incident cannot both be right: confirmed, found, dismissed."""
        return contradictions_data(contradictions_in(incident, actor=self.actor))
