"""Whether a claim can answer an allegation: loads in a fixed number of queries what `rules.allegations` judges."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from claims.models import Allegation, Answer, ClaimUtterance, PartyRelation, Utterance
from claims.rules.actor import Actor
from claims.rules.allegations import (
    check_after_allegation,
    check_answerable,
    check_answered_once,
    check_entitled,
    check_still_after,
    in_force,
)
from claims.rules.utterances import Said, certainly_before
from claims.vocabulary import DatePrecision


@dataclass(frozen=True)
class Grounds:
    """What is known of the allegations that some claims answer, keyed for look-up; merges resolved."""

    allegations: Mapping[int, Allegation] = field(default_factory=dict)
    alleged: Mapping[int, list[Said]] = field(default_factory=dict)
    # claimant → (accused, since, until): for whom it answers, and when
    answers_for: Mapping[int, list[tuple[int, date | None, date | None]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answering:
    """One claim that answers: who makes it, in which incident, and when it was said (on several occasions perhaps).

    `already` are allegations that it answers or, when the editor read it, did: what was right then is not judged again.
    """

    grounds: Grounds
    claimants: Iterable[int]
    incident_id: int
    said: list[Said]
    at: datetime
    already: frozenset[int] = frozenset()

    def check(self, allegation_id: int, *, first: bool) -> None:
        """Refuse an allegation that this claim cannot answer. `first`: the input names it for the first time."""
        check_answered_once(first)
        if allegation_id in self.already:
            return
        allegation = self.grounds.allegations[allegation_id]
        check_answerable(
            withdrawn=allegation.withdrawn_at is not None,
            same_incident=allegation.claim.incident_id == self.incident_id,
        )
        accused = allegation.accused.merged_into or allegation.accused
        check_entitled(any(self._speaks_for(claimant, accused.pk) for claimant in self.claimants), accused=accused.name)
        check_after_allegation(allegation.at > self.at or self._said_before(allegation.claim_id))

    def _speaks_for(self, claimant: int, accused: int) -> bool:
        if claimant == accused:
            return True
        relations = self.grounds.answers_for.get(claimant, [])
        return any(
            other == accused and in_force(said.days() or self._today(), since, until)
            for other, since, until in relations
            for said in self.said
        )

    def _today(self) -> tuple[date, date]:
        return self.at.date(), self.at.date()

    def _said_before(self, claim_id: int) -> bool:
        return all_before(self.said, self.grounds.alleged.get(claim_id, []))


def grounds_for(allegations: Mapping[int, Allegation], claimants: Iterable[int], by: Actor) -> Grounds:
    """Load them for these allegations (with claim and accused) and claimants; nothing if there are no allegations."""
    if not allegations:
        return Grounds()
    alleged = occasions({each.claim_id for each in allegations.values()})
    return Grounds(allegations=allegations, alleged=alleged, answers_for=_answers_for(set(claimants), by))


def check_answers_still_follow(utterance: Utterance) -> None:
    """Refuse the utterance's date, as stored, where it puts an answer before what it answers, from either end."""
    answers = list(
        Answer.objects.current()
        .filter(Q(claim__links__utterance=utterance) | Q(allegation__claim__links__utterance=utterance))
        .filter(claim__isnull=False)
        .select_related("claim", "allegation")
        .distinct()
    )
    said = occasions({id_ for answer in answers for id_ in (answer.claim_id, answer.allegation.claim_id) if id_})
    for answer in answers:
        if answer.claim:
            check_still_after(all_before(said[answer.claim.pk], said[answer.allegation.claim_id]), answer.claim.text)


def occasions(claim_ids: set[int]) -> dict[int, list[Said]]:
    """When each claim was made, by its id."""
    found: dict[int, list[Said]] = defaultdict(list)
    for link in ClaimUtterance.objects.filter(claim__in=claim_ids).select_related("utterance"):
        found[link.claim_id].append(said_of(link.utterance))
    return found


def all_before(said: Sequence[Said], alleged: Sequence[Said]) -> bool:
    """Whether every occasion on which one thing was said came before every one on which the other was."""
    return bool(alleged) and all(certainly_before(mine, theirs) for mine in said for theirs in alleged)


def _answers_for(claimants: set[int], by: Actor) -> dict[int, list[tuple[int, date | None, date | None]]]:
    found: dict[int, list[tuple[int, date | None, date | None]]] = defaultdict(list)
    relations = (
        PartyRelation.objects.of(by)
        .answering_for()
        .filter(Q(party__in=claimants) | Q(party__merged_into__in=claimants))
        .values_list("party_id", "party__merged_into_id", "other_id", "other__merged_into_id", "since", "until")
    )
    for party, party_merged, other, other_merged, since, until in relations:
        found[party_merged or party].append((other_merged or other, since, until))
    return found


def said_of(utterance: Utterance) -> Said:
    """When the utterance was said."""
    return Said(utterance.said_on, utterance.said_at, DatePrecision(utterance.said_precision))
