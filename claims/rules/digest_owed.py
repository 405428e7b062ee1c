"""Who has yet to answer, as a digest tells it: per incident and party, whether we asked in vain or did not ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.rules.answers import RANK, went_through, worst
from claims.rules.digest_items import Fact
from claims.rules.flags import TimedAttempt, not_reached_since
from claims.vocabulary import AnswerState, Channel

S = AnswerState


@dataclass(frozen=True)
class AskedFact:
    """A sent request for comment, with its tries in the order of time."""

    request: int
    sent_at: datetime
    deadline: datetime
    attempts: Sequence[TimedAttempt] = ()


@dataclass(frozen=True)
class Awaited:
    """What a party that was asked still owes: the state, the request that says so, and what to tell of it."""

    state: AnswerState
    request: int
    facts: dict[str, Fact]


def is_unanswered(state: AnswerState) -> bool:
    """Whether the party has not said anything to the allegation, nor that it will not."""
    return RANK[state] < RANK[S.PARTLY]


def awaited(states: Sequence[AnswerState], asked: Sequence[AskedFact]) -> Awaited | None:
    """What is to be told of a party that was asked, of all allegations that it has yet to answer; None if none is.

    Silent since the first deadline that passed, out of reach since nothing got through, asked since the first request.
    """
    state = worst(each for each in states if each in (S.NOT_REACHED, S.NO_REPLY, S.ASKED))
    if state is None or not asked:
        return None
    arrived = [each for each in asked if went_through(each.attempts)] or list(asked)
    if state == S.NO_REPLY:
        told = min(arrived, key=lambda each: each.deadline)
        since = told.deadline
    elif state == S.ASKED:
        told = max(arrived, key=lambda each: each.deadline)
        since = min(each.sent_at for each in arrived)
    else:
        told = min((each for each in asked if not went_through(each.attempts)), key=_lost_since)
        since = _lost_since(told)
    tries = [attempt for each in asked for attempt in each.attempts]
    channels = {attempt.channel for attempt in tries}
    facts: dict[str, Fact] = {
        "state": state.value,
        "since": since.isoformat(),
        "attempts": len(tries),
        "channels": [each.value for each in Channel if each in channels],
        "went_through": any(went_through(each.attempts) for each in asked),
        "deadline": told.deadline.isoformat(),
    }
    return Awaited(state, told.request, facts)


def _lost_since(asked: AskedFact) -> datetime:
    return not_reached_since(asked.attempts) or asked.sent_at
