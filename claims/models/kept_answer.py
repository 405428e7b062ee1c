"""What a write with an `Idempotency-Key` was answered. Bookkeeping: it leaves no Change, and goes after a day."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.newsroom import Newsroom
from claims.models.token import ApiToken
from claims.rules.actor import Actor
from claims.rules.idempotency import KEPT_FOR, LONGEST_KEY


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def of(self, actor: Actor) -> "KeptAnswerQuerySet":
        """The actor's own, in this newsroom: nobody meets another's keys."""
        return self.filter(newsroom_id=actor.newsroom_id, by_user_id=actor.user_id, by_token_id=actor.token_id)

    def outdated(self, now: datetime) -> "KeptAnswerQuerySet":
        return self.filter(at__lte=now - KEPT_FOR)


class KeptAnswer(models.Model):
    """`asked` is the SHA-256 of what was asked for; `body` the answer to the byte, null where it is not kept."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField(null=True)
    at = models.DateTimeField()

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["newsroom", "id"], name="keptanswer_in_newsroom"),
            models.UniqueConstraint(
                fields=["newsroom", "by_user", "by_token", "key"], nulls_distinct=False, name="keptanswer_once"
            ),
            models.CheckConstraint(
                condition=Q(by_user__isnull=True) ^ Q(by_token__isnull=True), name="keptanswer_by_one_actor"
            ),
            models.CheckConstraint(condition=Q(status__gte=200, status__lte=299), name="keptanswer_of_a_success"),
        )
        indexes = (models.Index(fields=["at"], name="keptanswer_by_age"),)
