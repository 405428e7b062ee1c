"""Utterances."""

from typing import Any

from claims.api.filters._base import Followed, any_of, days, instants, languages, one, whether, words
from claims.models import Carriage, ClaimUtterance, Incident, Party, Source, Utterance
from claims.vocabulary import Terms


class UtteranceFilters(Followed):
    SORTS = {"recorded_at": "recorded_at", "said_on": "said_on"}

    q = words("Words in what was said or its translation.")
    claimant = one(Party, method="made_by", says="Of this party, alone or jointly, as far as you are told.")
    unattributed = whether(method="by_nobody", says="Of nobody in particular, or of somebody whom you are not told.")
    incident = one(Incident, method="in_incident", says="With a claim in this incident.")
    source = one(Source, method="carried_by", says="Utterances that this source carried.")
    terms = any_of(Terms)
    language = languages()
    machine_translated = whether(says="Translated by a machine.")
    said_from, said_to = days("said_on", "Said")
    recorded_from, recorded_before = instants("recorded_at", "Recorded")

    def matching(self, rows: Any, _name: str, words: str) -> Any:
        return rows.matching(words)

    def made_by(self, rows: Any, _name: str, party: Party) -> Any:
        return rows.made_by(party, self.reader)

    def by_nobody(self, rows: Any, _name: str, yes: bool) -> Any:
        nobody = Utterance.objects.unattributed(self.reader).values("pk")
        return rows.filter(pk__in=nobody) if yes else rows.exclude(pk__in=nobody)

    def in_incident(self, rows: Any, _name: str, incident: Incident) -> Any:
        links = ClaimUtterance.objects.visible_to(self.reader).filter(claim__incident=incident)
        return rows.filter(pk__in=links.values("utterance"))

    def carried_by(self, rows: Any, _name: str, source: Source) -> Any:
        carried = Carriage.objects.told_to(self.reader).filter(source=source)
        return rows.filter(pk__in=carried.values("utterance"))
