"""Claims."""

from typing import Any

from django.db.models import F

from claims.api.filters._base import (
    Asked,
    Followed,
    any_of,
    countries,
    days,
    instants,
    languages,
    one,
    whether,
    words,
)
from claims.api.query import QueryNumber
from claims.models import Carriage, Claim, Incident, Party, Question, Source
from claims.models.answer_states import InAnswerState, Per
from claims.models.contradictions import contradicted
from claims.models.flag import flagged_claims
from claims.models.supported import SupportedBy
from claims.vocabulary import AnswerState, Certainty, ClaimKind, FlagKind, Stance, Standing, Status


class ClaimFilters(Followed):
    SORTS = {"recorded_at": "recorded_at", "status": "status"}

    q = words("Words in the claim, or in the utterance's words or translation.")
    incident = one(Incident)
    question = one(Question)
    claimant = one(Party, method="made_by", says="Claimed by this party, alone or jointly, as far as you are told.")
    accused = one(Party, method="against", says="With an allegation against this party.")
    party = one(Party, method="concerning", says="Claimed by this party, or with an allegation against it.")
    unattributed = whether(method="by_nobody", says="Of nobody in particular, or of somebody whom you are not told.")
    kind = any_of(ClaimKind)
    status = any_of(Status)
    standing = any_of(Standing)
    stance = any_of(Stance)
    certainty = any_of(Certainty)
    answer_state = any_of(
        AnswerState, method="answered", says="The worst state over the answers owed to the claim's allegations."
    )
    has_contradiction = whether(
        method="contradicting",
        says="Whether somebody confirmed that it contradicts another live claim that you see; itself live as well.",
    )
    supported_by_min = Asked(
        QueryNumber(required=False, min_value=1, max_value=1000, help_text="Supported by so many roots at least."),
        method="supported",
    )
    flag = any_of(FlagKind, method="flagged", says="With a standing flag: its own, its allegations' or its uses'.")
    source = one(Source, method="carried_by", says="From an utterance that this source carried.")
    language = languages(method="said_in")
    country = countries("incident__country")
    exercise = whether("incident__exercise", says="Of training exercises.")
    restricted = whether("incident__restricted", says="Of restricted incidents.")
    occurred_from, occurred_to = days("incident__occurred_on", "The incident occurred")
    said_from, said_to = days("said_on", "It was said", method="said_between")
    recorded_from, recorded_before = instants("recorded_at", "Recorded")

    def matching(self, rows: Any, _name: str, words: str) -> Any:
        return rows.matching(words, self.reader)

    def made_by(self, rows: Any, _name: str, party: Party) -> Any:
        return rows.made_by(party, self.reader)

    def against(self, rows: Any, _name: str, party: Party) -> Any:
        return rows.filter(pk__in=Claim.objects.against(party).values("pk"))

    def concerning(self, rows: Any, _name: str, party: Party) -> Any:
        return rows.concerning(party, self.reader)

    def by_nobody(self, rows: Any, _name: str, yes: bool) -> Any:
        return _among(rows, Claim.objects.unattributed(self.reader), yes)

    def answered(self, rows: Any, _name: str, states: list[AnswerState]) -> Any:
        return rows.filter(InAnswerState(F("pk"), Per.CLAIM, tuple(states), self.reader, self.now))

    def contradicting(self, rows: Any, _name: str, yes: bool) -> Any:
        return rows.filter(contradicted(self.reader)) if yes else rows.exclude(contradicted(self.reader))

    def supported(self, rows: Any, _name: str, least: int) -> Any:
        return rows.filter(SupportedBy(F("pk"), least, self.reader.newsroom_id))

    def flagged(self, rows: Any, _name: str, kinds: list[FlagKind]) -> Any:
        return rows.filter(flagged_claims(kinds, self.reader))

    def carried_by(self, rows: Any, _name: str, source: Source) -> Any:
        carried = Carriage.objects.told_to(self.reader).filter(source=source)
        return rows.said(self.reader, utterance__in=carried.values("utterance"))

    def said_in(self, rows: Any, _name: str, languages: list[str]) -> Any:
        return rows.said(self.reader, utterance__language__in=languages)

    def said_between(self, rows: Any, name: str, _day: Any) -> Any:
        """On one occasion between the two, if both are given."""
        if name == "said_to" and "said_from" in self.given:
            return rows
        bounds = {"said_from": "gte", "said_to": "lte"}
        between = {f"utterance__said_on__{bounds[each]}": self.given[each] for each in bounds if each in self.given}
        return rows.said(self.reader, **between)


def _among(rows: Any, some: Any, yes: bool) -> Any:
    keys = some.values("pk")
    return rows.filter(pk__in=keys) if yes else rows.exclude(pk__in=keys)
