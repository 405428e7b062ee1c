"""Rules of uses: what was printed, where and when, and what touches it afterwards."""

from datetime import datetime

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import UseKind, UseOutcome


def check_what(kind: UseKind, *, has_claim: bool) -> None:
    """A claim that was printed is named; the line is of the whole incident."""
    if kind == UseKind.CLAIM and not has_claim:
        raise RuleBroken("use_claim_missing", _("Say which claim was printed."), field="claim")
    if kind == UseKind.LINE and has_claim:
        raise RuleBroken("use_claim_not_taken", _("The line is of the whole incident: name no claim."), field="claim")


def check_same_incident(same: bool) -> None:
    """The claim printed is one of the incident."""
    if not same:
        raise RuleBroken("claim_of_other_incident", _("This claim belongs to another incident."), field="claim")


def check_outcome(outcome: UseOutcome, note: str) -> None:
    """Leaving printed words as they are, although something happened, says why."""
    if outcome == UseOutcome.LEFT_AS_IT_IS and not note:
        raise RuleBroken("note_missing", _("Say why the printed words can stay as they are."), field="note")


def check_after_printing(at: datetime, *, printed_at: datetime) -> None:
    """Nothing is done about words that are not printed yet."""
    if at < printed_at.replace(second=0, microsecond=0):
        raise RuleBroken("not_printed_yet", _("This has not been printed yet."))
