"""The claim matrix, the claimed ranges and the answers owed: what an incident comes to."""

from typing import Any

from django.db.models import prefetch_related_objects
from rest_framework import serializers

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
from claims.models import Claim, ReportedSilence
from claims.models.answering import OwedAnswer
from claims.models.claim import assessed
from claims.models.matrix import Cell, Matrix, MatrixClaim
from claims.models.ranges import ClaimedRange
from claims.vocabulary import AnswerState


class MatrixClaimShape(Shape):
    figures = FigureShape(many=True)
    sign_off = SigningShape()
    attested_by = serializers.IntegerField()
    supported_by = serializers.IntegerField()

    class Meta:
        model = Claim
        fields = ("id", "stance", "certainty", "text", "figures", "status", "sign_off", "attested_by", "supported_by")


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


class MatrixShape(serializers.Serializer):
    """Questions × parties. Cells with nothing in them are left out."""

    incident = IncidentBriefShape()
    questions = QuestionBriefShape(many=True)
    parties = PartyBriefShape(many=True)
    cells = CellShape(many=True)


class RangeEndShape(serializers.Serializer):
    """Null bound: open."""

    bound = serializers.IntegerField(allow_null=True)
    figures = serializers.ListField(child=serializers.IntegerField(), help_text="Ids of the figures that give it.")
    parties = PartyBriefShape(many=True)


class RangeShape(serializers.Serializer):
    """*Claimed*, not established. Figures for a part, and words, stand apart."""

    metric = serializers.CharField()
    metric_label = serializers.CharField()
    population = serializers.CharField()
    population_label = serializers.CharField()
    side = PartyBriefShape(allow_null=True)
    lowest = RangeEndShape()
    highest = RangeEndShape()
    wholes = FigureShape(many=True)
    apart = FigureShape(many=True)


class RangesShape(serializers.Serializer):
    ranges = RangeShape(many=True)


class OwedAnswerShape(serializers.Serializer):
    """One allegation and one party that it is for to answer."""

    allegation = AllegationOfClaimShape()
    party = PartyBriefShape()
    state = serializers.ChoiceField(choices=AnswerState.choices)
    owed = serializers.BooleanField()
    waived = serializers.BooleanField()
    spoke_elsewhere = serializers.BooleanField(help_text="The party has spoken on the incident, but not on this.")
    comment_requests = serializers.ListField(child=serializers.IntegerField())


class OwedAnswersShape(serializers.Serializer):
    owed_answers = OwedAnswerShape(many=True)


def matrix_data(matrix: Matrix) -> dict[str, Any]:
    """The matrix as it is sent; one query more, for the sides of all figures."""
    shown = {id(each): each for cell in matrix.cells for each in cell.claims}
    prefetch_related_objects([figure for each in shown.values() for figure in each.figures], "side")
    claims = {key: _claim_data(each) for key, each in shown.items()}
    return {
        "incident": IncidentBriefShape(matrix.incident).data,
        "questions": QuestionBriefShape(matrix.questions, many=True).data,
        "parties": PartyBriefShape(matrix.parties, many=True).data,
        "cells": [_cell_data(cell, claims) for cell in matrix.cells],
    }


def _claim_data(shown: MatrixClaim) -> dict[str, Any]:
    claim = shown.claim
    return {
        "id": claim.pk,
        "stance": claim.stance,
        "certainty": claim.certainty,
        "text": claim.text,
        "figures": FigureShape(shown.figures, many=True).data,
        "status": claim.status,
        "sign_off": signing_of(claim),
        "attested_by": shown.support.attested_by,
        "supported_by": shown.support.supported_by,
    }


def _cell_data(cell: Cell, claims: dict[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "question": cell.question.pk if cell.question else None,
        "party": cell.party.pk if cell.party else None,
        "claims": [claims[id(each)] for each in cell.claims],
        "answer": cell.answer,
        "reported_silences": MatrixSilenceShape(cell.silences, many=True).data,
    }


def ranges_data(ranges: list[ClaimedRange]) -> dict[str, Any]:
    """The ranges as they are sent."""
    return {
        "ranges": [
            {
                "metric": each.metric,
                "metric_label": each.metric_label,
                "population": each.population,
                "population_label": each.population_label,
                "side": PartyBriefShape(each.side).data if each.side else None,
                "lowest": _end_data(each.lowest),
                "highest": _end_data(each.highest),
                "wholes": FigureShape(each.wholes, many=True).data,
                "apart": FigureShape(each.apart, many=True).data,
            }
            for each in ranges
        ]
    }


def _end_data(end: Any) -> dict[str, Any]:
    return {
        "bound": end.bound,
        "figures": [figure.pk for figure in end.figures],
        "parties": PartyBriefShape(end.parties, many=True).data,
    }


def owed_data(owed: list[OwedAnswer]) -> dict[str, Any]:
    """The answers owed as they are sent; one query more, for what was signed."""
    prefetch_related_objects([each.allegation for each in owed], assessed("claim__"))
    return {
        "owed_answers": [
            {
                "allegation": AllegationOfClaimShape(each.allegation).data,
                "party": PartyBriefShape(each.party).data,
                "state": each.state,
                "owed": each.owed,
                "waived": each.waived,
                "spoke_elsewhere": each.spoke_elsewhere,
                "comment_requests": list(each.request_ids),
            }
            for each in owed
        ]
    }
