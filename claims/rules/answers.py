"""What may be printed about a party that is owed an answer: one definition, per (allegation, answering party).

Worst first: not asked, not reached, no reply, asked, partly, declined, answered. Silence is never "declined", a bounce
is never "no reply", and only an answer to the allegation itself answers it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.vocabulary import AnswerState, Channel, Outcome, Position, Reached, ReplyKind

WORST_FIRST = tuple(AnswerState)
RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}

S = AnswerState
DID_NOT_GO_THROUGH = frozenset({Outcome.BOUNCED, Outcome.NO_ANSWER})


class Arrival(StrEnum):
    """What became of all attempts at putting one request to a party."""

    NONE_RECORDED = "none_recorded"
    WENT_THROUGH = "went_through"
    FAILED = "failed"


# The table. Of all that is so, the best state counts; where nothing is, nobody asked.
#
# What the party says to this allegation, to us or in public. What it says to another stands nowhere here.
ANSWERS_THIS: dict[Position, AnswerState] = {
    Position.DENIES: S.ANSWERED,
    Position.ACCEPTS: S.ANSWERED,
    Position.NO_POSITION: S.ANSWERED,
    Position.PARTLY: S.PARTLY,
}
# What came back to a request that holds this allegation, without answering it: until the deadline that stands (with its
# extensions), and from then on. Who replied was reached, whatever the attempts say. Who asks for time or refers
# elsewhere has not let the deadline pass in silence, but has not answered either.
CAME_BACK: dict[ReplyKind, tuple[AnswerState, AnswerState]] = {
    ReplyKind.STATEMENT: (S.ASKED, S.NO_REPLY),
    ReplyKind.DENIAL: (S.ASKED, S.NO_REPLY),
    ReplyKind.PARTIAL: (S.ASKED, S.NO_REPLY),
    ReplyKind.ASKS_FOR_TIME: (S.ASKED, S.ASKED),
    ReplyKind.REFERS_ELSEWHERE: (S.ASKED, S.ASKED),
    ReplyKind.DECLINES: (S.DECLINED, S.DECLINED),
}
# The same where nothing came back. With no attempt recorded nothing says that the request did not arrive.
NOTHING_CAME: dict[Arrival, tuple[AnswerState, AnswerState]] = {
    Arrival.NONE_RECORDED: (S.ASKED, S.NO_REPLY),
    Arrival.WENT_THROUGH: (S.ASKED, S.NO_REPLY),
    Arrival.FAILED: (S.NOT_REACHED, S.NOT_REACHED),
}
KEEPS_OPEN = frozenset(kind for kind, states in CAME_BACK.items() if states == (S.ASKED, S.ASKED))


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
    states = [ANSWERS_THIS[position] for position in facts.positions]
    states += [_of_request(request, now) for request in facts.requests]
    return best(states) if states else S.NOT_ASKED


def _of_request(request: RequestFact, now: datetime) -> AnswerState:
    rows = [CAME_BACK[kind] for kind in request.replies] or [NOTHING_CAME[arrival(request.attempts)]]
    over = now >= request.deadline
    return best(row[over] for row in rows)


def arrival(attempts: Sequence[AttemptFact]) -> Arrival:
    """Whether the request reached anybody: on some channel the latest attempt did not bounce or ring out."""
    latest = {attempt.channel: attempt for attempt in attempts}
    if not latest:
        return Arrival.NONE_RECORDED
    failed = all(attempt.outcome in DID_NOT_GO_THROUGH for attempt in latest.values())
    return Arrival.FAILED if failed else Arrival.WENT_THROUGH


def went_through(attempts: Sequence[AttemptFact]) -> bool:
    """Whether nothing says that the request did not arrive."""
    return arrival(attempts) != Arrival.FAILED


def best(states: Iterable[AnswerState]) -> AnswerState:
    """For one allegation over several requests or answering parties: one answer is enough."""
    return max(states, key=RANK.__getitem__)


def worst(states: Iterable[AnswerState]) -> AnswerState | None:
    """For a cell, a party or an incident over several allegations: one that is open keeps it open. None of nothing."""
    return min(states, key=RANK.__getitem__, default=None)
