"""Many claims in one request."""

from typing import Any

from rest_framework.response import Response

from claims.actions.bulk_claims import record_claims_in_bulk
from claims.api.bulk import BulkClaimsInput, BulkShape, all_refused, checked_rows
from claims.api.doors import Door
from claims.api.errors import problem_of
from claims.api.methods import writes
from claims.api.shapes.claim import ClaimOfUtteranceInput, claim_draft
from claims.models import Claim
from claims.rules.roles import May

MULTI_STATUS = 207


class BulkClaimsView(Door):
    @writes(BulkClaimsInput, BulkShape, needs=May.RECORD, status=201, or_status=MULTI_STATUS)
    def post(self, given: dict[str, Any]) -> Any:
        """Hang up to 500 claims on utterances: all or none (201), or each by itself (207) with `atomic: false`."""
        whole = given.get("atomic", True)
        rows, refused = checked_rows(ClaimOfUtteranceInput, given["rows"], self.context)
        if whole and refused:
            raise all_refused(refused)
        drafts = {place: (row.pop("utterance"), claim_draft(row)) for place, row in rows.items()}
        came: dict[int, Any] = {**refused, **record_claims_in_bulk(rows=drafts, whole=whole, **self.signed)}
        results = [_told(place, came[place]) for place in sorted(came)]
        return Response({"results": results}, status=201 if whole else MULTI_STATUS)


def _told(place: int, came: Claim | Exception) -> dict[str, Any]:
    if isinstance(came, Claim):
        return {"row": place, "status": 201, "id": came.pk, "problem": None}
    problem = problem_of(came, {})
    return {"row": place, "status": problem["status"], "id": None, "problem": problem}
