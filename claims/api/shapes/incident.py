"""Incidents, how they hang together, and who is named for a restricted one."""

from typing import Any

from django.db import models
from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Choice, Degrees, Ref, Text
from claims.api.shapes._base import Input, Revision, Shape
from claims.api.shapes._own import OwnShape
from claims.api.shapes.brief import IncidentBriefShape, PersonShape
from claims.models import ApiToken, Incident, IncidentPerson, IncidentRelation, Membership
from claims.rules.actor import Actor
from claims.vocabulary import IncidentRelationKind


class IncidentFields(Input):
    DATES = ("occurred",)

    title = column(Incident, "title")
    summary = column(Incident, "summary")
    occurred_on = column(Incident, "occurred_on")
    occurred_at = column(Incident, "occurred_at")
    occurred_precision = column(Incident, "occurred_precision")
    place_name = column(Incident, "place_name")
    country = column(Incident, "country")
    latitude = column(Incident, "latitude")
    longitude = column(Incident, "longitude")
    place_precision = column(Incident, "place_precision")
    place_wording = column(Incident, "place_wording")
    inferred = column(Incident, "inferred")
    exercise = column(Incident, "exercise")


class IncidentInput(IncidentFields):
    title = column(Incident, "title", required=True)


class IncidentRevision(IncidentFields, Revision):
    pass


class ReasonInput(Input):
    reason = Text(required=False)


class OwnIncidentShape(OwnShape):
    """An incident by itself."""

    latitude = Degrees(allow_null=True)
    longitude = Degrees(allow_null=True)

    class Meta:
        model = Incident
        fields = (
            "id",
            "version",
            "reference",
            "title",
            "summary",
            "occurred_on",
            "occurred_at",
            "occurred_precision",
            "place_name",
            "country",
            "latitude",
            "longitude",
            "place_precision",
            "place_wording",
            "inferred",
            "work_state",
            "restricted",
            "exercise",
            "opened_at",
        )


class IncidentShape(Shape):
    """An incident, with how many claims hang on it that you see."""

    latitude = Degrees(allow_null=True)
    longitude = Degrees(allow_null=True)
    claim_count = serializers.IntegerField()

    class Meta(OwnIncidentShape.Meta):
        fields = (*OwnIncidentShape.Meta.fields, "claim_count")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Incident.objects.visible_to(actor).with_claim_count()


class IncidentRelationInput(Input):
    kind = Choice(IncidentRelationKind)
    other = Ref(Incident)


class IncidentRelationShape(Shape):
    """Read as: `incident` KIND `other`."""

    incident = IncidentBriefShape()
    other = IncidentBriefShape()

    class Meta:
        model = IncidentRelation
        fields = ("id", "incident", "kind", "other", "related_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return IncidentRelation.objects.visible_to(actor).select_related("incident", "other")


class IncidentPersonInput(Input):
    """One of the two: a member, or a token of a tool."""

    member = Ref(Membership, required=False)
    token = Ref(ApiToken, required=False)


class IncidentPersonShape(Shape):
    user = PersonShape(allow_null=True)

    class Meta:
        model = IncidentPerson
        fields = ("id", "user", "token", "named_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return IncidentPerson.objects.visible_to(actor).select_related("user")
