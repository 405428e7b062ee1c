"""When something needs a person: one rule per kind of flag, each giving the instant since which it is true, or None.

The clock works the same out in SQL (`actions._due`), for all rows at once; a test holds the two equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.rules.answers import KEEPS_OPEN, AttemptFact, went_through
from claims.rules.assessments import Facts, missing_for
from claims.rules.deadlines import last_quarter
from claims.vocabulary import AnswerState, FlagKind, ReplyKind, RequestState, Standing, Status, WorkState


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


@dataclass(frozen=True)
class SigningFact:
    """A claim whose status was signed for: `voided_at` is when that sign-off was voided."""

    standing: Standing
    voided_at: datetime | None


def sign_off_void_since(fact: SigningFact, *, now: datetime) -> datetime | None:
    """The claim says more than anybody stands by; until it is assessed anew, or no longer stands itself."""
    since = fact.voided_at
    return since if since is not None and since <= now and fact.standing == Standing.LIVE else None


@dataclass(frozen=True)
class SupportFact:
    """A claim with what stands behind it now.

    `assessed_at` is when it got its status, `lost_at` the latest instant at which evidence on it was withdrawn.
    """

    standing: Standing
    facts: Facts
    assessed_at: datetime
    lost_at: datetime | None


def support_lapsed_since(fact: SupportFact) -> datetime | None:
    """A corroborated claim that would not be called that today.

    Roots are also lost where parties or sources turn out to be one, which says nothing of when for this claim: then
    since it was assessed. Either instant stays as it is until somebody does something about this very claim.
    """
    if fact.standing != Standing.LIVE or fact.facts.now != Status.CORROBORATED:
        return None
    if not missing_for(Status.CORROBORATED, fact.facts):
        return None
    return max(fact.assessed_at, fact.lost_at) if fact.lost_at else fact.assessed_at


@dataclass(frozen=True)
class UseFact:
    """Words that we printed. `handled_at` is when somebody last looked at them again.

    `touched` are the instants of everything that bears on what was printed: its claim (for the line, any claim of the
    incident that there was by then) no longer stands, its words or figures were revised, its sign-off was voided, its
    support lapsed, or an allegation in it was answered.
    """

    printed_at: datetime
    handled_at: datetime | None
    touched: Sequence[datetime] = ()


def published_since(fact: UseFact, *, now: datetime) -> datetime | None:
    """The first thing that nobody has looked at yet."""
    settled = max(fact.printed_at, fact.handled_at) if fact.handled_at else fact.printed_at
    return min((each for each in fact.touched if settled < each <= now), default=None)
