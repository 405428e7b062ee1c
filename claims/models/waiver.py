"""Waivers: recorded decisions not to ask."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import append_only
from claims.models._base import Owned, owned_constraints
from claims.models.allegation import Allegation
from claims.models.claim import ClaimBoundQuerySet
from claims.models.party import Party


class WaiverQuerySet(ClaimBoundQuerySet):
    incident_path = "allegation__claim__incident"


class Waiver(Owned):
    """We decided not to ask this party about this allegation, and why."""

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="waivers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="waivers")
    reason = models.CharField(max_length=2000)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WaiverQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["allegation", "party"], name="waiver_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
        )
