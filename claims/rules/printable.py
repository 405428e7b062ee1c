"""What may be printed about a party that has not answered.

“Has yet to comment” needs somebody who looked: a source that reports it (and is named with it), or a check of the
party's own channels that found nothing and is not too old. Without either nobody knows, and our copy says nothing.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from claims.vocabulary import AnswerState

SPOKEN = frozenset({AnswerState.ANSWERED, AnswerState.PARTLY, AnswerState.DECLINED})


class YetToComment(StrEnum):
    REPORTED = "reported"
    CHECKED = "checked"
    NOT_KNOWN = "not_known"


def yet_to_comment(
    state: AnswerState, *, reported: bool, looked: Iterable[datetime], holds: timedelta, now: datetime
) -> YetToComment | None:
    """On what “has yet to comment” can rest; None for a party that has answered the allegation, or declined to.

    `looked` are the checks of its channels that found nothing; `holds` is how long one is good for.
    """
    if state in SPOKEN:
        return None
    if reported:
        return YetToComment.REPORTED
    fresh = any(now - holds <= at <= now for at in looked)
    return YetToComment.CHECKED if fresh else YetToComment.NOT_KNOWN
