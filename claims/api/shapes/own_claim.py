"""A claim by itself, as its entity tag stands for it."""

from typing import Any

from django.db import models
from django.db.models import Prefetch

from claims.api.compiled.through import KeyOf
from claims.api.shapes._base import Shape
from claims.api.shapes._own import OwnShape
from claims.api.shapes.allegation import AllegationShape
from claims.api.shapes.figure import FigureShape
from claims.models import Allegation, Claim, Figure
from claims.rules.actor import Actor


class OwnFigureShape(Shape):
    class Meta(FigureShape.Meta):
        pass


class OwnAllegationShape(Shape):
    class Meta(AllegationShape.Meta):
        pass


class OwnClaimShape(OwnShape):
    """A claim with its parts. Other rows are named by their ids, as a write names them.

    `status` is read-only: a change of status is an assessment, and for some a second person's sign-off.
    """

    TOLD = ("standing_other",)

    standing_other = KeyOf("standing_other", help_text="Null as well if you cannot see it.")
    figures = OwnFigureShape(many=True)
    allegations = OwnAllegationShape(many=True)

    class Meta:
        model = Claim
        fields = (
            "id",
            "version",
            "incident",
            "question",
            "kind",
            "stance",
            "certainty",
            "hedge",
            "text",
            "figures",
            "allegations",
            "standing",
            "standing_reason",
            "standing_other",
            "status",
            "recorded_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Claim.objects.visible_to(actor).prefetch_related(
            Prefetch("standing_other", queryset=Claim.objects.visible_to(actor)),
            Prefetch("figures", queryset=Figure.objects.current().order_by("id")),
            Prefetch("allegations", queryset=Allegation.objects.current().order_by("id")),
        )
