"""What may be printed about a party that is owed an answer: one definition, per (allegation, answering party).

Worst first: not asked, not reached, no reply, asked, partly, declined, answered. Silence is never "declined", a bounce
is never "no reply", and only an answer to the allegation itself answers it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.vocabulary import AnswerState, Channel, Outcome, Position, Reached, ReplyKind

WORST_FIRST = tuple(AnswerState)
RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}

# A party that asks for time or refers elsewhere has not let the deadline pass in silence, but has not answered either.
KEEPS_OPEN = frozenset({ReplyKind.ASKS_FOR_TIME, ReplyKind.REFERS_ELSEWHERE})
DID_NOT_GO_THROUGH = frozenset({Outcome.BOUNCED, Outcome.NO_ANSWER})


@dataclass(frozen=True)
class AttemptFact:
    """One try, in the order of time."""

    channel: Channel
    reached: Reached
    outcome: Outcome


@dataclass(frozen=True)
class RequestFact:
    """A sent request that put the allegation to the party, with what came of it."""

    deadline: datetime
    attempts: Sequence[AttemptFact] = ()
    replies: Sequence[ReplyKind] = ()


@dataclass(frozen=True)
class AnswerFacts:
    """All that bears on one allegation and one answering party.

    `positions` are those of current answers to this allegation, public or in a reply, by that party or by one that
    speaks for it; `requests` are sent and not withdrawn.
    """

    positions: Sequence[Position] = ()
    requests: Sequence[RequestFact] = ()


def answer_state(facts: AnswerFacts, *, now: datetime) -> AnswerState:
    """The state of one allegation for one answering party."""
    if any(position != Position.PARTLY for position in facts.positions):
        return AnswerState.ANSWERED
    states = [_of_request(request, now) for request in facts.requests]
    if facts.positions:
        states.append(AnswerState.PARTLY)
    return best(states) if states else AnswerState.NOT_ASKED


def _of_request(request: RequestFact, now: datetime) -> AnswerState:
    if ReplyKind.DECLINES in request.replies:
        return AnswerState.DECLINED
    if any(kind in KEEPS_OPEN for kind in request.replies):
        return AnswerState.ASKED
    # Whoever replied was reached, whatever the attempts say; a reply on something else leaves this one without reply.
    if not request.replies and not went_through(request.attempts):
        return AnswerState.NOT_REACHED
    return AnswerState.ASKED if now < request.deadline else AnswerState.NO_REPLY


def went_through(attempts: Sequence[AttemptFact]) -> bool:
    """Whether the request reached anybody: on some channel the latest attempt did not bounce or ring out.

    With no attempt recorded nothing says that it did not arrive.
    """
    latest = {attempt.channel: attempt for attempt in attempts}
    return not latest or any(attempt.outcome not in DID_NOT_GO_THROUGH for attempt in latest.values())


def best(states: Iterable[AnswerState]) -> AnswerState:
    """For one allegation over several requests or answering parties: one answer is enough."""
    return max(states, key=RANK.__getitem__)


def worst(states: Iterable[AnswerState]) -> AnswerState | None:
    """For a cell, a party or an incident over several allegations: one that is open keeps it open. None of nothing."""
    return min(states, key=RANK.__getitem__, default=None)
