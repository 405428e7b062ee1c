"""Questions: raised, reworded, put in order."""

import pytest

from claims.actions.incidents import open_incident, restrict_incident
from claims.actions.questions import order_questions, raise_question, reword_question
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Question
from claims.vocabulary import QuestionKind, Verb


@pytest.fixture
def questions(incident, reporter, now):
    texts = ("How many were killed?", "Who carried it out?", "What was hit?")
    return [
        raise_question(incident=incident, kind=QuestionKind.OTHER, text=text, by=reporter, at=now) for text in texts
    ]


def test_questions_stand_in_the_order_in_which_they_were_raised(incident, questions):
    assert [(question.text, question.position) for question in incident.questions.all()] == [
        ("How many were killed?", 1),
        ("Who carried it out?", 2),
        ("What was hit?", 3),
    ]
    change = Change.objects.about(questions[1]).get()
    assert (change.verb, change.incident_id, change.after["position"]) == (Verb.QUESTION_RAISED, incident.pk, 2)


BAD = [
    ({"text": ""}, "required", "text"),
    ({"text": "x" * 301}, "too_long", "text"),
    ({"text": "a\x00b"}, "control_character", "text"),
    ({"text": "<a href=x>Who?</a>"}, "markup", "text"),
    ({"text": "Who\u202e?"}, "reordering_character", "text"),
    ({"kind": "riddle"}, "unknown_choice", "kind"),
    ({"text": "how many WERE killed?"}, "question_already_raised", "text"),
]


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_raise_question_refused_leaves_no_trace(incident, questions, reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        raise_question(
            **{"incident": incident, "kind": QuestionKind.COUNT, "text": "New?", **fields}, by=reporter, at=now
        )
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_reword_question_refused_leaves_no_trace(questions, reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        reword_question(**{"question": questions[2], "text": "New?", **fields}, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_a_question_is_reworded_and_keeps_its_place(questions, reporter, now):
    reworded = reword_question(question=questions[1], text="Who did it?", by=reporter, at=now)
    assert (reworded.text, reworded.kind, reworded.position) == ("Who did it?", QuestionKind.OTHER, 2)
    assert Change.objects.about(reworded).newest_first().first().verb == Verb.QUESTION_REWORDED
    assert reword_question(question=questions[1], text="WHO did it?", by=reporter, at=now).text == "WHO did it?"


def test_rewording_to_the_same_words_leaves_no_trace(questions, reporter, now, snapshot):
    before = snapshot()
    reword_question(question=questions[1], text="Who carried it out?", kind=QuestionKind.OTHER, by=reporter, at=now)
    assert snapshot() == before


def test_questions_are_put_in_a_new_order_and_only_those_that_moved_are_recorded(incident, questions, reporter, now):
    first, second, third = questions
    order_questions(incident=incident, questions=[first, third, second], by=reporter, at=now)
    assert list(incident.questions.all()) == [first, third, second]
    moved = Change.objects.filter(verb=Verb.QUESTION_MOVED).order_by("subject_id")
    assert [(change.subject_id, change.after["position"]) for change in moved] == [(second.pk, 3), (third.pk, 2)]


def test_the_order_they_have_already_leaves_no_trace(incident, questions, reporter, now, snapshot):
    before = snapshot()
    order_questions(incident=incident, questions=questions, by=reporter, at=now)
    assert snapshot() == before


def test_an_order_that_is_not_exactly_the_incident_s_questions_is_refused_and_leaves_no_trace(
    incident, questions, reporter, now, snapshot
):
    other = open_incident(title="Another", by=reporter, at=now)
    foreign = raise_question(incident=other, kind=QuestionKind.FACT, text="Whose?", by=reporter, at=now)
    first, second, third = questions
    before = snapshot()
    for order in (
        [],
        [first, second],
        [first, second, second],
        [first, second, third, third],
        [first, second, foreign],
    ):
        with pytest.raises(RuleBroken) as refusal:
            order_questions(incident=incident, questions=order, by=reporter, at=now)
        assert (refusal.value.code, refusal.value.field) == ("order_not_whole", "questions")
    assert snapshot() == before


def test_a_viewer_cannot_touch_questions_and_leaves_no_trace(incident, questions, viewer, now, snapshot):
    before = snapshot()
    for write in (
        lambda: raise_question(incident=incident, kind=QuestionKind.FACT, text="New?", by=viewer, at=now),
        lambda: reword_question(question=questions[0], text="New?", by=viewer, at=now),
        lambda: order_questions(incident=incident, questions=questions, by=viewer, at=now),
    ):
        with pytest.raises(NotPermitted):
            write()
    assert snapshot() == before


def test_for_strangers_and_the_unnamed_a_hidden_question_does_not_exist(
    incident, questions, editor, reporter, stranger, now, snapshot
):
    restrict_incident(incident=incident, by=editor, at=now)
    before = snapshot()
    for actor in (stranger, reporter):
        for write in (
            lambda by: raise_question(incident=incident, kind=QuestionKind.FACT, text="New?", by=by, at=now),
            lambda by: reword_question(question=questions[0], text="New?", by=by, at=now),
            lambda by: order_questions(incident=incident, questions=questions, by=by, at=now),
        ):
            with pytest.raises(NotVisible):
                write(actor)
    assert snapshot() == before


def test_two_orders_at_once_end_as_one_of_them(overlapping, incident, questions, reporter, editor, now):
    first, second, third = questions
    overlapping(
        lambda: order_questions(incident=incident, questions=[third, second, first], by=reporter, at=now),
        lambda: order_questions(incident=incident, questions=[second, third, first], by=editor, at=now),
    )
    assert list(incident.questions.all()) == [second, third, first]
    assert sorted(question.position for question in incident.questions.all()) == [1, 2, 3]


def test_a_question_raised_while_another_orders_them_gets_a_place_of_its_own(
    overlapping, incident, questions, reporter, editor, now
):
    _ordered, raised = overlapping(
        lambda: order_questions(incident=incident, questions=questions[::-1], by=reporter, at=now),
        lambda: raise_question(incident=incident, kind=QuestionKind.FACT, text="When?", by=editor, at=now),
    )
    assert raised.position == 4
    assert Question.objects.filter(incident=incident).count() == 4


def test_the_same_question_raised_twice_at_once_stands_once(overlapping, incident, reporter, editor, now):
    question = {"incident": incident, "kind": QuestionKind.FACT, "text": "When?", "at": now}
    _first, second = overlapping(
        lambda: raise_question(**question, by=reporter), lambda: raise_question(**question, by=editor)
    )
    assert isinstance(second, RuleBroken)
    assert Question.objects.count() == 1
