"""Claims that say nearly the same as a text."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.fields import Words
from claims.api.query import Nothing
from claims.api.shapes._base import Shape
from claims.api.shapes.brief import IncidentBriefShape, PartyBriefShape
from claims.models import Claim
from claims.models.matrix import claimants_of


class SimilarTo(Nothing):
    text = Words(
        required=False, longest=1000, help_text="What is about to be claimed; below 12 characters nothing resembles it."
    )


class SimilarClaimShape(Shape):
    incident = IncidentBriefShape()
    claimants = serializers.SerializerMethodField(help_text="Empty: unattributed.")
    likeness = serializers.FloatField(help_text="From 0 to 2, by trigrams and full text; for the order alone.")

    class Meta:
        model = Claim
        fields = ("id", "text", "claimants", "incident", "stance", "status", "standing", "likeness")

    @extend_schema_field(PartyBriefShape(many=True))
    def get_claimants(self, claim: Claim) -> Any:
        return PartyBriefShape(claimants_of(claim), many=True).data


class SimilarClaimsShape(serializers.Serializer):
    """The most alike first."""

    results = SimilarClaimShape(many=True)
