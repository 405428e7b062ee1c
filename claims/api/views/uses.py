"""Where we printed a claim or the line, and what was done about it later."""

from typing import Any

from claims.actions.uses import handle_use, record_use
from claims.api.doors import Door
from claims.api.filters.evidence import UseFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.use import HandleUseInput, PrintedInput, UseInput, UseShape
from claims.models import Claim, Incident, Use
from claims.rules.roles import May
from claims.vocabulary import UseKind


class IncidentUsesView(Door):
    of = Incident

    @lists(UseShape, filters=UseFilters)
    def get(self, rows: Any, incident: Incident) -> Any:
        """What of the incident was printed where."""
        return rows.filter(incident=incident)

    @writes(UseInput, UseShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Record that one of its claims, or its line, was printed."""
        return record_use(incident=incident, **given, **self.signed)


class ClaimUsesView(Door):
    of = Claim

    @lists(UseShape, filters=UseFilters)
    def get(self, rows: Any, claim: Claim) -> Any:
        """Where the claim was printed."""
        return rows.filter(claim=claim)

    @writes(PrintedInput, UseShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], claim: Claim) -> Any:
        """Record that the claim was printed."""
        return record_use(incident=claim.incident, kind=UseKind.CLAIM, claim=claim, **given, **self.signed)


class UseView(Door):
    of = Use

    @reads(UseShape)
    def get(self, use: Use) -> Any:
        """One use."""
        return use


class HandleUseView(Door):
    of = Use

    @writes(HandleUseInput, UseShape, needs=May.RECORD)
    def post(self, given: dict[str, Any], use: Use) -> Any:
        """Record what came of looking at the printed words again; it settles what happened before."""
        return handle_use(use=use, **given, **self.signed).use
