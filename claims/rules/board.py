"""The board of requests for comment: in which column each stands, from not asked to answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from claims.rules.answers import worst
from claims.vocabulary import AnswerState, ReplyKind, RequestState


class Column(StrEnum):
    NOT_ASKED = "not_asked"
    DRAFTED = "drafted"
    ASKED = "asked"
    OVERDUE = "overdue"
    ANSWERED = "answered"


class Due(StrEnum):
    """How far a deadline lies from now, the most pressing first."""

    PASSED = "passed"
    DAY = "day"
    WEEK = "week"
    LATER = "later"
    UNSET = "unset"


# Each holds up to this far ahead of now.
AHEAD = {Due.PASSED: timedelta(0), Due.DAY: timedelta(days=1), Due.WEEK: timedelta(days=7)}

SAYS_SOMETHING = frozenset({ReplyKind.STATEMENT, ReplyKind.DENIAL, ReplyKind.PARTIAL})
SETTLED = frozenset({AnswerState.ANSWERED, AnswerState.DECLINED, AnswerState.PARTLY})


def state_of_request(asked: Sequence[AnswerState], alone: AnswerState, replies: Sequence[ReplyKind]) -> AnswerState:
    """One state for a sent request: the worst over the allegations it asks.

    `alone` is the request's state without regard to allegations. It counts where none stands any more, or where only
    questions were put: then any reply that says something answers.
    """
    if (state := worst(asked)) is not None:
        return state
    return AnswerState.ANSWERED if SAYS_SOMETHING.intersection(replies) else alone


def column_of(state: RequestState, answer: AnswerState, *, past_deadline: bool) -> Column:
    """Where a request that was not withdrawn stands on the board; a party that asks for time stays asked."""
    if state == RequestState.DRAFT:
        return Column.DRAFTED
    if answer in SETTLED:
        return Column.ANSWERED
    if answer == AnswerState.ASKED or not past_deadline:
        return Column.ASKED
    return Column.OVERDUE


def due_of(deadline: datetime | None, *, now: datetime) -> Due:
    """Under which heading a deadline stands."""
    if deadline is None:
        return Due.UNSET
    return next((due for due, ahead in AHEAD.items() if deadline <= now + ahead), Due.LATER)
