"""The claim matrix and the answers owed: what an incident comes to."""

from typing import Any

from django.db.models import prefetch_related_objects
from rest_framework import serializers

from claims.api.compiled.told import teller
from claims.api.shapes._base import Shape
from claims.api.shapes.allegation import AllegationOfClaimShape
from claims.api.shapes.brief import (
    IncidentBriefShape,
    PartyBriefShape,
    QuestionBriefShape,
    SigningShape,
    SourceBriefShape,
    signing_of,
)
from claims.api.shapes.figure import FigureShape
from claims.api.shapes.support import NumbersShape
from claims.models import Claim, ReportedSilence
from claims.models.answering import OwedAnswer
from claims.models.claim import assessed
from claims.models.matrix import Cell, EarlierClaim, Matrix, MatrixClaim, first_said
from claims.vocabulary import AnswerState


class MatrixClaimShape(Shape):
    figures = FigureShape(many=True)
    sign_off = SigningShape()
    attested_by = serializers.IntegerField()
    supported_by = serializers.IntegerField()
    support = NumbersShape()

    class Meta:
        model = Claim
        fields = (
            "id",
            "stance",
            "certainty",
            "text",
            "figures",
            "status",
            "sign_off",
            "attested_by",
            "supported_by",
            "support",
        )


class EarlierClaimShape(Shape):
    """What the party said before, and has since replaced or taken back."""

    figures = FigureShape(many=True)
    said_on = serializers.DateField(allow_null=True, help_text="The earliest known; null: unknown.")

    class Meta:
        model = Claim
        fields = ("id", "stance", "certainty", "text", "figures", "standing", "said_on", "recorded_at")


class MatrixSilenceShape(Shape):
    source = SourceBriefShape()
    on = serializers.DateField(source="reported_on", allow_null=True)

    class Meta:
        model = ReportedSilence
        fields = ("source", "kind", "wording", "on")


class CellShape(serializers.Serializer):
    """What one party says on one question. Null: no question, or attributed to nobody."""

    question = serializers.IntegerField(allow_null=True)
    party = serializers.IntegerField(allow_null=True)
    claims = MatrixClaimShape(many=True)
    answer = serializers.ChoiceField(choices=AnswerState.choices, allow_null=True, help_text="Null: none is owed.")
    reported_silences = MatrixSilenceShape(many=True)
    earlier = EarlierClaimShape(many=True, help_text="The earliest first.")


class MatrixShape(serializers.Serializer):
    """Questions × parties. Cells with nothing in them are left out."""

    incident = IncidentBriefShape()
    questions = QuestionBriefShape(many=True)
    parties = PartyBriefShape(many=True)
    cells = CellShape(many=True)


class OwedAnswerShape(serializers.Serializer):
    """One allegation and one party that it is for to answer."""

    allegation = AllegationOfClaimShape()
    party = PartyBriefShape()
    state = serializers.ChoiceField(choices=AnswerState.choices)
    owed = serializers.BooleanField()
    waived = serializers.BooleanField(help_text="We decided not to ask: somebody proposed it, somebody else approved.")
    waiver_waits = serializers.BooleanField(help_text="It is proposed not to ask; nobody has decided yet.")
    spoke_elsewhere = serializers.BooleanField(help_text="The party has spoken on the incident, but not on this.")
    comment_requests = serializers.ListField(child=serializers.IntegerField())


class IncidentOwedAnswersShape(serializers.Serializer):
    owed_answers = OwedAnswerShape(many=True)


def matrix_data(matrix: Matrix) -> dict[str, Any]:
    """The matrix as it is sent; one query more, for the sides of all figures."""
    shown = {id(each): each for cell in matrix.cells for each in cell.claims}
    before = [each for cell in matrix.cells for each in cell.earlier]
    figures = [figure for each in shown.values() for figure in each.figures]
    figures += [figure for each in before for figure in each.figures]
    prefetch_related_objects(figures, "side")
    claims = {key: _claim_data(each) for key, each in shown.items()}
    return {
        "incident": teller(IncidentBriefShape)(matrix.incident),
        "questions": list(map(teller(QuestionBriefShape), matrix.questions)),
        "parties": list(map(teller(PartyBriefShape), matrix.parties)),
        "cells": [_cell_data(cell, claims) for cell in matrix.cells],
    }


def _claim_data(shown: MatrixClaim) -> dict[str, Any]:
    claim = shown.claim
    return {
        "id": claim.pk,
        "stance": claim.stance,
        "certainty": claim.certainty,
        "text": claim.text,
        "figures": list(map(teller(FigureShape), shown.figures)),
        "status": claim.status,
        "sign_off": signing_of(claim),
        "attested_by": shown.support.attested_by,
        "supported_by": shown.support.supported_by,
        "support": teller(NumbersShape)(shown.support),
    }


def _cell_data(cell: Cell, claims: dict[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "question": cell.question.pk if cell.question else None,
        "party": cell.party.pk if cell.party else None,
        "claims": [claims[id(each)] for each in cell.claims],
        "answer": cell.answer,
        "reported_silences": list(map(teller(MatrixSilenceShape), cell.silences)),
        "earlier": [_earlier_data(each) for each in cell.earlier],
    }


def _earlier_data(earlier: EarlierClaim) -> dict[str, Any]:
    claim, said = earlier.claim, first_said(earlier.claim)
    return {
        "id": claim.pk,
        "stance": claim.stance,
        "certainty": claim.certainty,
        "text": claim.text,
        "figures": list(map(teller(FigureShape), earlier.figures)),
        "standing": claim.standing,
        "said_on": said.said_on if said else None,
        "recorded_at": claim.recorded_at,
    }


def owed_data(owed: list[OwedAnswer]) -> dict[str, Any]:
    """The answers owed as they are sent; one query more, for what was signed."""
    prefetch_related_objects([each.allegation for each in owed], assessed("claim__"))
    return {
        "owed_answers": [
            {
                "allegation": teller(AllegationOfClaimShape)(each.allegation),
                "party": teller(PartyBriefShape)(each.party),
                "state": each.state,
                "owed": each.owed,
                "waived": each.waived,
                "waiver_waits": each.waiver_waits,
                "spoke_elsewhere": each.spoke_elsewhere,
                "comment_requests": list(each.request_ids),
            }
            for each in owed
        ]
    }
