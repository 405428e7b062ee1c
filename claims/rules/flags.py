"""When something needs a person: one rule per kind of flag, each giving the instant since which it is true, or None.

The clock works the same out in SQL (`actions._due`), for all rows at once; a test holds the two equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.rules.answers import KEEPS_OPEN, AttemptFact, went_through
from claims.rules.deadlines import last_quarter
from claims.vocabulary import AnswerState, FlagKind, ReplyKind, RequestState, WorkState


@dataclass(frozen=True)
class AllegationFact:
    """An allegation of a live claim, as it stands between us and the accused.

    `state` and `owed` are those of the accused's answer (`models.answering`); `limit` is the newsroom's.
    """

    at: datetime
    limit: timedelta
    for_publication: bool
    state: AnswerState
    owed: bool
    work_state: WorkState


@dataclass(frozen=True)
class RequestFact:
    """A request for comment with what came of it; attempts in the order of time."""

    state: RequestState
    sent_at: datetime | None
    deadline: datetime | None
    work_state: WorkState
    attempts: Sequence[AttemptFact] = ()
    replies: Sequence[ReplyKind] = ()


def not_asked_since(fact: AllegationFact, *, now: datetime) -> datetime | None:
    """Meant for publication, and the accused not asked for longer than the newsroom's limit."""
    since = fact.at + fact.limit
    neglected = fact.for_publication and fact.owed and fact.state == AnswerState.NOT_ASKED
    return since if neglected and fact.work_state != WorkState.CLOSED and since <= now else None


def request_flags(fact: RequestFact, *, now: datetime) -> dict[FlagKind, datetime]:
    """The flags that a request raises: in the last quarter of the time allowed, then past its deadline."""
    if not _awaited(fact) or fact.sent_at is None or fact.deadline is None:
        return {}
    if now < fact.deadline:
        since = last_quarter(sent_at=fact.sent_at, deadline=fact.deadline)
        return {FlagKind.DUE_SOON: since} if since <= now else {}
    # Whoever replied was reached. A request that reached nobody waits for another attempt, not for an answer.
    reached = bool(fact.replies) or went_through(fact.attempts)
    return {FlagKind.NO_REPLY: fact.deadline} if reached else {}


def settles(kind: ReplyKind) -> bool:
    """Whether such a reply ends the waiting; asking for time or referring elsewhere does not."""
    return kind not in KEEPS_OPEN


def _awaited(fact: RequestFact) -> bool:
    return (
        fact.state == RequestState.SENT
        and fact.work_state != WorkState.CLOSED
        and not any(settles(kind) for kind in fact.replies)
    )
