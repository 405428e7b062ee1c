"""Sources."""

from typing import Any

from claims.api.filters._base import Followed, ListFilters, any_of, days, instants, languages, one, words
from claims.models import Party
from claims.vocabulary import CheckAspect, Reliability, SourceKind, Verdict


class SourceFilters(Followed):
    SORTS = {
        "added_at": "added_at",
        "published_on": "published_on",
        "title": "title",
        "kind": "kind",
        "reliability": "reliability",
    }

    q = words("Words in the title, author, address or outlet.")
    kind = any_of(SourceKind)
    outlet = one(Party)
    reliability = any_of(Reliability)
    language = languages()
    published_from, published_to = days("published_on", "Published")
    added_from, added_before = instants("added_at", "Added")

    def matching(self, rows: Any, _name: str, words: str) -> Any:
        return rows.matching(words)


class SourceCheckFilters(ListFilters):
    aspect = any_of(CheckAspect)
    verdict = any_of(Verdict)
