"""Claims with their figures, allegations and answers: as rows of an utterance's form, and one to be revised."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.drafts import ClaimDraft
from claims.models import Claim, Question
from claims.vocabulary import Certainty, ClaimKind, QuestionKind, Stance
from claims.web.forms._base import VersionedForm, choice_field, text_field
from claims.web.forms._named import RowField
from claims.web.forms._parts import PartForm
from claims.web.forms._rows import Rows
from claims.web.forms.allegations import AllegationForm, Allegations, AnswerForm, Answers
from claims.web.forms.figures import FigureForm, Figures

PARTS = ("figures", "allegations", "answers")


def asks_for_similar(claim: Claim | None) -> dict[str, str]:
    """Has this been claimed before? What makes an input ask while one types; the answer stands in the next `.similar`.

    A claim that is being revised is not held against itself.
    """
    but = f"?but={claim.pk}" if claim else ""
    return {
        "data-hx-get": reverse("claims-similar") + but,
        "data-hx-trigger": "input changed delay:400ms",
        "data-hx-target": "next .similar",
        "data-hx-swap": "innerHTML",
        "data-hx-sync": "this:replace",
    }


class ClaimForm(PartForm):
    text = text_field(
        Claim,
        "text",
        label=_("What is claimed"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One thing that could be separately true, in plain words."),
    )
    question = RowField(label=_("Answers the question"))
    question_text = text_field(Question, "text", required=False, label=_("or a new question"))
    question_kind = choice_field(QuestionKind, empty=_("— not new —"), label=_("Kind of the new question"))
    stance = choice_field(Stance, label=_("Stance"), initial=Stance.ASSERTS)
    certainty = choice_field(Certainty, label=_("Certainty"), initial=Certainty.FLAT)
    hedge = text_field(Claim, "hedge", label=_("Hedge, verbatim"))
    kind = choice_field(ClaimKind, label=_("Kind"), initial=ClaimKind.FACT)

    part_classes = {"figures": Figures, "allegations": Allegations, "answers": Answers}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= asks_for_similar(self.known.claim)
        field = self.fields["question"]
        if isinstance(field, RowField):
            field.offer_rows(self.known.questions)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text, kind = cleaned.pop("question_text", ""), cleaned.pop("question_kind", "")
        if text and cleaned.get("question"):
            self.add_error("question_text", ValidationError(gettext("Choose a question or write a new one, not both.")))
        elif text:
            cleaned["question"] = Question(incident=self.known.incident, text=text, kind=kind)
        return cleaned

    def drafts(self, part: str) -> list[Any]:
        """The rows of one part, as the action takes them."""
        return [row.draft() for row in self.parts[part].kept]

    def draft(self) -> ClaimDraft:
        incident = self.known.incident
        if incident is None:
            raise TypeError("a claim is recorded within an incident")
        parts: dict[str, Any] = {part: self.drafts(part) for part in PARTS}
        return ClaimDraft(incident=incident, **self.kwargs(), **parts)


class Claims(Rows):
    form_class = ClaimForm
    least = 1
    most = 30


class ClaimRevisionForm(ClaimForm, VersionedForm):
    """One claim as it stands. Dropped figures, allegations and answers are withdrawn, not deleted."""

    def kwargs(self) -> dict[str, Any]:
        """What was touched, the parts as they are now to be, and `version`."""
        given = super().kwargs()
        if "question_text" in self.touched() and self.cleaned_data["question"]:
            given["question"] = self.cleaned_data["question"]
        return {**given, **{part: self.drafts(part) for part in PARTS}}

    @classmethod
    def shows(cls, claim: Claim) -> dict[str, Any]:
        """What the form shows of a claim (with its current parts)."""
        return {
            **cls.initial_of(claim),
            "figures": [FigureForm.shows(row) for row in _with(claim.figures.current(), "side")],
            "allegations": [AllegationForm.shows(row) for row in _with(claim.allegations.current(), "accused")],
            "answers": [AnswerForm.shows(row) for row in claim.answers.current().order_by("pk")],
        }


def _with(rows: Any, party: str) -> Any:
    return rows.select_related(party).order_by("pk")
