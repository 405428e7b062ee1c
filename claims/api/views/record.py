"""Flags and changes: what the clock sees, what was done, and what shows that nobody altered it since."""

from typing import Any

from claims.actions.record_checks import ask_record_check
from claims.api.doors import Door
from claims.api.filters.change import ChangeFilters
from claims.api.filters.flag import FlagFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.change import ChangeShape, FollowedChangeShape
from claims.api.shapes.flag import FlagShape
from claims.api.shapes.record_check import RecordCheckShape
from claims.api.shapes.seal import ProofShape, SignedHeadShape
from claims.models import Change, Flag, RecordCheck
from claims.models.proof import proof_of, shown_of
from claims.rules.roles import May


class FlagsView(Door):
    @lists(FlagShape, filters=FlagFilters)
    def get(self, rows: Any) -> Any:
        """What needs a person; opened and cleared by the clock."""
        return rows


class FlagView(Door):
    of = Flag

    @reads(FlagShape)
    def get(self, flag: Flag) -> Any:
        """One flag."""
        return flag


class ChangesView(Door):
    @lists(FollowedChangeShape, filters=ChangeFilters, key="numbering__position")
    def get(self, rows: Any) -> Any:
        """The record in the order of its positions: go on with `after` and nothing is missed.

        Of a row that you could see and no longer can there is one tombstone, where it was hidden: it has the row's id,
        `hidden` is true, and `after` is null as of what is gone. What hangs on the row goes with it.
        """
        return rows.filter(numbering__isnull=False)


class ChangeView(Door):
    of = Change

    @reads(ChangeShape)
    def get(self, change: Change) -> Any:
        """One change, by its id."""
        return change


class ProofView(Door):
    of = Change

    @reads(ProofShape)
    def get(self, change: Change) -> Any:
        """That the change is in the sealed record, with what it takes to check the values that you are shown."""
        shown = self.shown(ChangeShape, change.pk)
        return proof_of(change, shown_of(shown["after"], shown["reason"]))


class HeadsView(Door):
    @lists(SignedHeadShape, key="number")
    def get(self, rows: Any) -> Any:
        """The signed heads of the record, the oldest first. Keep them elsewhere: they show if it is ever rewritten."""
        return rows


class RecordChecksView(Door):
    @lists(RecordCheckShape, needs=May.MANAGE)
    def get(self, rows: Any) -> Any:
        """Checks of the whole record, the newest first."""
        return rows

    @writes(None, RecordCheckShape, needs=May.MANAGE, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Have the whole record computed again; look at the check until it has `done_at`. One at a time."""
        return ask_record_check(**self.signed)


class RecordCheckView(Door):
    of = RecordCheck

    @reads(RecordCheckShape, needs=May.MANAGE)
    def get(self, check: RecordCheck) -> Any:
        """One check: how far it is, or what came of it."""
        return check
