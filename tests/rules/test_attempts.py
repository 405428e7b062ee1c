"""The usual tries, and which of them is proposed."""

import pytest

from claims.errors import RuleBroken
from claims.rules.attempts import QUICK, Quick, Tried, proposed
from claims.vocabulary import Channel, Outcome, Reached

SENT = (Channel.EMAIL, Outcome.SENT)


@pytest.mark.parametrize(
    ("tried", "quick"),
    [
        ([], Quick.CALLED_VOICEMAIL),
        ([SENT], Quick.CALLED_VOICEMAIL),  # it was only written to: the next try is a call
        ([SENT, (Channel.PHONE, Outcome.NO_ANSWER), SENT], Quick.CALLED_VOICEMAIL),
        ([(Channel.PHONE, Outcome.DELIVERED), (Channel.EMAIL, Outcome.BOUNCED)], Quick.MAILED_AGAIN),
        ([(Channel.MESSAGING, Outcome.DELIVERED)], Quick.MESSAGED),
        ([(Channel.IN_PERSON, Outcome.REFUSED)], Quick.CALLED_VOICEMAIL),
    ],
)
def test_what_was_tried_last_is_proposed(tried, quick):
    assert proposed(tried) == quick


def test_every_usual_try_is_one_that_can_be():
    assert set(QUICK) == set(Quick)
    with pytest.raises(RuleBroken):
        Tried(Channel.PHONE, Reached.OFFICE, Outcome.BOUNCED)
