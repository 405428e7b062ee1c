"""Rules of replies: which kind answers allegations, and whose reply it can be."""

from collections.abc import Set as AbstractSet

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import ReplyKind

MUST_ANSWER = frozenset({ReplyKind.DENIAL, ReplyKind.PARTIAL})
CANNOT_ANSWER = frozenset({ReplyKind.ASKS_FOR_TIME, ReplyKind.DECLINES, ReplyKind.REFERS_ELSEWHERE})


def check_answers(kind: ReplyKind, count: int) -> None:
    """A denial or partial answer says to which allegations; who declines, asks for time or refers on answers none."""
    if kind in MUST_ANSWER and not count:
        raise RuleBroken(
            "reply_answers_nothing",
            _("“%(kind)s”: say which allegation it answers, and how."),
            field="answers",
            kind=kind.label,
        )
    if kind in CANNOT_ANSWER and count:
        raise RuleBroken(
            "reply_cannot_answer",
            _("“%(kind)s” answers no allegation; leave the answers out, or choose another kind of reply."),
            field="answers",
            kind=kind.label,
        )


def check_asked(allegation: int, asked: AbstractSet[int], *, field: str) -> None:
    """A reply answers what the request asked; an answer to anything else is an utterance of its own."""
    if allegation not in asked:
        raise RuleBroken(
            "allegation_not_asked",
            _("The request did not put this allegation to the party. Record what was said as an utterance."),
            field=field,
        )


def check_speaks_for(party: int, may_speak: AbstractSet[int], *, name: str) -> None:
    """Only the party asked, an accused, or one that answers for the accused replies."""
    if party not in may_speak:
        raise RuleBroken(
            "not_theirs_to_answer",
            _("“%(party)s” was not asked, is not accused here and is not recorded as answering for the accused."),
            field="speaks_for",
            party=name,
        )
