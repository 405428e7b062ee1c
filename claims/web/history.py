"""What was done, for the history of a page: one line for one gesture, however many rows it touched."""

from claims.models import Change
from claims.models.change import ChangeQuerySet

LOOKED_AT = 300


def gestures(changes: ChangeQuerySet, shown: int = 30) -> list[Change]:
    """The newest first; of several Changes by the same person at the same moment with the same verb, the last."""
    rows = changes.newest_first().select_related("by_user", "by_token")[:LOOKED_AT]
    told = {(row.verb, row.at, row.by_kind, row.by_user_id, row.by_token_id, row.reason): row for row in reversed(rows)}
    return sorted(told.values(), key=lambda row: row.pk, reverse=True)[:shown]
