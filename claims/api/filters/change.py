"""The record."""

from claims.api.fields import Words
from claims.api.filters._base import Asked, ListFilters, any_of, instants, one
from claims.api.query import QueryNumber
from claims.models import Incident
from claims.vocabulary import ActorKind, Verb


class HistoryFilters(ListFilters):
    verb = any_of(Verb)
    subject_type = Asked(Words(required=False, help_text="Such as `claim`."))
    subject_id = Asked(QueryNumber(required=False, min_value=1, help_text="Of its `subject_type`."))
    by_kind = any_of(ActorKind, says="Who did it: people, tokens, the clock or commands.")
    at_from, at_before = instants("at", "Done")


class ChangeFilters(HistoryFilters):
    incident = one(Incident)
