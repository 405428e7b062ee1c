"""Checks of a source: whether it is what it seems, and where and when it was made."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models._append_only import append_only
from claims.models._base import Owned, dated, one_of, owned_constraints
from claims.models._visible import OwnedQuerySet, Seen
from claims.models.party import Party
from claims.models.source import Source
from claims.models.token import ApiToken
from claims.rules.actor import Actor
from claims.vocabulary import CheckAspect, DatePrecision, PlacePrecision, Verdict


class SourceCheckQuerySet(OwnedQuerySet["SourceCheck"]):
    def visible_to(self, actor: Actor) -> Any:
        """With the source."""
        return self.of(actor).filter(Seen(F("source"), Source, actor))


def latest_verdicts(sources: Iterable[int]) -> dict[int, Verdict]:
    """Source id → what the latest check of its authenticity came to, for those that were checked."""
    checks = SourceCheck.objects.filter(source__in=set(sources), aspect=CheckAspect.AUTHENTICITY)
    latest = checks.order_by("source", "-at", "-id").distinct("source")
    return {source: Verdict(code) for source, code in latest.values_list("source_id", "verdict")}


class SourceCheck(Owned):
    """One finding about one aspect of a source; of several on the same aspect the latest holds.

    `established_by` (a party of ours, or in words; neither means ourselves) says whose finding it is and `how` how it
    was reached. A finding on place or time says which; one on authenticity has a verdict.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="checks")
    aspect = models.CharField(max_length=15, choices=CheckAspect.choices)
    verdict = models.CharField(max_length=15, choices=Verdict.choices, blank=True)
    place = models.CharField(max_length=200, blank=True)
    place_precision = models.CharField(max_length=10, choices=PlacePrecision.choices, default=PlacePrecision.UNKNOWN)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_precision = models.CharField(max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN)
    established_by = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    established_by_label = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=2000)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SourceCheckQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        ordering = ("at", "id")
        constraints = owned_constraints(
            one_of(CheckAspect, "aspect", "sourcecheck_aspect_known"),
            one_of(Verdict, "verdict", "sourcecheck_verdict_known", null=True),
            dated("taken", "sourcecheck_date_matches_precision"),
            models.CheckConstraint(
                condition=Q(aspect=CheckAspect.AUTHENTICITY) ^ Q(verdict=""),
                name="sourcecheck_verdict_iff_authenticity",
            ),
            models.CheckConstraint(
                condition=Q(aspect=CheckAspect.PLACE) ^ Q(place=""), name="sourcecheck_place_iff_place"
            ),
            models.CheckConstraint(
                condition=Q(aspect=CheckAspect.TIME) | Q(taken_precision=DatePrecision.UNKNOWN),
                name="sourcecheck_taken_only_for_time",
            ),
            models.CheckConstraint(condition=~Q(how=""), name="sourcecheck_says_how"),
            models.CheckConstraint(
                condition=Q(by_user__isnull=True) | Q(by_token__isnull=True), name="sourcecheck_by_one_actor"
            ),
        )
        indexes = (models.Index("source", "aspect", F("at").desc(), F("id").desc(), name="sourcecheck_latest"),)
