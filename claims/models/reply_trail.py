"""What was done about a reply since it came: typing errors put right, and the reply worked into what we hold."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.reply import Reply
from claims.models.token import ApiToken
from claims.models.utterance import Utterance
from claims.rules.record import REDACTED_TEXT
from claims.vocabulary import CorrectedField


class ReplyBoundQuerySet(IncidentBoundQuerySet[Any]):
    """Rows seen with the reply they hang on."""

    incident_path = "reply__comment_request__incident"


class Correction(Owned):
    """A typing error in what was recorded of a reply: `before` stands in the record, `after` is what is read."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20, choices=CorrectedField.choices)
    before = models.CharField(max_length=10000, blank=True)
    after = models.CharField(max_length=10000, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReplyBoundQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        ordering = ("at", "id")
        constraints = owned_constraints(
            one_of(CorrectedField, "field", "correction_field_known"),
            # Of two values that were destroyed both read the same.
            models.CheckConstraint(
                condition=~Q(before=F("after")) | Q(before=REDACTED_TEXT), name="correction_changes_something"
            ),
        )


class ReplyHandled(Owned):
    """Somebody worked the reply in: as `utterance` with its claims, or `note` says why there is nothing to record."""

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="handled")
    utterance = models.ForeignKey(
        Utterance, null=True, blank=True, on_delete=models.PROTECT, related_name="worked_in_replies"
    )
    note = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReplyBoundQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "handled replies"
        triggers = append_only()
        constraints = owned_constraints()
