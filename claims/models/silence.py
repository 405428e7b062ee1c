"""What is known of a party's silence: a source's report of it, and our own look at the party's channels."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import append_only, never_deleted
from claims.models._base import Owned, dated, one_of, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.allegation import Allegation
from claims.models.incident import Incident
from claims.models.party import Party
from claims.models.source import Source
from claims.vocabulary import CheckResult, DatePrecision, SilenceKind


class ReportedSilence(Owned):
    """A source's own claim that a party did not answer it. It never changes the state of a request of ours.

    `asked_by` is null where the source does not state who asked; `allegation` is null where it does not state on what.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="reported_silences")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="reported_silences")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reported_silences")
    allegation = models.ForeignKey(
        Allegation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reported_silences",
    )
    kind = models.CharField(max_length=20, choices=SilenceKind.choices)
    asked_by = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wording = models.CharField(max_length=500)
    reported_on = models.DateField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_precision = models.CharField(max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN)
    recorded_at = models.DateTimeField()

    objects = IncidentBoundQuerySet["ReportedSilence"].as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            one_of(SilenceKind, "kind", "reportedsilence_kind_known"),
            models.CheckConstraint(condition=~Q(wording=""), name="reportedsilence_has_wording"),
            dated("reported", "reportedsilence_date_matches_precision"),
        )


class ChannelCheck(Owned):
    """A recorded look at a party's own channels: which, when, and what was found."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="channel_checks")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="channel_checks")
    channels = models.CharField(max_length=1000)
    result = models.CharField(max_length=20, choices=CheckResult.choices)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField()

    objects = IncidentBoundQuerySet["ChannelCheck"].as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            one_of(CheckResult, "result", "channelcheck_result_known"),
            models.CheckConstraint(condition=~Q(channels=""), name="channelcheck_names_channels"),
        )
