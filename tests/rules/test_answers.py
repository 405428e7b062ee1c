"""The table of answer states: what may be printed about one allegation and one answering party."""

from datetime import UTC, datetime, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.answers import (
    RANK,
    AnswerFacts,
    AttemptFact,
    RequestFact,
    answer_state,
    best,
    went_through,
    worst,
)
from claims.vocabulary import AnswerState, Channel, Outcome, Position, Reached, ReplyKind

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


def mailed(outcome: Outcome) -> AttemptFact:
    return AttemptFact(Channel.EMAIL, Reached.OFFICE, outcome)


def called(outcome: Outcome) -> AttemptFact:
    return AttemptFact(Channel.PHONE, Reached.NOBODY, outcome)


SENT = mailed(Outcome.SENT)

TABLE = [
    # positions, requests → state
    ((), (), AnswerState.NOT_ASKED),
    ((Position.DENIES,), (), AnswerState.ANSWERED),
    ((Position.NO_POSITION,), (), AnswerState.ANSWERED),
    ((Position.PARTLY,), (), AnswerState.PARTLY),
    ((Position.PARTLY, Position.ACCEPTS), (), AnswerState.ANSWERED),
    ((), ((LATER, (SENT,), ()),), AnswerState.ASKED),
    ((), ((NOW, (SENT,), ()),), AnswerState.NO_REPLY),
    ((), ((EARLIER, (SENT,), ()),), AnswerState.NO_REPLY),
    ((), ((EARLIER, (), ()),), AnswerState.NO_REPLY),
    ((), ((EARLIER, (SENT, mailed(Outcome.BOUNCED)), ()),), AnswerState.NOT_REACHED),
    ((), ((LATER, (SENT, mailed(Outcome.BOUNCED)), ()),), AnswerState.NOT_REACHED),
    ((), ((EARLIER, (SENT, mailed(Outcome.BOUNCED), called(Outcome.MESSAGE_LEFT)), ()),), AnswerState.NO_REPLY),
    ((), ((EARLIER, (called(Outcome.NO_ANSWER),), ()),), AnswerState.NOT_REACHED),
    ((), ((LATER, (SENT,), (ReplyKind.DECLINES,)),), AnswerState.DECLINED),
    ((), ((EARLIER, (SENT,), (ReplyKind.ASKS_FOR_TIME,)),), AnswerState.ASKED),
    ((), ((EARLIER, (SENT,), (ReplyKind.REFERS_ELSEWHERE,)),), AnswerState.ASKED),
    ((), ((LATER, (SENT,), (ReplyKind.STATEMENT,)),), AnswerState.ASKED),
    ((), ((EARLIER, (SENT,), (ReplyKind.STATEMENT,)),), AnswerState.NO_REPLY),
    ((Position.PARTLY,), ((LATER, (SENT,), (ReplyKind.PARTIAL,)),), AnswerState.PARTLY),
    ((Position.PARTLY,), ((LATER, (SENT,), (ReplyKind.DECLINES,)),), AnswerState.DECLINED),
    ((Position.DENIES,), ((LATER, (SENT,), (ReplyKind.DECLINES,)),), AnswerState.ANSWERED),
    ((), ((EARLIER, (SENT,), ()), (LATER, (SENT,), ())), AnswerState.ASKED),
    ((), ((EARLIER, (SENT,), ()), (LATER, (SENT, mailed(Outcome.BOUNCED)), ())), AnswerState.NO_REPLY),
]


@pytest.mark.parametrize(("positions", "requests", "expected"), TABLE)
def test_answer_state_follows_the_table(positions, requests, expected):
    facts = AnswerFacts(positions, [RequestFact(*request) for request in requests])

    assert answer_state(facts, now=NOW) == expected


