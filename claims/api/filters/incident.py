"""Incidents."""

from typing import Any

from django.db.models import Exists, F, OuterRef

from claims.api.filters._base import Followed, ListFilters, any_of, countries, days, instants, one, whether, words
from claims.models import Claim, Incident, Party
from claims.models.answer_states import InAnswerState, Per
from claims.models.contradictions import contradicted
from claims.models.flag import Flag
from claims.vocabulary import AnswerState, FlagKind, Status, WorkState


class IncidentFilters(Followed):
    SORTS = {"opened_at": "opened_at", "occurred_on": "occurred_on", "title": "title", "reference": "reference"}

    q = words("Words in the reference, title, summary or place.")
    work_state = any_of(WorkState)
    exercise = whether(says="Training exercises.")
    restricted = whether(says="Seen by named people, editors and admins alone.")
    country = countries()
    occurred_from, occurred_to = days("occurred_on", "Occurred")
    opened_from, opened_before = instants("opened_at", "Opened")
    answer_state = any_of(
        AnswerState, method="answered", says="The worst state over the answers that parties owe in the incident."
    )
    party = one(Party, method="concerning", says="With a claim by this party, or with an allegation against it.")
    status = any_of(Status, method="with_status", says="With a live claim of this status.")
    has_contradiction = whether(
        method="contradicting",
        says="Whether somebody confirmed that two of its live claims that you see do contradict.",
    )
    flag = any_of(FlagKind, method="flagged", says="With a standing flag.")

    def matching(self, rows: Any, _name: str, words: str) -> Any:
        return rows.matching(words)

    def answered(self, rows: Any, _name: str, states: list[AnswerState]) -> Any:
        return rows.filter(InAnswerState(F("pk"), Per.INCIDENT, tuple(states), self.reader, self.now))

    def concerning(self, rows: Any, _name: str, party: Party) -> Any:
        return rows.filter(Exists(self._claims().concerning(party, self.reader)))

    def with_status(self, rows: Any, _name: str, statuses: list[Status]) -> Any:
        return rows.filter(Exists(self._claims().live().filter(status__in=statuses)))

    def contradicting(self, rows: Any, _name: str, yes: bool) -> Any:
        found = Exists(self._claims().filter(contradicted(self.reader)))
        return rows.filter(found if yes else ~found)

    def flagged(self, rows: Any, _name: str, kinds: list[FlagKind]) -> Any:
        flags = Flag.objects.visible_to(self.reader).standing().filter(kind__in=kinds)
        return rows.filter(Exists(flags.filter(incident=OuterRef("pk"))))

    def _claims(self) -> Any:
        return Claim.objects.visible_to(self.reader).filter(incident=OuterRef("pk"))


class OfIncident(ListFilters):
    """A list of what hangs on incidents."""

    incident = one(Incident)
