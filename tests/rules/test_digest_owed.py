"""What is told of a party that was asked and has not answered."""

from datetime import timedelta

import pytest

from claims.rules.digest_owed import AskedFact, awaited, is_unanswered
from claims.rules.flags import TimedAttempt
from claims.vocabulary import AnswerState, Channel, Outcome, Reached
from tests.factories import NOW

S, DAY = AnswerState, timedelta(days=1)


def attempt(channel=Channel.EMAIL, outcome=Outcome.DELIVERED, at=NOW):
    return TimedAttempt(channel, Reached.OFFICE, outcome, at)


FIRST = AskedFact(1, NOW, NOW + DAY, [attempt()])
SECOND = AskedFact(2, NOW + DAY, NOW + 3 * DAY, [attempt(Channel.PHONE, at=NOW + DAY)])
BOUNCED = AskedFact(3, NOW, NOW + 2 * DAY, [attempt(outcome=Outcome.BOUNCED, at=NOW + timedelta(hours=1))])


@pytest.mark.parametrize(
    ("states", "asked", "request_id", "since"),
    [
        ([S.NO_REPLY], [SECOND, FIRST], 1, FIRST.deadline),
        ([S.NO_REPLY, S.ASKED], [FIRST, SECOND], 1, FIRST.deadline),
        ([S.NO_REPLY], [BOUNCED, SECOND], 2, SECOND.deadline),
        ([S.ASKED], [FIRST, SECOND], 2, FIRST.sent_at),
        ([S.NOT_REACHED], [BOUNCED], 3, NOW + timedelta(hours=1)),
    ],
)
def test_the_worst_state_is_told_since_it_began(states, asked, request_id, since):
    told = awaited(states, asked)
    worst = states[0]
    assert (told.state, told.request, told.facts["since"]) == (worst, request_id, since.isoformat())


def test_every_try_counts_whichever_request_it_belongs_to():
    facts = awaited([S.NO_REPLY], [SECOND, FIRST]).facts
    assert (facts["attempts"], facts["channels"], facts["went_through"]) == (2, ["email", "phone"], True)
    assert not awaited([S.NOT_REACHED], [BOUNCED]).facts["went_through"]


@pytest.mark.parametrize("state", [S.NOT_ASKED, S.PARTLY, S.DECLINED, S.ANSWERED])
def test_of_who_was_not_asked_or_answered_or_declined_nothing_is_told(state):
    assert awaited([state], [FIRST]) is None
    assert is_unanswered(state) is (state == S.NOT_ASKED)
