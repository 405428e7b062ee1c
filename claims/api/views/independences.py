"""Decisions that two which hang together count separately."""

from typing import Any

from claims.actions.independence import state_independence, withdraw_independence
from claims.api.doors import Door
from claims.api.filters.party import IndependenceFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.independence import (
    IndependenceInput,
    IndependenceShape,
    IndependenceWithdrawal,
)
from claims.models import Independence
from claims.rules.roles import May


class IndependencesView(Door):
    @lists(IndependenceShape, filters=IndependenceFilters)
    def get(self, rows: Any) -> Any:
        """Pairs that count separately, or did."""
        return rows

    @writes(IndependenceInput, IndependenceShape, needs=May.ASSESS, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Let two that something on record ties together count separately, with the reason."""
        return state_independence(**given, **self.signed)


class IndependenceView(Door):
    of = Independence

    @reads(IndependenceShape)
    def get(self, independence: Independence) -> Any:
        """One such decision."""
        return independence


class WithdrawIndependenceView(Door):
    of = Independence

    @writes(IndependenceWithdrawal, IndependenceShape, needs=May.ASSESS)
    def post(self, given: dict[str, Any], independence: Independence) -> Any:
        """Take it back: the tie between the two counts again."""
        return withdraw_independence(independence=independence, **given, **self.signed)
