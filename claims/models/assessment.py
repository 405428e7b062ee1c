"""Assessments: judgements on a claim. Appended, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.claim import Claim, ClaimBoundQuerySet
from claims.models.token import ApiToken
from claims.vocabulary import Status


class Assessment(Owned):
    """A judgement with its rationale, made on `claim_version` of the claim."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessments")
    claim_version = models.PositiveIntegerField()
    status = models.CharField(max_length=25, choices=Status.choices)
    rationale = models.CharField(max_length=5000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ClaimBoundQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        ordering = ("at", "id")
        constraints = owned_constraints(
            one_of(Status, "status", "assessment_status_known"),
            models.CheckConstraint(
                condition=Q(by_user__isnull=True) | Q(by_token__isnull=True),
                name="assessment_by_one_actor",
            ),
        )
