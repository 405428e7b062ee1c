"""Who is owed an answer and in which state: loads what `rules.answers` judges, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db.models import F, Q

from claims.models.allegation import Allegation
from claims.models.answer import Answer
from claims.models.claim import ClaimUtterance
from claims.models.comment_request import CommentRequest, RequestedAllegation
from claims.models.incident import Incident
from claims.models.party import Party, PartyRelation
from claims.models.prepared import Given, Written, WrittenRows
from claims.models.seen_rows import KEPT, OneOf
from claims.models.waiver import Waiver
from claims.rules.actor import Actor
from claims.rules.answers import RANK, AnswerFacts, AttemptFact, RequestFact, answer_state
from claims.vocabulary import (
    AnswerState,
    Channel,
    Outcome,
    PartyRelationKind,
    Position,
    Reached,
    ReplyKind,
    RequestState,
    Standing,
)


@dataclass(frozen=True)
class OwedAnswer:
    """One allegation and one party that it is for to answer: the accused, or one that answers for it.

    `owed` is false where nothing is due: we waived asking, or the allegation is background and nobody asked.
    `waiver_waits`: somebody proposed not to ask, and nobody has decided on it yet.
    `spoke_elsewhere`: the party has spoken on the incident, but not on this.
    """

    allegation: Allegation
    party: Party
    state: AnswerState
    owed: bool
    waived: bool
    spoke_elsewhere: bool
    request_ids: tuple[int, ...]
    waiver_waits: bool = False

    @property
    def for_another(self) -> bool:
        """The party answers for the accused rather than being it."""
        return self.party.pk != resolved(self.allegation.accused).pk


def resolved(party: Party) -> Party:
    """The party that stands for a merged one."""
    return party.merged_into or party


def answer_states(incident: Incident, *, actor: Actor, now: datetime) -> list[OwedAnswer]:
    """The answers owed in one incident to allegations that the actor may see, in the order of its claims.

    What was replied off the record counts for the state, though it is not told: nobody is said to be silent who spoke.
    """
    return _owed(_in_incident(actor).all(incident=incident.pk), now)


@lru_cache(maxsize=KEPT)
def _in_incident(actor: Actor) -> WrittenRows[Allegation]:
    return WrittenRows(_to_answer(Allegation.objects.visible_to(actor).filter(claim__incident=Given("incident"))))


def owed_answers(allegations: Iterable[Allegation], *, now: datetime) -> list[OwedAnswer]:
    """The answers owed to these allegations (a QuerySet that is visible to the reader already)."""
    return _owed(list(_to_answer(allegations)), now)


def _to_answer(allegations: Any) -> Any:
    return (
        allegations.filter(withdrawn_at__isnull=True, claim__standing=Standing.LIVE)
        .select_related("claim__incident", "claim__question", "accused__merged_into")
        .order_by("claim__question__position", "claim_id", "id")
    )


def _owed(current: list[Allegation], now: datetime) -> list[OwedAnswer]:
    known = _Known(current, now)
    return [
        known.owed(allegation, party)
        for allegation in current
        if resolved(allegation.accused).pk not in known.claimants[allegation.claim_id]
        for party in known.answering(allegation)
    ]


def pressing(owed: Iterable[OwedAnswer]) -> list[OwedAnswer]:
    """Those of the answers that are or were due, the most pressing first."""
    due = [each for each in owed if each.owed or each.waived]
    return sorted(due, key=lambda each: (not each.owed, RANK[each.state]))


def request_fact(request: CommentRequest) -> RequestFact:
    """What became of one sent request; its attempts and replies should be loaded."""
    assert request.deadline is not None  # a sent request has one: a check constraint holds it
    return RequestFact(
        deadline=request.deadline,
        attempts=attempt_facts(request),
        replies=[ReplyKind(each.kind) for each in request.replies.all()],
    )


def attempt_facts(request: CommentRequest) -> list[AttemptFact]:
    """The tries at the party, in the order of time; they should be loaded."""
    return [
        AttemptFact(Channel(each.channel), Reached(each.reached), Outcome(each.outcome))
        for each in request.attempts.all()
    ]


class _Known:
    """Everything recorded that bears on the allegations, keyed for look-up; all party ids with merges resolved."""

    def __init__(self, allegations: list[Allegation], now: datetime) -> None:
        self.now = now
        self.ids = [allegation.pk for allegation in allegations]
        claims = {allegation.claim_id for allegation in allegations}
        self.claimants = _claimants(claims)
        self.answerers = _answerers(allegations, now)
        self.positions = self._positions()
        self.requests = self._requests()
        self.waived, self.waiting = self._waivers()
        self.spoke = _speakers("claim__incident_id", {allegation.claim.incident_id for allegation in allegations})

    def answering(self, allegation: Allegation) -> list[Party]:
        accused = resolved(allegation.accused)
        return [accused, *self.answerers.get(accused.pk, [])]

    def owed(self, allegation: Allegation, party: Party) -> OwedAnswer:
        accused = resolved(allegation.accused)
        # What one that answers for the accused said or was asked counts for the accused, not the other way round.
        speaking = {each.pk for each in self.answering(allegation)} if party.pk == accused.pk else {party.pk}
        requests = [(request_id, fact) for request_id, asked, fact in self.requests[allegation.pk] if asked in speaking]
        facts = AnswerFacts(
            positions=[position for speaker, position in self.positions[allegation.pk] if speaker in speaking],
            requests=[fact for _id, fact in requests],
        )
        state = answer_state(facts, now=self.now)
        waived = any((allegation.pk, speaker) in self.waived for speaker in speaking)
        untouched = state == AnswerState.NOT_ASKED
        return OwedAnswer(
            allegation=allegation,
            party=party,
            state=state,
            owed=not untouched or (allegation.for_publication and not waived),
            waived=waived,
            spoke_elsewhere=state not in (AnswerState.ANSWERED, AnswerState.PARTLY)
            and bool(self.spoke[allegation.claim.incident_id] & speaking),
            request_ids=tuple(request_id for request_id, _fact in requests),
            waiver_waits=any((allegation.pk, speaker) in self.waiting for speaker in speaking),
        )

    def _waivers(self) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """(allegation id, party id) of those that are not to be asked, and of those about whom nobody decided yet."""
        approved: set[tuple[int, int]] = set()
        undecided: set[tuple[int, int]] = set()
        rows = Waiver.objects.filter(allegation__in=self.ids).exclude(decision__approved=False)
        columns = ("allegation_id", "party_id", "party__merged_into_id", "decision__approved")
        for allegation_id, party, merged, decided in rows.values_list(*columns):
            (approved if decided else undecided).add((allegation_id, merged or party))
        return approved, undecided

    def _positions(self) -> dict[int, list[tuple[int, Position]]]:
        found: dict[int, list[tuple[int, Position]]] = defaultdict(list)
        answers = list(
            Answer.objects.current()
            .filter(allegation__in=self.ids)
            .filter(Q(claim__isnull=True) | Q(claim__standing=Standing.LIVE))
            .select_related("reply__speaks_for")
        )
        claimants = _claimants({answer.claim_id for answer in answers if answer.claim_id})
        for answer in answers:
            spoke_for = answer.reply.speaks_for if answer.reply else None
            speakers = (
                {spoke_for.merged_into_id or spoke_for.pk} if spoke_for else claimants.get(answer.claim_id or 0, set())
            )
            found[answer.allegation_id] += [(speaker, Position(answer.position)) for speaker in speakers]
        return found

    def _requests(self) -> dict[int, list[tuple[int, int, RequestFact]]]:
        found: dict[int, list[tuple[int, int, RequestFact]]] = defaultdict(list)
        asked = (
            RequestedAllegation.objects.filter(
                allegation__in=self.ids,
                comment_request__state=RequestState.SENT,
                comment_request__deadline__isnull=False,
            )
            .select_related("comment_request__party")
            .prefetch_related("comment_request__attempts", "comment_request__replies")
        )
        for row in asked:
            request = row.comment_request
            party = request.party.merged_into_id or request.party_id
            found[row.allegation_id].append((request.pk, party, request_fact(request)))
        return found


def _claimants(claim_ids: Iterable[int]) -> dict[int, set[int]]:
    return _speakers("claim_id", claim_ids)


def _speakers(by: str, keys: Iterable[int]) -> dict[int, set[int]]:
    """Key of a claim or an incident → the parties that have claims there."""
    found: dict[int, set[int]] = defaultdict(set)
    wanted = list(keys)
    for key, party, merged in _said(by).fetched(keys=wanted) if wanted else ():
        found[key].add(merged or party)
    return found


@cache
def _said(by: str) -> Written:
    rows = ClaimUtterance.objects.filter(OneOf(F(by), Given("keys")), utterance__claimants__party__isnull=False)
    columns = ("utterance__claimants__party_id", "utterance__claimants__party__merged_into_id")
    return Written(rows.values_list(by, *columns))


def _answerers(allegations: list[Allegation], now: datetime) -> dict[int, list[Party]]:
    """Accused party id → the parties that answer for it today."""
    if not allegations:
        return {}
    accused = {resolved(allegation.accused).pk for allegation in allegations}
    today = now.date()
    relations = (
        PartyRelation.objects.filter(newsroom_id=allegations[0].newsroom_id, kind=PartyRelationKind.ANSWERS_FOR)
        .filter(Q(other__in=accused) | Q(other__merged_into__in=accused))
        .filter(Q(until__isnull=True) | Q(until__gte=today), Q(since__isnull=True) | Q(since__lte=today))
        .select_related("party__merged_into", "other")
        .order_by("id")
    )
    found: dict[int, list[Party]] = defaultdict(list)
    for relation in relations:
        answering, for_whom = resolved(relation.party), relation.other.merged_into_id or relation.other_id
        if answering.pk != for_whom and answering not in found[for_whom]:
            found[for_whom].append(answering)
    return found
