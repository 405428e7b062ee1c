"""Assessments: judgements on a claim, and the second person's part in them."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Text
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByShape, PersonShape, by_of
from claims.models import Assessment, SendBack, SignOff, Voiding
from claims.models.judgements import fact_of, send_back_of, sign_off_of
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


class AssessmentShape(Shape):
    """`state` says how far it has come; null if a later assessment took its place before anybody signed it."""

    by = serializers.SerializerMethodField(help_text="Null: a command.")
    state = serializers.SerializerMethodField()
    sign_off = serializers.SerializerMethodField()
    send_back = serializers.SerializerMethodField()

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

    @extend_schema_field(ByShape(allow_null=True))
    def get_by(self, row: Assessment) -> Any:
        return by_of(row.by_user, row.by_token)

    @extend_schema_field(serializers.ChoiceField(choices=SignOffState.choices, allow_null=True))
    def get_state(self, row: Any) -> Any:
        return state_of(fact_of(row), latest=row.latest)

    @extend_schema_field(SignOffShape(allow_null=True))
    def get_sign_off(self, row: Assessment) -> Any:
        signed = sign_off_of(row)
        return SignOffShape(signed).data if signed else None

    @extend_schema_field(SendBackShape(allow_null=True))
    def get_send_back(self, row: Assessment) -> Any:
        returned = send_back_of(row)
        return SendBackShape(returned).data if returned else None
