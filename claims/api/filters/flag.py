"""Flags."""

from typing import Any

from claims.api.filters._base import Followed, any_of, instants, one, whether
from claims.models import Claim, Incident
from claims.vocabulary import FlagKind


class FlagFilters(Followed):
    SORTS = {"since": "since"}

    incident = one(Incident)
    claim = one(Claim, method="about_claim", says="About this claim, its allegations or its uses.")
    kind = any_of(FlagKind)
    cleared = whether("cleared_at", lookup_expr="isnull", exclude=True)
    since_from, since_before = instants("since", "True since it became so")

    def about_claim(self, rows: Any, _name: str, claim: Claim) -> Any:
        return rows.about_claim(claim)
