"""Which kind of reply answers allegations, and whose reply it can be."""

import pytest

from claims.errors import RuleBroken
from claims.rules.replies import check_answers, check_asked, check_speaks_for
from claims.vocabulary import ReplyKind

# kind: (refused without an answer, refused with one)
TABLE = {
    ReplyKind.STATEMENT: (None, None),
    ReplyKind.DENIAL: ("reply_answers_nothing", None),
    ReplyKind.PARTIAL: ("reply_answers_nothing", None),
    ReplyKind.ASKS_FOR_TIME: (None, "reply_cannot_answer"),
    ReplyKind.DECLINES: (None, "reply_cannot_answer"),
    ReplyKind.REFERS_ELSEWHERE: (None, "reply_cannot_answer"),
}


def test_every_kind_of_reply_has_its_rule():
    assert set(TABLE) == set(ReplyKind)


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("kind", list(ReplyKind))
def test_a_kind_of_reply_answers_or_does_not(kind, count):
    code = TABLE[kind][1 if count else 0]
    if code is None:
        check_answers(kind, count)
        return
    with pytest.raises(RuleBroken) as refusal:
        check_answers(kind, count)
    assert (refusal.value.code, refusal.value.field) == (code, "answers")
    assert str(kind.label) in str(refusal.value)


def test_a_reply_answers_only_what_was_asked():
    check_asked(1, {1, 2}, field="allegation")
    with pytest.raises(RuleBroken, match="Record what was said as an utterance"):
        check_asked(3, {1, 2}, field="allegation")


def test_only_those_who_may_answer_reply():
    check_speaks_for(1, {1, 2}, name="Ministry")
    with pytest.raises(RuleBroken, match="“Town council” was not asked"):
        check_speaks_for(3, {1, 2}, name="Town council")
