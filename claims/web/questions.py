"""The points in dispute within an incident: raised, reworded, put in order."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.questions import order_questions, raise_question, reword_question
from claims.models import Incident, Question
from claims.web.form_door import FormDoor
from claims.web.forms.questions import OrderForm, QuestionForm
from claims.web.incidents import crumbs_of


class QuestionDoor(FormDoor):
    """Back to the matrix, whichever way it ends."""

    incident: Incident

    def back_url(self) -> str:
        return reverse("incident", args=[self.incident.reference]) + "#matrix"

    def context(self) -> dict[str, Any]:
        return {"crumbs": crumbs_of(self.incident)}


class OfIncident(QuestionDoor):
    def subject(self) -> None:
        self.incident = self.seen(Incident, reference=self.kwargs["reference"])


class QuestionRaise(OfIncident):
    form_class = QuestionForm
    heading = _("Raise a question")
    submit_label = _("Raise the question")
    done_message = _("The question is raised.")

    def act(self, form: QuestionForm) -> Question:
        return raise_question(incident=self.incident, by=self.actor, at=self.now, **form.kwargs())


class QuestionReword(QuestionDoor):
    form_class = QuestionForm
    heading = _("Reword the question")

    def subject(self) -> None:
        self.question = self.seen(Question.objects.select_related("incident"), pk=self.kwargs["pk"])
        self.incident = self.question.incident

    def initial(self) -> dict[str, Any]:
        return {"text": self.question.text, "kind": self.question.kind}

    def act(self, form: QuestionForm) -> Question:
        return reword_question(question=self.question, by=self.actor, at=self.now, **form.kwargs())


class QuestionsOrder(OfIncident):
    form_class = OrderForm
    heading = _("Put the questions in order")
    done_message = _("The questions are in their new order.")

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "questions": self.incident.questions.all()}

    def act(self, form: OrderForm) -> list[Question]:
        return order_questions(incident=self.incident, questions=form.ordered(), by=self.actor, at=self.now)


urlpatterns = [
    path("incidents/<str:reference>/questions/new/", QuestionRaise.as_view(), name="question-raise"),
    path("incidents/<str:reference>/questions/order/", QuestionsOrder.as_view(), name="questions-order"),
    path("questions/<int:pk>/", QuestionReword.as_view(), name="question-reword"),
]
