"""One search over incidents, claims, parties and sources."""

from typing import Any

from claims.api.doors import Door
from claims.api.methods import reads
from claims.api.pagination import PAGE, address_of
from claims.api.shapes.search import SearchedFor, SearchShape, found_data, place_of
from claims.models.search import search
from claims.models.search_hits import shown
from claims.vocabulary import Findable


class SearchView(Door):
    @reads(SearchShape, filters=SearchedFor)
    def get(self, given: dict[str, Any]) -> Any:
        """Incidents, claims (with the words they hang on), parties and sources that fit the words, the best first."""
        typed, limit = given.get("q", ""), given.get("limit", PAGE)
        kinds = [given["kind"]] if "kind" in given else list(Findable)
        hits = search(typed, actor=self.actor, kinds=kinds, after=given.get("cursor"), limit=limit + 1)
        found = shown(hits[:limit], typed, actor=self.actor)
        return {
            "next": address_of(self.request, "cursor", place_of(hits[limit - 1])) if len(hits) > limit else None,
            "results": [found_data(each, self.request) for each in found],
        }
