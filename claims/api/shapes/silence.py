"""What is known of a party's silence: a source's report of it, and our own looks at the party's channels."""

from typing import Any

from django.db import models
from django.db.models import Prefetch

from claims.api.columns import column
from claims.api.fields import Instant, Ref
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import IncidentBriefShape, PartyBriefShape, PersonShape, SourceBriefShape
from claims.models import ChannelCheck, Incident, Party, ReportedSilence, Source
from claims.rules.actor import Actor


class ReportedSilenceInput(Input):
    DATES = ("reported",)

    incident = Ref(Incident)
    party = Ref(Party)
    source = Ref(Source)
    allegation = column(ReportedSilence, "allegation")
    kind = column(ReportedSilence, "kind", required=True)
    asked_by = column(ReportedSilence, "asked_by")
    wording = column(ReportedSilence, "wording", required=True)
    reported_on = column(ReportedSilence, "reported_on")
    reported_at = column(ReportedSilence, "reported_at")
    reported_precision = column(ReportedSilence, "reported_precision")


class ReportedSilenceShape(Shape):
    incident = IncidentBriefShape()
    party = PartyBriefShape()
    source = SourceBriefShape()
    asked_by = PartyBriefShape(allow_null=True)

    class Meta:
        model = ReportedSilence
        fields = (
            "id",
            "incident",
            "party",
            "source",
            "allegation",
            "kind",
            "asked_by",
            "wording",
            "reported_on",
            "reported_at",
            "reported_precision",
            "recorded_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        rows = ReportedSilence.objects.visible_to(actor)
        return rows.select_related("incident", "party", "source", "asked_by")


class ChannelCheckInput(Input):
    incident = Ref(Incident)
    party = Ref(Party)
    channels = column(ChannelCheck, "channels", required=True)
    result = column(ChannelCheck, "result", required=True)
    note = column(ChannelCheck, "note")
    source = column(ChannelCheck, "source")
    checked_at = Instant(required=False, allow_null=True, help_text="When; without it, now.")


class ChannelCheckShape(Shape):
    incident = IncidentBriefShape()
    party = PartyBriefShape()
    source = SourceBriefShape(allow_null=True)
    by_user = PersonShape(allow_null=True)

    class Meta:
        model = ChannelCheck
        fields = ("id", "incident", "party", "channels", "result", "note", "source", "by_user", "at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        source = Prefetch("source", queryset=Source.objects.visible_to(actor))
        rows = ChannelCheck.objects.visible_to(actor).select_related("incident", "party", "by_user")
        return rows.prefetch_related(source)
