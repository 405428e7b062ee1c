"""Assessments: judgements on a claim. Appended, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.claim import Claim, ClaimBoundQuerySet
from claims.models.token import ApiToken
from claims.rules.sign_offs import SECOND_PERSON
from claims.vocabulary import Standing, Status


class AssessmentQuerySet(ClaimBoundQuerySet):
    def in_effect(self) -> "AssessmentQuerySet":
        """Those that gave their claim a status when they were made or signed."""
        return self.filter(~Q(status__in=SECOND_PERSON) | Q(sign_off__isnull=False))

    def awaiting(self) -> "AssessmentQuerySet":
        """Proposals on live claims that nobody has signed, sent back or replaced."""
        later = self.model._default_manager.filter(claim=OuterRef("claim"), pk__gt=OuterRef("pk"))
        waiting = self.filter(status__in=SECOND_PERSON, sign_off__isnull=True, send_back__isnull=True)
        return waiting.filter(~Exists(later), claim__standing=Standing.LIVE)

    def for_another_than(self, user_id: int) -> "AssessmentQuerySet":
        """Those in which the person had no hand."""
        return self.exclude(by_user=user_id).exclude(by_token__issued_by=user_id)

    def with_signing(self) -> "AssessmentQuerySet":
        """Who made it, and what came of it."""
        rows = self.select_related("by_user", "by_token", "sign_off__by_user", "send_back__by_user")
        return rows.prefetch_related("sign_off__voidings").order_by("pk")


class Assessment(Owned):
    """A judgement with its rationale, made on `claim_version` of the claim.

    One that needs a second person (*established*, *refuted*) is a proposal until it is signed off, and leaves the claim
    as it is; a later assessment takes its place. Assessments of a claim follow one another by id.
    """

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

    objects = AssessmentQuerySet.as_manager()

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

    @property
    def proposer_id(self) -> int | None:
        """Who stands behind it: the person who made it, or who issued the token that did. Needs `by_token`."""
        return self.by_user_id or (self.by_token.issued_by_id if self.by_token else None)
