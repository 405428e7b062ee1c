"""Waivers: recorded decisions not to ask, proposed by one person and approved by another."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import append_only
from claims.models._base import Owned, owned_constraints
from claims.models.allegation import Allegation
from claims.models.claim import ClaimBoundQuerySet
from claims.models.party import Party

# An editor other than the one who asks for it decides.
ANOTHER_PERSON = pgtrigger.Trigger(
    name="another_person",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (SELECT FROM claims_waiver WHERE id = NEW.waiver_id AND by_user_id = NEW.by_user_id) THEN
            RAISE EXCEPTION 'a decision not to ask takes a second person' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class WaiverQuerySet(ClaimBoundQuerySet):
    incident_path = "allegation__claim__incident"

    def approved(self) -> "WaiverQuerySet":
        return self.filter(decision__approved=True)

    def undecided(self) -> "WaiverQuerySet":
        return self.filter(decision__isnull=True)

    def for_another_than(self, user_id: int) -> "WaiverQuerySet":
        """Those that this person may decide on: somebody else's."""
        return self.exclude(by_user=user_id)

    def with_parts(self) -> "WaiverQuerySet":
        """About whom and what, by whom, and what was decided."""
        return self.select_related(
            "allegation__claim__incident",
            "allegation__accused__merged_into",
            "party__merged_into",
            "by_user",
            "decision__by_user",
        )


class WaiverDecisionQuerySet(ClaimBoundQuerySet):
    incident_path = "waiver__allegation__claim__incident"


class Waiver(Owned):
    """Somebody wants this party not to be asked about this allegation, and says why. It counts once it is approved."""

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="waivers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="waivers")
    reason = models.CharField(max_length=2000)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WaiverQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
        )

    @property
    def decided(self) -> "WaiverDecision | None":
        """What was decided, if anything was yet; needs `with_parts`."""
        return getattr(self, "decision", None)


class WaiverDecision(Owned):
    """What another editor decided: approved, or refused with a reason; then the party is to be asked after all."""

    waiver = models.OneToOneField(Waiver, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    reason = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WaiverDecisionQuerySet.as_manager()

    class Meta:
        triggers = [*append_only(), ANOTHER_PERSON]
        constraints = owned_constraints(
            models.CheckConstraint(condition=Q(approved=True) | ~Q(reason=""), name="waiverdecision_refusal_says_why"),
        )
