"""How claims stand to one another: relations that people see, and contradictions found for them to judge."""

from typing import Any

from django.db import models
from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Choice, Ref, Text, YesNo
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.allegation import AllegationShape
from claims.api.shapes.brief import ByField, ClaimBriefShape, PartyBriefShape
from claims.api.shapes.figure import FigureShape
from claims.models import Claim, ClaimRelation, Dismissal
from claims.models.claim import assessed
from claims.models.contradictions import Contradictions, Suggestion
from claims.rules.actor import Actor
from claims.vocabulary import AccusedRole, Discrepancy


class ClaimRelationInput(Input):
    kind = column(ClaimRelation, "kind", required=True)
    other = Ref(Claim)
    material = YesNo(required=False, allow_null=True, help_text="Of a contradiction, and of nothing else.")
    reason = Text(required=False, longest=2000, help_text="Needed for a contradiction.")


class WithdrawRelationInput(Input):
    reason = Text(longest=2000)


class DismissContradictionInput(Input):
    other = Ref(Claim)
    discrepancy = Choice(Discrepancy)
    reason = Text(longest=2000)


class ConfirmContradictionInput(Input):
    other = Ref(Claim)
    discrepancy = Choice(Discrepancy)
    material = YesNo(help_text="Whether what we print would change with it.")
    reason = Text(required=False, longest=2000)


class ClaimRelationShape(Shape):
    """Read as: `claim` KIND `other`. `discrepancy` says how a contradiction was found, "" if a person saw it."""

    claim = ClaimBriefShape()
    other = ClaimBriefShape()
    by = ByField(help_text="Null: a command.")

    class Meta:
        model = ClaimRelation
        fields = (
            "id",
            "claim",
            "kind",
            "other",
            "material",
            "discrepancy",
            "reason",
            "by",
            "related_at",
            "withdrawn_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        rows = ClaimRelation.objects.visible_to(actor).select_related("claim", "other", "by_user", "by_token")
        return rows.prefetch_related(assessed("claim__"), assessed("other__"))


class DismissalShape(Shape):
    """A contradiction that was found, and that somebody does not share. `claim` has the lower id."""

    by = ByField(help_text="Null: a command.")

    class Meta:
        model = Dismissal
        fields = ("id", "claim", "other", "discrepancy", "fingerprint", "reason", "by", "at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Dismissal.objects.visible_to(actor).select_related("by_user", "by_token")


class FigurePairShape(serializers.Serializer):
    """A figure of the claim and one of the other."""

    claim = FigureShape()
    other = FigureShape()


class BlameShape(serializers.Serializer):
    """Whom the claim blames for one part in what happened, and whom the other."""

    role = serializers.ChoiceField(choices=AccusedRole.choices)
    claim = PartyBriefShape(many=True)
    other = PartyBriefShape(many=True)


class FoundContradictionShape(serializers.Serializer):
    """A pair of live claims that cannot both be right, with what shows it. `claim` has the lower id."""

    claim = ClaimBriefShape()
    other = ClaimBriefShape()
    discrepancy = serializers.ChoiceField(choices=Discrepancy.choices)
    fingerprint = serializers.CharField(help_text="Of what it is made of; another one is another suggestion.")
    figures = FigurePairShape(many=True)
    denied = AllegationShape(many=True)
    blamed = BlameShape(many=True)


class ContradictionsShape(serializers.Serializer):
    """Of an incident's live claims: contradictions confirmed, found and yet to be looked at, and dismissed."""

    confirmed = ClaimRelationShape(many=True)
    suggested = FoundContradictionShape(many=True)
    dismissed = DismissalShape(many=True)


def contradictions_data(known: Contradictions) -> dict[str, Any]:
    """What contradicts what, as it is sent."""
    return {
        "confirmed": ClaimRelationShape(known.confirmed, many=True).data,
        "suggested": [_found_data(each) for each in known.suggested],
        "dismissed": DismissalShape([each.dismissal for each in known.dismissed], many=True).data,
    }


def _found_data(found: Suggestion) -> dict[str, Any]:
    return {
        "claim": ClaimBriefShape(found.claim).data,
        "other": ClaimBriefShape(found.other).data,
        "discrepancy": found.discrepancy,
        "fingerprint": found.fingerprint,
        "figures": [{"claim": FigureShape(one).data, "other": FigureShape(other).data} for one, other in found.figures],
        "denied": AllegationShape(found.denied, many=True).data,
        "blamed": [
            {
                "role": blame.role,
                "claim": PartyBriefShape(blame.parties, many=True).data,
                "other": PartyBriefShape(blame.others, many=True).data,
            }
            for blame in found.blamed
        ],
    }
