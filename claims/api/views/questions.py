"""Questions."""

from typing import Any

from claims.actions.questions import order_questions, raise_question, reword_question
from claims.api.doors import Door
from claims.api.filters.question import QuestionFilters, QuestionsOfIncident
from claims.api.methods import lists, reads, writes
from claims.api.shapes.question import (
    OrderedQuestionsShape,
    QuestionInput,
    QuestionOrderInput,
    QuestionRevision,
    QuestionShape,
)
from claims.models import Incident, Question
from claims.rules.roles import May


class QuestionsView(Door):
    @lists(QuestionShape, filters=QuestionFilters)
    def get(self, rows: Any) -> Any:
        """Questions of all incidents, the newest first."""
        return rows


class QuestionView(Door):
    of = Question

    @reads(QuestionShape)
    def get(self, question: Question) -> Any:
        """One question."""
        return question

    @writes(QuestionRevision, QuestionShape, needs=May.RECORD)
    def patch(self, given: dict[str, Any], question: Question) -> Any:
        """Put it in other words; its claims stay with it."""
        return reword_question(question=question, **given, **self.signed)


class IncidentQuestionsView(Door):
    of = Incident

    @lists(QuestionShape, filters=QuestionsOfIncident, sort="position")
    def get(self, rows: Any, incident: Incident) -> Any:
        """The incident's questions in their order."""
        return rows.filter(incident=incident)

    @writes(QuestionInput, QuestionShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Add a point in dispute."""
        return raise_question(incident=incident, **given, **self.signed)


class QuestionOrderView(Door):
    of = Incident

    @writes(QuestionOrderInput, OrderedQuestionsShape, needs=May.RECORD)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Put the incident's questions, all of them, in this order."""
        ordered = order_questions(incident=incident, **given, **self.signed)
        return {"questions": QuestionShape.shown(ordered, self.context)}
