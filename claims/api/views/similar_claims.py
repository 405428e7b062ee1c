"""Has this been claimed before?"""

from typing import Any

from claims.api.doors import Door
from claims.api.methods import reads
from claims.api.shapes.similar_claim import SimilarClaimShape, SimilarClaimsShape, SimilarTo
from claims.models import Claim
from claims.rules.claims import enough_to_compare

MOST = 20


class SimilarClaimsView(Door):
    @reads(SimilarClaimsShape, filters=SimilarTo)
    def get(self, given: dict[str, Any]) -> Any:
        """Claims of all incidents that you can see which say nearly the same as `text`, the most alike first."""
        words = given.get("text", "")
        if not enough_to_compare(words):
            return {"results": []}
        rows = Claim.objects.visible_to(self.actor).similar_to(words).with_parts(self.actor)[:MOST]
        return {"results": SimilarClaimShape(list(rows), many=True).data}
