"""Assessments: judgements on a claim, and the second person's part in them."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from rest_framework import serializers

from claims.api.columns import column
from claims.api.compiled.loaded import Loaded
from claims.api.compiled.worked import Worked
from claims.api.fields import Text
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByField, PersonShape
from claims.models import Assessment, SendBack, SignOff, Voiding
from claims.models.judgements import fact_of
from claims.models.signing import state_of_assessment
from claims.rules.actor import Actor
from claims.rules.sign_offs import state_of
from claims.vocabulary import SignOffState


class AssessmentInput(Input):
    status = column(Assessment, "status", required=True)
    rationale = column(Assessment, "rationale", required=True)


class SignOffInput(Input):
    note = column(SignOff, "note")


class SendBackInput(Input):
    reason = Text()


class VoidingShape(Shape):
    class Meta:
        model = Voiding
        fields = ("cause", "at")


class SignOffShape(Shape):
    """A second person's signature, and on how many roots and admissions it rests. With `voidings` it is void."""

    by_user = PersonShape()
    voidings = VoidingShape(many=True)

    class Meta:
        model = SignOff
        fields = ("by_user", "note", "roots", "admissions", "at", "voidings")


class SendBackShape(Shape):
    by_user = PersonShape()

    class Meta:
        model = SendBack
        fields = ("by_user", "reason", "at")


class StateField(Worked):
    """How far one assessment has come; rows say whether it is its claim's `latest`."""

    says = serializers.ChoiceField(choices=SignOffState.choices, allow_null=True)

    def to_representation(self, value: Any) -> Any:
        return state_of(fact_of(value), latest=value.latest)

    def in_sql(self, row: Loaded) -> Any:
        return state_of_assessment()


class AssessmentShape(Shape):
    """`state` says how far it has come; null if a later assessment took its place before anybody signed it."""

    by = ByField(help_text="Null: a command.")
    state = StateField()
    sign_off = SignOffShape(allow_null=True)
    send_back = SendBackShape(allow_null=True)

    class Meta:
        model = Assessment
        fields = (
            "id",
            "claim",
            "claim_version",
            "status",
            "rationale",
            "by",
            "at",
            "state",
            "sign_off",
            "send_back",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        later = Assessment.objects.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
        return Assessment.objects.visible_to(actor).with_signing().annotate(latest=~Exists(later))
