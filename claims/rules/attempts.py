"""What is tried most often, each as one choice; and which of them to propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.rules.comment_requests import check_attempt
from claims.vocabulary import Channel, Outcome, Reached


class Quick(StrEnum):
    CALLED_VOICEMAIL = "called_voicemail"
    CALLED_NO_ANSWER = "called_no_answer"
    CALLED_OFFICE = "called_office"
    CALLED_SPOKESPERSON = "called_spokesperson"
    MAILED_AGAIN = "mailed_again"
    MAIL_BOUNCED = "mail_bounced"
    MESSAGED = "messaged"


@dataclass(frozen=True)
class Tried:
    """One try in full. It is made only of what a try can be."""

    channel: Channel
    reached: Reached
    outcome: Outcome

    def __post_init__(self) -> None:
        check_attempt(self.reached, self.outcome)


QUICK = {
    Quick.CALLED_VOICEMAIL: Tried(Channel.PHONE, Reached.VOICEMAIL, Outcome.MESSAGE_LEFT),
    Quick.CALLED_NO_ANSWER: Tried(Channel.PHONE, Reached.NOBODY, Outcome.NO_ANSWER),
    Quick.CALLED_OFFICE: Tried(Channel.PHONE, Reached.OFFICE, Outcome.DELIVERED),
    Quick.CALLED_SPOKESPERSON: Tried(Channel.PHONE, Reached.SPOKESPERSON, Outcome.DELIVERED),
    Quick.MAILED_AGAIN: Tried(Channel.EMAIL, Reached.OFFICE, Outcome.SENT),
    Quick.MAIL_BOUNCED: Tried(Channel.EMAIL, Reached.NOBODY, Outcome.BOUNCED),
    Quick.MESSAGED: Tried(Channel.MESSAGING, Reached.SPOKESPERSON, Outcome.DELIVERED),
}


def proposed(tried: Sequence[tuple[Channel, Outcome]]) -> Quick:
    """The first choice by the channel on which the party was last tried; a call, if it was only written to so far.

    `tried`: every try at the party, the latest last. That a request was sent is no hint: the next try is a call.
    """
    last = next((channel for channel, outcome in reversed(tried) if outcome != Outcome.SENT), Channel.PHONE)
    return next((quick for quick, each in QUICK.items() if each.channel == last), Quick.CALLED_VOICEMAIL)
