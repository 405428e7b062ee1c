"""Uses: where we printed a claim or the line, and what was done when it needed another look."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.claim import Claim
from claims.models.incident import Incident
from claims.models.token import ApiToken
from claims.vocabulary import UseKind, UseOutcome


class UseQuerySet(IncidentBoundQuerySet["Use"]):
    def with_trail(self) -> "UseQuerySet":
        """What was printed, by whom it was recorded, what was done since, and its flags: a fixed number of queries."""
        rows = self.select_related("incident", "claim", "by_user", "by_token")
        return rows.prefetch_related("handled__by_user", "handled__by_token", "flags")


class Use(Owned):
    """`words` are those that were printed, at `address`, on `printed_at`."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=10, choices=UseKind.choices)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="uses")
    address = models.CharField(max_length=2000)
    words = models.CharField(max_length=5000)
    printed_at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = UseQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        ordering = ("-printed_at", "-id")
        constraints = owned_constraints(
            one_of(UseKind, "kind", "use_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=UseKind.CLAIM) ^ Q(claim__isnull=True), name="use_of_a_claim_names_it"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="use_has_words"),
            models.CheckConstraint(
                condition=Q(address__startswith="http://") | Q(address__startswith="https://"),
                name="use_address_is_http",
            ),
        )

    @property
    def flagged_since(self) -> datetime | None:
        """Since when a standing flag asks to look at it again; needs `with_trail`."""
        return min((flag.since for flag in self.flags.all() if flag.cleared_at is None), default=None)


class UseHandledQuerySet(IncidentBoundQuerySet["UseHandled"]):
    incident_path = "use__incident"


class UseHandled(Owned):
    """Somebody looked at the printed words again, and what came of it. It settles what happened before `at`."""

    use = models.ForeignKey(Use, on_delete=models.PROTECT, related_name="handled")
    outcome = models.CharField(max_length=15, choices=UseOutcome.choices)
    note = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = UseHandledQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "handled uses"
        triggers = append_only()
        ordering = ("at", "id")
        constraints = owned_constraints(one_of(UseOutcome, "outcome", "usehandled_outcome_known"))
