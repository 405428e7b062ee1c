"""The points in dispute, raised, reworded and put in order in a browser."""

import pytest
from django.urls import reverse

from claims.actions.questions import raise_question
from claims.models import Question
from claims.vocabulary import QuestionKind
from tests.web.conftest import Browser
from tests.web.pages import read

pytestmark = pytest.mark.django_db


def test_a_question_is_raised_and_stands_in_the_matrix(as_reporter: Browser, incident, a_claim):
    page = read(as_reporter, reverse("question-raise", args=[incident.reference]))
    page.press(text="Who operated the drone?", kind="responsibility").follow()

    assert Question.objects.filter(incident=incident, text="Who operated the drone?").exists()


@pytest.mark.parametrize(
    "typed", [{"text": ""}, {"text": "x" * 301}, {"text": "<b>Who?</b>"}, {"text": "HOW MANY WERE KILLED?"}]
)
def test_a_bad_question_is_refused_and_leaves_no_trace(as_reporter: Browser, incident, question, snapshot, typed):
    before = snapshot()
    page = read(as_reporter, reverse("question-raise", args=[incident.reference])).press(kind="count", **typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before


def test_a_question_is_reworded(as_reporter: Browser, question):
    page = read(as_reporter, reverse("question-reword", args=[question.pk]))
    assert page.fields["text"] == "How many were killed?"
    page.press(text="How many people died?").follow()

    assert Question.objects.get().text == "How many people died?"


def test_questions_are_put_in_order_by_numbers(as_reporter: Browser, incident, question, reporter, now):
    second = raise_question(incident=incident, kind=QuestionKind.PLACE, text="Where?", by=reporter, at=now)
    page = read(as_reporter, reverse("questions-order", args=[incident.reference]))
    page.press(**{f"position_{question.pk}": "5", f"position_{second.pk}": "2"}).follow()

    assert list(Question.objects.order_by("position")) == [second, question]


def test_another_newsrooms_question_is_404(as_stranger: Browser, question):
    assert as_stranger.get(reverse("question-reword", args=[question.pk])).status_code == 404
