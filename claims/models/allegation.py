"""Allegations: a claim that a party had a part in what happened."""

from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.claim import Claim, ClaimBoundQuerySet
from claims.models.party import Party
from claims.rules.record import REDACTED_TEXT
from claims.vocabulary import AccusedRole


class AllegationQuerySet(ClaimBoundQuerySet):
    def current(self) -> "AllegationQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Allegation(Owned):
    """(claim, accused party, role). The clock for *not asked* counts from `at`, if meant for publication."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="allegations")
    accused = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="allegations")
    role = models.CharField(max_length=20, choices=AccusedRole.choices)
    role_label = models.CharField(max_length=200, blank=True)
    for_publication = models.BooleanField(default=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AllegationQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(
                fields=["claim", "accused", "role", "role_label"],
                # Two that cannot be told apart any more, because their words were destroyed, are still two.
                condition=Q(withdrawn_at__isnull=True) & ~Q(role_label=REDACTED_TEXT),
                name="allegation_once",
            ),
            one_of(AccusedRole, "role", "allegation_role_known"),
            models.CheckConstraint(
                condition=Q(role=AccusedRole.OTHER) ^ Q(role_label=""),
                name="allegation_other_role_in_words",
            ),
        )
        indexes = (
            models.Index(
                fields=["newsroom", "at"],
                condition=Q(withdrawn_at__isnull=True, for_publication=True),
                name="allegation_for_publication",
            ),
        )
