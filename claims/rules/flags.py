"""When something needs a person: one rule per kind of flag, each giving the instant since which it is true, or None.

The clock works the same out in SQL (`actions._due`), for all rows at once; a test holds the two equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.rules.answers import DID_NOT_GO_THROUGH, KEEPS_OPEN, RANK, AttemptFact, went_through
from claims.rules.assessments import Facts, missing_for
from claims.rules.deadlines import last_quarter
from claims.vocabulary import AnswerState, FlagKind, ReplyKind, RequestState, Standing, Status, WorkState


@dataclass(frozen=True)
class AllegationFact:
    """An allegation of a live claim, as it stands between us and the accused.

    `state` and `owed` are those of the accused's answer (`models.answering`); `limit` is the newsroom's. `added`: a
    request that was sent before the allegation was made, in its incident, to the accused or one that answers for it,
    still awaits its answer.
    """

    at: datetime
    limit: timedelta
    for_publication: bool
    state: AnswerState
    owed: bool
    work_state: WorkState
    added: bool = False


@dataclass(frozen=True)
class TimedAttempt(AttemptFact):
    """One try, and when."""

    at: datetime


@dataclass(frozen=True)
class RequestFact:
    """A request for comment with what came of it; attempts in the order of time."""

    state: RequestState
    sent_at: datetime | None
    deadline: datetime | None
    work_state: WorkState
    attempts: Sequence[TimedAttempt] = ()
    replies: Sequence[ReplyKind] = ()


def allegation_flags(fact: AllegationFact, *, now: datetime) -> dict[FlagKind, datetime]:
    """Meant for publication, and the accused not asked: longer than the newsroom's limit, or beside an open request.

    One or the other: that the allegation was added to what the party is being asked says how to ask, and at once.
    """
    neglected = fact.for_publication and fact.owed and fact.state == AnswerState.NOT_ASKED
    if not neglected or fact.work_state == WorkState.CLOSED:
        return {}
    begun = {FlagKind.ALLEGATION_ADDED: fact.at} if fact.added else {FlagKind.NOT_ASKED: fact.at + fact.limit}
    return _begun(begun, now)


def request_flags(fact: RequestFact, *, now: datetime) -> dict[FlagKind, datetime]:
    """The flags that a request raises: in the last quarter of the time allowed, past its deadline, and by its tries.

    One try, or one route, is too little from the last quarter on, while another can still change something, and stays
    so past the deadline. A request that reached nobody waits for another attempt, not for an answer: that its one
    attempt failed says so already; that all went one way says what to try.
    """
    if not _awaited(fact) or fact.sent_at is None or fact.deadline is None:
        return {}
    quarter = last_quarter(sent_at=fact.sent_at, deadline=fact.deadline)
    begun: dict[FlagKind, datetime] = {}
    if now < fact.deadline:
        begun[FlagKind.DUE_SOON] = quarter
    # Whoever replied was reached.
    lost = None if fact.replies else not_reached_since(fact.attempts)
    if lost is not None:
        begun[FlagKind.NOT_REACHED] = lost
    else:
        begun[FlagKind.NO_REPLY] = fact.deadline
    if len(fact.attempts) == 1 and lost is None:
        begun[FlagKind.ONE_ATTEMPT] = quarter
    if len(fact.attempts) > 1 and len({attempt.channel for attempt in fact.attempts}) == 1:
        begun[FlagKind.ONE_ROUTE] = max(quarter, fact.attempts[1].at)
    return _begun(begun, now)


def not_reached_since(attempts: Sequence[TimedAttempt]) -> datetime | None:
    """Since when nothing goes through on any channel: the last failure of one that had gone through, or the first."""
    if went_through(attempts):
        return None
    since, latest = attempts[0].at, dict[str, TimedAttempt]()
    for attempt in attempts:
        before = latest.get(attempt.channel)
        if before and before.outcome not in DID_NOT_GO_THROUGH and attempt.outcome in DID_NOT_GO_THROUGH:
            since = attempt.at
        latest[attempt.channel] = attempt
    return since


def retry_after(tries: int) -> timedelta:
    """How long the clock leaves a row alone that it could not serve so many times: longer each time, a day at most."""
    return min(timedelta(minutes=5) * (1 << min(tries - 1, 10)), timedelta(days=1))


def _begun(flags: dict[FlagKind, datetime], now: datetime) -> dict[FlagKind, datetime]:
    return {kind: since for kind, since in flags.items() if since <= now}


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
class ReplyFact:
    """A reply. `linked`: what was said in it stands among our utterances; `handled`: a person worked it in."""

    received_at: datetime
    linked: bool
    handled: bool
    work_state: WorkState


def reply_waiting_since(fact: ReplyFact, *, now: datetime) -> datetime | None:
    """Whatever its kind: that it asks for time is to be granted or not, that it declines belongs into the story."""
    waits = not fact.linked and not fact.handled and fact.work_state != WorkState.CLOSED
    return fact.received_at if waits and fact.received_at <= now else None


@dataclass(frozen=True)
class WaiverFact:
    """A proposal not to ask. `stands`: its allegation was not withdrawn, and the claim is live."""

    at: datetime
    decided: bool
    stands: bool
    work_state: WorkState


def waiver_unapproved_since(fact: WaiverFact, *, now: datetime) -> datetime | None:
    """Nobody has approved or refused it."""
    waits = fact.stands and not fact.decided and fact.work_state != WorkState.CLOSED
    return fact.at if waits and fact.at <= now else None


@dataclass(frozen=True)
class ChannelCheckFact:
    """A look at a party's own channels that found nothing.

    `holds` is the newsroom's; `latest`: nobody looked again in this incident; `owed` are the states of the answers that
    are owed by the party there.
    """

    at: datetime
    holds: timedelta
    latest: bool
    found_nothing: bool
    owed: Sequence[AnswerState]
    work_state: WorkState


def check_old_since(fact: ChannelCheckFact, *, now: datetime) -> datetime | None:
    """The party owes an answer, and what it may have published since the last look, nobody knows."""
    since = fact.at + fact.holds
    silent = any(RANK[state] < RANK[AnswerState.PARTLY] for state in fact.owed)
    old = fact.latest and fact.found_nothing and silent and fact.work_state != WorkState.CLOSED
    return since if old and since <= now else None


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


def support_lapsed_since(fact: SupportFact, *, now: datetime) -> datetime | None:
    """A corroborated claim that would not be called that today.

    Roots are also lost where parties or sources turn out to be one, which says nothing of when for this claim: then
    since it was assessed. Either instant stays as it is until somebody does something about this very claim.
    """
    if fact.standing != Standing.LIVE or fact.facts.now != Status.CORROBORATED:
        return None
    if not missing_for(Status.CORROBORATED, fact.facts):
        return None
    since = max(fact.assessed_at, fact.lost_at) if fact.lost_at else fact.assessed_at
    return since if since <= now else None


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
