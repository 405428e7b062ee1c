"""Notes."""

from typing import Any

from claims.api.filters._base import Followed, instants, one, whether
from claims.models import Claim, Incident


class NoteFilters(Followed):
    SORTS = {"at": "at"}

    incident = one(Incident, says="On this incident or one of its claims.")
    claim = one(Claim)
    mentions_me = whether(method="mentioning", says="Mentions whoever asks.")
    withdrawn = whether("withdrawn_at", lookup_expr="isnull", exclude=True)
    written_from, written_before = instants("at", "Written")

    def mentioning(self, rows: Any, _name: str, wanted: bool) -> Any:
        mine = {"mentions__user_id": self.reader.user_id}
        return rows.filter(**mine) if wanted else rows.exclude(**mine)
