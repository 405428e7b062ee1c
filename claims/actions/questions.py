"""What can be done to the questions of an incident."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change, record_changes
from claims.actions._fields import checked
from claims.actions._rows import lock
from claims.models import Incident, Question
from claims.rules.actor import Actor
from claims.rules.questions import check_new_text, check_whole_order
from claims.rules.roles import May, require
from claims.vocabulary import QuestionKind, Verb


@transaction.atomic
def raise_question(*, incident: Incident, kind: QuestionKind, text: str, by: Actor, at: datetime) -> Question:
    """Add a point in dispute, after those there are."""
    require(by, May.RECORD)
    incident = lock(incident, by)
    values = checked(Question, {"kind": kind, "text": text}, now=at)
    raised = list(Question.objects.filter(incident=incident))
    check_new_text(values["text"], [question.text for question in raised])
    question = Question(
        newsroom_id=by.newsroom_id,
        incident=incident,
        position=max((question.position for question in raised), default=0) + 1,
        **values,
    )
    question.save(force_insert=True)
    record_change(Verb.QUESTION_RAISED, question, by=by, at=at)
    return question


@transaction.atomic
def reword_question(
    *, question: Question, text: str, kind: QuestionKind | None = None, by: Actor, at: datetime
) -> Question:
    """Put the question in other words; its claims stay with it."""
    require(by, May.RECORD)
    lock(question.incident, by)
    question = lock(question, by)
    values = checked(Question, {"text": text, "kind": kind or question.kind}, now=at)
    if values == {"text": question.text, "kind": question.kind}:
        return question
    others = Question.objects.filter(incident=question.incident_id).exclude(pk=question.pk)
    check_new_text(values["text"], others.values_list("text", flat=True))
    question.text, question.kind = values["text"], values["kind"]
    question.save(update_fields=["text", "kind"])
    record_change(Verb.QUESTION_REWORDED, question, by=by, at=at)
    return question


@transaction.atomic
def order_questions(*, incident: Incident, questions: Sequence[Question], by: Actor, at: datetime) -> list[Question]:
    """Put the incident's questions, all of them, in this order."""
    require(by, May.RECORD)
    incident = lock(incident, by)
    raised = {question.pk: question for question in Question.objects.filter(incident=incident)}
    check_whole_order([question.pk for question in questions], set(raised))
    ordered = [raised[question.pk] for question in questions]
    moved = [question for position, question in enumerate(ordered, start=1) if question.position != position]
    for position, question in enumerate(ordered, start=1):
        question.position = position
    Question.objects.bulk_update(moved, ["position"])
    record_changes(Verb.QUESTION_MOVED, moved, by=by, at=at)
    return ordered
