"""In which column of the board a request stands."""

from datetime import UTC, datetime, timedelta

import pytest

from claims.rules.board import Column, Due, column_of, due_of, state_of_request
from claims.vocabulary import AnswerState, ReplyKind, RequestState

S, K = AnswerState, ReplyKind


@pytest.mark.parametrize(
    ("state", "past", "column"),
    [
        (S.ANSWERED, False, Column.ANSWERED),
        (S.ANSWERED, True, Column.ANSWERED),
        (S.PARTLY, True, Column.ANSWERED),
        (S.DECLINED, False, Column.ANSWERED),
        (S.ASKED, False, Column.ASKED),
        (S.ASKED, True, Column.ASKED),  # the party asked for time
        (S.NOT_REACHED, False, Column.ASKED),
        (S.NOT_REACHED, True, Column.OVERDUE),
        (S.NO_REPLY, True, Column.OVERDUE),
    ],
)
def test_a_sent_request_stands_where_its_answer_puts_it(state, past, column):
    assert column_of(RequestState.SENT, state, past_deadline=past) == column


def test_a_draft_is_drafted_whatever_else_is_known():
    assert column_of(RequestState.DRAFT, S.ANSWERED, past_deadline=True) == Column.DRAFTED


@pytest.mark.parametrize(
    ("asked", "alone", "replies", "state"),
    [
        ([S.ANSWERED, S.NO_REPLY], S.NO_REPLY, [K.STATEMENT], S.NO_REPLY),
        ([S.ANSWERED], S.NO_REPLY, [K.DENIAL], S.ANSWERED),
        ([], S.ASKED, [], S.ASKED),
        ([], S.NO_REPLY, [K.STATEMENT], S.ANSWERED),
        ([], S.ASKED, [K.ASKS_FOR_TIME], S.ASKED),
        ([], S.DECLINED, [K.DECLINES], S.DECLINED),
    ],
)
def test_one_open_allegation_keeps_the_request_open_and_questions_alone_are_answered_by_any_word(
    asked, alone, replies, state
):
    assert state_of_request(asked, alone, replies) == state


NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "due"),
    [
        (timedelta(seconds=-1), Due.PASSED),
        (timedelta(0), Due.PASSED),
        (timedelta(seconds=1), Due.DAY),
        (timedelta(days=1), Due.DAY),
        (timedelta(days=7), Due.WEEK),
        (timedelta(days=7, seconds=1), Due.LATER),
    ],
)
def test_a_deadline_stands_under_how_far_it_lies(ahead, due):
    assert due_of(NOW + ahead, now=NOW) == due


def test_no_deadline_has_a_heading_of_its_own():
    assert due_of(None, now=NOW) == Due.UNSET
