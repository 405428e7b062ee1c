"""Allegations and the answers to them."""

from typing import Any

from claims.actions.drafts import AllegationDraft, AnswerDraft
from claims.api.columns import column
from claims.api.fields import Ref, Whole
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ClaimBriefShape, PartyBriefShape
from claims.models import Allegation, Answer, Party


class AllegationInput(Input):
    accused = Ref(Party)
    role = column(Allegation, "role", required=True)
    role_label = column(Allegation, "role_label")
    for_publication = column(Allegation, "for_publication")


class AllegationRevision(AllegationInput):
    id = Whole(required=False, help_text="The allegation this revises; without it, a new one.")


class AnswerInput(Input):
    allegation = Ref(Allegation)
    position = column(Answer, "position", required=True)


class AllegationShape(Shape):
    accused = PartyBriefShape()

    class Meta:
        model = Allegation
        fields = ("id", "accused", "role", "role_label", "for_publication", "at")


class AllegationOfClaimShape(AllegationShape):
    """An allegation away from its claim, which it therefore names."""

    claim = ClaimBriefShape()

    class Meta:
        model = Allegation
        fields = ("id", "claim", "accused", "role", "role_label", "for_publication", "at", "withdrawn_at")


class AnswerShape(Shape):
    class Meta:
        model = Answer
        fields = ("id", "allegation", "position", "at")


def allegation_drafts(given: list[dict[str, Any]]) -> list[AllegationDraft]:
    """The allegations of an input as the action takes them."""
    return [AllegationDraft(**each) for each in given]


def answer_drafts(given: list[dict[str, Any]]) -> list[AnswerDraft]:
    """The answers of an input as the action takes them."""
    return [AnswerDraft(**each) for each in given]
