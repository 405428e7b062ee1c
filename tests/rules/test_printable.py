"""On what "has yet to comment" can rest."""

from datetime import timedelta

import pytest

from claims.rules.printable import YetToComment, yet_to_comment
from claims.vocabulary import AnswerState
from tests.factories import NOW

HOLDS = timedelta(hours=48)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("reported", "looked", "rests_on"),
    [
        (False, [], YetToComment.NOT_KNOWN),
        (True, [], YetToComment.REPORTED),
        (True, [NOW - DAY], YetToComment.REPORTED),
        (False, [NOW - DAY], YetToComment.CHECKED),
        (False, [NOW - HOLDS], YetToComment.CHECKED),
        (False, [NOW - HOLDS - timedelta(seconds=1)], YetToComment.NOT_KNOWN),
        (False, [NOW - 9 * DAY, NOW - DAY], YetToComment.CHECKED),
    ],
)
@pytest.mark.parametrize(
    "state", [AnswerState.NOT_ASKED, AnswerState.NOT_REACHED, AnswerState.NO_REPLY, AnswerState.ASKED]
)
def test_a_party_that_has_not_spoken_is_yet_to_comment_only_where_somebody_looked(state, reported, looked, rests_on):
    assert yet_to_comment(state, reported=reported, looked=looked, holds=HOLDS, now=NOW) == rests_on


@pytest.mark.parametrize("state", [AnswerState.ANSWERED, AnswerState.PARTLY, AnswerState.DECLINED])
def test_who_has_spoken_is_not_yet_to_comment(state):
    assert yet_to_comment(state, reported=True, looked=[NOW], holds=HOLDS, now=NOW) is None
