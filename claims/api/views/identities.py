"""Protected people, as everybody calls them. Who they are is never sent, and nobody is protected over the API."""

from typing import Any

from claims.api.doors import Door
from claims.api.methods import lists
from claims.api.shapes.brief import IdentityShape


class IdentitiesView(Door):
    @lists(IdentityShape)
    def get(self, rows: Any) -> Any:
        """Pseudonyms, to refer to in utterances, hops and evidence. Who they are is never sent."""
        return rows.defer(*IdentityShape.Meta.model.UNRECORDED)
