"""What may be typed about the points in dispute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Question
from claims.vocabulary import QuestionKind
from claims.web.forms._base import FactForm, choice_field, text_field

POSITION = "position_"


class QuestionForm(FactForm):
    text = text_field(
        Question, "text", label=_("Question"), help_text=_("One point in dispute, such as: How many were killed?")
    )
    kind = choice_field(QuestionKind, label=_("It asks"))


class OrderForm(FactForm):
    """A number for each question; the order of the numbers is the order wanted."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for place, question in enumerate(self.questions, start=1):
            self.fields[f"{POSITION}{question.pk}"] = forms.IntegerField(
                label=question.text, initial=place, min_value=1, max_value=999
            )

    def ordered(self) -> list[Question]:
        """The questions by their numbers; equal numbers keep the present order."""
        return sorted(self.questions, key=lambda question: self.cleaned_data[f"{POSITION}{question.pk}"])
