"""Relations between claims, and suggested contradictions that somebody dismissed."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models._append_only import append_only, never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import OwnedQuerySet, Seen
from claims.models.claim import Claim
from claims.models.token import ApiToken
from claims.rules.actor import Actor
from claims.vocabulary import ClaimRelationKind, Discrepancy

M = TypeVar("M", bound=models.Model)


class ClaimPairQuerySet(OwnedQuerySet[M]):
    def visible_to(self, actor: Actor) -> Self:
        """Both ends must be seen."""
        return self.of(actor).filter(Seen(F("claim"), Claim, actor), Seen(F("other"), Claim, actor))


class ClaimRelationQuerySet(ClaimPairQuerySet["ClaimRelation"]):
    def current(self) -> "ClaimRelationQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class ClaimRelation(Owned):
    """Read as: `claim` KIND `other`. A contradiction is material or not; the other kinds leave that open.

    `discrepancy` says how it was found, if it was suggested rather than seen by a person.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=15, choices=ClaimRelationKind.choices)
    other = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations_from_others")
    material = models.BooleanField(null=True, blank=True)
    discrepancy = models.CharField(max_length=20, choices=Discrepancy.choices, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    related_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimRelationQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(
                fields=["claim", "kind", "other"],
                condition=Q(withdrawn_at__isnull=True),
                name="claimrelation_once",
            ),
            models.CheckConstraint(condition=~Q(claim=F("other")), name="claimrelation_not_itself"),
            models.CheckConstraint(
                condition=Q(kind=ClaimRelationKind.CONTRADICTS) ^ Q(material__isnull=True),
                name="claimrelation_material_iff_contradicts",
            ),
            models.CheckConstraint(
                condition=Q(kind=ClaimRelationKind.CONTRADICTS) | Q(discrepancy=""),
                name="claimrelation_discrepancy_only_of_contradictions",
            ),
            one_of(ClaimRelationKind, "kind", "claimrelation_kind_known"),
            one_of(Discrepancy, "discrepancy", "claimrelation_discrepancy_known", null=True),
        )


class Dismissal(Owned):
    """A suggested contradiction that a person looked at and does not share; `claim` has the lower id.

    `fingerprint` stands for what the suggestion was made of (figures, allegations, parties): if that changes, it is
    another suggestion.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    discrepancy = models.CharField(max_length=20, choices=Discrepancy.choices)
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ClaimPairQuerySet["Dismissal"].as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["claim", "other", "discrepancy", "fingerprint"], name="dismissal_once"),
            models.CheckConstraint(condition=Q(claim__lt=F("other")), name="dismissal_lower_id_first"),
            one_of(Discrepancy, "discrepancy", "dismissal_discrepancy_known"),
        )
