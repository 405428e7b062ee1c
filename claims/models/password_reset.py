"""Wishes for a link to a new password, until the clock has mailed it. Bookkeeping: they leave no Change."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

# A letter that could not be sent for a day would arrive with a dead link.
WORTH_SENDING_FOR = timedelta(days=1)
TRY_AGAIN_AFTER = timedelta(minutes=5)


class PasswordResetQuerySet(models.QuerySet["PasswordReset"]):
    def due(self, now: datetime) -> "PasswordResetQuerySet":
        """Not sent, and not just being sent by another worker."""
        idle = Q(taken_at__isnull=True) | Q(taken_at__lte=now - TRY_AGAIN_AFTER)
        return self.filter(idle, sent_at__isnull=True, asked_at__gt=now - WORTH_SENDING_FOR)


class PasswordReset(models.Model):
    """One letter to write. The token that opens the door is made when it is sent and kept nowhere.

    `site` is where the person asked (`https://host`), `language` the language they read.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    site = models.CharField(max_length=300)
    language = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = PasswordResetQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["asked_at"], condition=Q(sent_at__isnull=True), name="passwordreset_to_send"),)