# One request that holds the allegation: what came back × what is said to this allegation × what became of the attempts
# → the state until the deadline that stands, and from then on. "any" is every kind of reply, and none; every attempt.
GRID = """
    nothing           unanswered  none     asked        no_reply
    nothing           unanswered  through  asked        no_reply
    nothing           unanswered  failed   not_reached  not_reached
    statement         unanswered  any      asked        no_reply
    denial            unanswered  any      asked        no_reply
    partial           unanswered  any      asked        no_reply
    asks_for_time     unanswered  any      asked        asked
    refers_elsewhere  unanswered  any      asked        asked
    declines          unanswered  any      declined     declined
    nothing           partly      any      partly       partly
    statement         partly      any      partly       partly
    denial            partly      any      partly       partly
    partial           partly      any      partly       partly
    asks_for_time     partly      any      partly       partly
    refers_elsewhere  partly      any      partly       partly
    declines          partly      any      declined     declined
    any               answered    any      answered     answered
"""
BACK: dict[str, list[ReplyKind]] = {"nothing": [], **{kind.value: [kind] for kind in ReplyKind}}
# What was said: to this allegation, or to another that the same request holds, which is nothing said to this one.
SAID: dict[str, tuple[str, Position | None]] = {
    "nothing": ("unanswered", None),
    "to another": ("unanswered", None),
    "partly": ("partly", Position.PARTLY),
    "denies": ("answered", Position.DENIES),
    "accepts": ("answered", Position.ACCEPTS),
    "takes no position": ("answered", Position.NO_POSITION),
}
TRIED = {"none": [], "through": [SENT], "failed": [SENT, mailed(Outcome.BOUNCED)]}


def cells() -> dict[tuple[str, str, str], tuple[AnswerState, AnswerState]]:
    """(what came back, what was said, what became of the attempts) → the states before and after; every one once."""
    found: dict[tuple[str, str, str], tuple[AnswerState, AnswerState]] = {}
    for line in GRID.strip().splitlines():
        back, answered, tried, before, after = line.split()
        for key in product(
            BACK if back == "any" else [back],
            [said for said, (column, _position) in SAID.items() if column == answered],
            TRIED if tried == "any" else [tried],
        ):
            assert key not in found
            found[key] = AnswerState(before), AnswerState(after)
    return found


def test_the_grid_has_a_cell_for_everything_that_can_be_so():
    assert cells().keys() == set(product(BACK, SAID, TRIED))


@pytest.mark.parametrize(("key", "states"), cells().items())
def test_answer_state_follows_the_grid(key, states):
    back, said, tried = key
    position = SAID[said][1]

    def at(deadline: datetime) -> AnswerState:
        request = RequestFact(deadline, TRIED[tried], BACK[back])
        return answer_state(AnswerFacts([position] if position else [], [request]), now=NOW)

    assert (at(LATER), at(NOW), at(EARLIER)) == (states[0], states[1], states[1])


attempts = st.lists(
    st.builds(AttemptFact, st.sampled_from(Channel), st.sampled_from(Reached), st.sampled_from(Outcome)), max_size=4
)
silent_requests = st.builds(RequestFact, st.sampled_from([EARLIER, NOW, LATER]), attempts, st.just([]))


@given(st.lists(silent_requests, max_size=3))
def test_silence_is_never_declined_nor_answered(requests):
    state = answer_state(AnswerFacts((), requests), now=NOW)

    assert state in {AnswerState.NOT_ASKED, AnswerState.NOT_REACHED, AnswerState.NO_REPLY, AnswerState.ASKED}


@given(st.lists(silent_requests, min_size=1, max_size=3))
def test_what_never_went_through_is_never_no_reply(requests):
    unreached = [request for request in requests if not went_through(request.attempts)]

    assert len(unreached) < len(requests) or answer_state(AnswerFacts((), requests), now=NOW) == AnswerState.NOT_REACHED


def test_the_order_runs_from_worst_to_best():
    assert [state.value for state in sorted(AnswerState, key=RANK.__getitem__)] == [
        "not_asked",
        "not_reached",
        "no_reply",
        "asked",
        "partly",
        "declined",
        "answered",
    ]


def test_worst_and_best_do_not_depend_on_order():
    for states in permutations([AnswerState.DECLINED, AnswerState.NOT_REACHED, AnswerState.ANSWERED]):
        assert worst(states) == AnswerState.NOT_REACHED
        assert best(states) == AnswerState.ANSWERED


def test_nothing_owed_has_no_state():
    assert worst([]) is None
