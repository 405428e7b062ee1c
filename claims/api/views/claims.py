"""Claims. Their status is an assessment's doing, and is not written here."""

from typing import Any

from claims.actions.claims import repeat_claim, revise_claim
from claims.actions.utterances import record_claims
from claims.api import feeds
from claims.api.as_of import AsOf
from claims.api.doors import Door
from claims.api.filters.claim import ClaimFilters
from claims.api.filters.utterance import UtteranceFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.claim import (
    ClaimOfUtteranceInput,
    ClaimRevision,
    ClaimShape,
    RepeatInput,
    WholeClaimShape,
    claim_draft,
    parts_of,
)
from claims.api.shapes.own_claim import OwnClaimShape
from claims.api.shapes.utterance import UtteranceShape
from claims.errors import RuleBroken
from claims.models import Claim
from claims.rules.roles import May


class ClaimsView(Door):
    @lists(ClaimShape, filters=ClaimFilters, feed=feeds.CLAIMS)
    def get(self, rows: Any) -> Any:
        """Claims, the newest first."""
        return rows

    @writes(ClaimOfUtteranceInput, ClaimShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Hang a further claim on an utterance."""
        utterance = given.pop("utterance")
        try:
            return record_claims(utterance=utterance, claims=[claim_draft(given)], **self.signed)[0]
        except RuleBroken as refusal:
            # Here the one claim is the whole input.
            refusal.field = refusal.field.removeprefix("claims.0").removeprefix(".")
            raise


class ClaimView(Door):
    of = Claim

    @reads(OwnClaimShape, past=AsOf, expanded=WholeClaimShape)
    def get(self, claim: Claim) -> Any:
        """One claim by itself."""
        return claim

    @writes(ClaimRevision, OwnClaimShape, needs=May.RECORD, needs_match=True)
    def patch(self, given: dict[str, Any], claim: Claim) -> Any:
        """Change the fields and lists sent; a list stands for all of its kind."""
        return revise_claim(claim=claim, **given | parts_of(given), **self.signed)


class ExpandedClaimView(Door):
    of = Claim

    @reads(WholeClaimShape, past=AsOf)
    def get(self, claim: Claim) -> Any:
        """One claim with what others say of it: claimants, answers, support, the status that the record suggests."""
        return claim


class ClaimUtterancesView(Door):
    of = Claim

    @lists(UtteranceShape, filters=UtteranceFilters)
    def get(self, rows: Any, claim: Claim) -> Any:
        """The utterances that the claim hangs on."""
        return rows.filter(links__claim=claim)

    @writes(RepeatInput, UtteranceShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """They said it again: hang the claim on a further utterance of the same claimants."""
        return repeat_claim(claim=claim, **given, **self.signed).utterance
