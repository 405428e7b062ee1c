"""What of a Change can be redacted, as both doors name it."""

from django.db.models import Model

from claims.models.change import Change
from claims.models.redaction import Redaction
from claims.rules.record import REASON
from claims.rules.redaction import check_redactable


def part_of(change: Change, name: str) -> tuple[Model, str]:
    """The row and its field that are meant by a name seen in a Change: a column of its subject, or its own reason.

    RuleBroken if such a field is not redacted.
    """
    if name == REASON:
        return change, "reason"
    check_redactable(change.subject_type, name)
    return Redaction(subject_type=change.subject_type, subject_id=change.subject_id).subject(), name
