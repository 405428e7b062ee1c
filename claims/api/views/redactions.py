"""Redactions: proposed by one person, approved by another."""

from typing import Any

from claims.actions.redactions import approve_redaction, propose_redaction
from claims.api.doors import Door
from claims.api.methods import lists, reads, writes
from claims.api.shapes.redaction import RedactionInput, RedactionShape
from claims.models import Redaction
from claims.models.redactable import part_of
from claims.rules.roles import May


class RedactionsView(Door):
    @lists(RedactionShape, needs=May.REDACT)
    def get(self, rows: Any) -> Any:
        """What was redacted, and what is proposed."""
        return rows

    @writes(RedactionInput, RedactionShape, needs=May.REDACT, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Propose to destroy a personal value. Nothing happens until a second person approves it. Never for tokens."""
        subject, field = part_of(given["change"], given["field"])
        return propose_redaction(subject=subject, field=field, reason=given["reason"], **self.signed)


class RedactionView(Door):
    of = Redaction

    @reads(RedactionShape, needs=May.REDACT)
    def get(self, redaction: Redaction) -> Any:
        """One redaction."""
        return redaction


class ApproveView(Door):
    of = Redaction

    @writes(None, RedactionShape, needs=May.REDACT)
    def post(self, given: dict[str, Any], redaction: Redaction) -> Any:
        """As the second person, destroy the value. It cannot be brought back. One of the two must be an admin."""
        approve_redaction(redaction=redaction, **self.signed)
        return redaction
