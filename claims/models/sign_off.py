"""The second pair of eyes: a sign-off or a sending back of a proposed assessment, and what voids a sign-off later."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.assessment import Assessment
from claims.models.claim import ClaimBoundQuerySet
from claims.vocabulary import Standing, VoidingCause


class AssessmentBoundQuerySet(ClaimBoundQuerySet):
    incident_path = "assessment__claim__incident"


class SignOffQuerySet(AssessmentBoundQuerySet):
    def in_force(self) -> "SignOffQuerySet":
        """Not void, and under the status of a live claim."""
        return self.under_a_status().filter(voidings__isnull=True)

    def under_a_status(self) -> "SignOffQuerySet":
        """Of the assessment that gave a live claim its status, void or not."""
        later = Assessment.objects.in_effect().filter(
            claim=OuterRef("assessment__claim"), pk__gt=OuterRef("assessment")
        )
        live = self.filter(assessment__claim__standing=Standing.LIVE)
        return live.filter(~Exists(later))


class VoidingQuerySet(ClaimBoundQuerySet):
    incident_path = "sign_off__assessment__claim__incident"


# Neither who proposed it nor who issued the token that did; and somebody has to stand behind the proposal.
SECOND_PERSON = pgtrigger.Trigger(
    name="second_person",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM claims_assessment assessment
            LEFT JOIN claims_apitoken token ON token.id = assessment.by_token_id
            WHERE assessment.id = NEW.assessment_id
                AND coalesce(assessment.by_user_id, token.issued_by_id) <> NEW.by_user_id
        ) THEN
            RAISE EXCEPTION 'an assessment is signed off by a second person' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT FROM claims_sendback WHERE assessment_id = NEW.assessment_id) THEN
            RAISE EXCEPTION 'this assessment was sent back' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class SignOff(Owned):
    """A second person's signature under a proposed assessment, which gives the claim its status.

    `roots` is the number of distinct roots on the signed side (for *refuted*, against the claim) at that time, and
    `admissions` that of the admissions against interest; below these the sign-off no longer holds.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="sign_off")
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=2000, blank=True)
    roots = models.PositiveIntegerField()
    admissions = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = SignOffQuerySet.as_manager()

    class Meta:
        triggers = [*append_only(), SECOND_PERSON]
        constraints = owned_constraints()


class SendBack(Owned):
    """A proposed assessment that a second person did not sign, and why."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="send_back")
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=2000)
    at = models.DateTimeField()

    objects = AssessmentBoundQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            models.CheckConstraint(condition=~Q(reason=""), name="sendback_has_a_reason"),
        )


class Voiding(Owned):
    """What the sign-off rested on has changed; the status stays, and says that its sign-off is void.

    It is void since the first one. What else changes later is kept, too: whoever assesses anew has to look at it all.
    """

    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="voidings")
    cause = models.CharField(max_length=20, choices=VoidingCause.choices)
    at = models.DateTimeField()

    objects = VoidingQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        ordering = ("at", "id")
        constraints = owned_constraints(
            one_of(VoidingCause, "cause", "voiding_cause_known"),
            models.UniqueConstraint(fields=["sign_off", "cause"], name="voiding_once_for_a_cause"),
        )
