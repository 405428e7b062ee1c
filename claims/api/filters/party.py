"""Parties, and decisions about them."""

from typing import Any

from django.db.models import F, Q

from claims.api.filters._base import Followed, ListFilters, any_of, countries, instants, one, whether, words
from claims.models import Party, Source
from claims.models.answer_states import InAnswerState, Per
from claims.vocabulary import AnswerState, PartyKind


class PartyFilters(Followed):
    SORTS = {"name": "name", "kind": "kind", "country": "country", "added_at": "added_at"}

    q = words("Words in the name or an alias.")
    kind = any_of(PartyKind)
    country = countries()
    answer_state = any_of(AnswerState, method="answered", says="The worst state over the answers that the party owes.")
    merged = whether(method="merged_or_not", says="Parties merged into another are listed only on request.")
    added_from, added_before = instants("added_at", "Added")

    def narrowed(self, rows: Any) -> Any:
        return super().narrowed(rows).filter(merged_into__isnull=not self.given.get("merged", False))

    def matching(self, rows: Any, _name: str, words: str) -> Any:
        return rows.matching(words)

    def answered(self, rows: Any, _name: str, states: list[AnswerState]) -> Any:
        return rows.filter(InAnswerState(F("pk"), Per.PARTY, tuple(states), self.reader, self.now))

    def merged_or_not(self, rows: Any, _name: str, _yes: bool) -> Any:
        """As `narrowed` does, whether it is asked for or not."""
        return rows


class IndependenceFilters(ListFilters):
    SORTS = {"stated_at": "stated_at"}

    party = one(Party, method="of_party", says="One of the two.")
    source = one(Source, method="of_source", says="One of the two.")
    current = whether("withdrawn_at", lookup_expr="isnull", says="No: those that were taken back.")

    def of_party(self, rows: Any, _name: str, party: Party) -> Any:
        return rows.filter(Q(party=party) | Q(other_party=party))

    def of_source(self, rows: Any, _name: str, source: Source) -> Any:
        return rows.filter(Q(source=source) | Q(origin=source))
