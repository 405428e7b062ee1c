"""Redactions: a personal value destroyed by two people. The one exception to a record that is never altered."""

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import OwnedQuerySet
from claims.rules.actor import Actor
from claims.rules.roles import May, may
from claims.vocabulary import Role


class RedactionQuerySet(OwnedQuerySet["Redaction"]):
    """Seen by those who may redact: where a subject is restricted, that something of it was destroyed is as well."""

    def visible_to(self, actor: Actor) -> "RedactionQuerySet":
        return self.of(actor) if may(actor, May.SEE_RESTRICTED) else self.none()

    def open(self) -> "RedactionQuerySet":
        return self.filter(approval__isnull=True)


class Redaction(Owned):
    """A proposal to destroy what stands in one field of one subject, and stood there before. The value is not in it."""

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    reason = models.CharField(max_length=2000)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=20, choices=Role.choices)
    at = models.DateTimeField()

    objects = RedactionQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            one_of(Role, "by_role", "redaction_by_role_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="redaction_has_a_reason"),
        )
        indexes = (models.Index(fields=["subject_type", "subject_id"], name="redaction_of_subject"),)

    def subject(self) -> models.Model:
        """The row that it is about, not read yet."""
        return apps.get_model("claims", self.subject_type)(pk=self.subject_id)


ANOTHER_PERSON = pgtrigger.Trigger(
    name="another_person",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (
            SELECT FROM claims_redaction redaction
            WHERE redaction.id = NEW.redaction_id AND redaction.by_user_id = NEW.by_user_id
        ) THEN
            RAISE EXCEPTION 'a redaction is approved by a second person' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class RedactionApprovalQuerySet(OwnedQuerySet["RedactionApproval"]):
    def visible_to(self, actor: Actor) -> "RedactionApprovalQuerySet":
        return self.of(actor) if may(actor, May.SEE_RESTRICTED) else self.none()


class RedactionApproval(Owned):
    """The second person's word, with which the value was destroyed.

    `destroyed` lists where in the record it stood: the id of each Change, as text, → the names of its fields. It is
    sealed with the Change that keeps this row; a check of the record believes no other gap.
    """

    redaction = models.OneToOneField(Redaction, on_delete=models.PROTECT, related_name="approval")
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    destroyed = models.JSONField()
    at = models.DateTimeField()

    objects = RedactionApprovalQuerySet.as_manager()

    class Meta:
        triggers = [*append_only(), ANOTHER_PERSON]
        constraints = owned_constraints()
