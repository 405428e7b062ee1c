"""Checks of the whole record that somebody asked for. Bookkeeping: none of it leaves a Change.

That somebody looked is no judgement about anything on record, and what was found is found again by looking again.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.newsroom import Newsroom
from claims.rules.actor import Actor
from claims.rules.record_check import SILENT_FOR, Finding
from claims.rules.roles import May, may
from claims.vocabulary import Trouble


class RecordCheckQuerySet(models.QuerySet["RecordCheck"]):
    def visible_to(self, actor: Actor) -> "RecordCheckQuerySet":
        """Seen by admins alone, as whatever tells how the newsroom is run."""
        return self.filter(newsroom=actor.newsroom_id) if may(actor, May.MANAGE) else self.none()

    def open(self) -> "RecordCheckQuerySet":
        """Asked for and not done: at most one per newsroom."""
        return self.filter(done_at__isnull=True)

    def due(self, now: datetime) -> "RecordCheckQuerySet":
        """Not begun, or begun by a worker that was killed."""
        return self.open().filter(Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lte=now - SILENT_FOR))

    def running(self, now: datetime) -> "RecordCheckQuerySet":
        return self.open().filter(heartbeat_at__gt=now - SILENT_FOR)


class RecordCheck(models.Model):
    """One check of the newsroom's whole record; its progress while it runs, and then what came of it.

    `tries` tells one worker's run from another's: whoever was taken for dead and is not finds it risen, and stops.
    `findings` are codes with their parameters, as `rules/record_check.py` words them.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    changes_checked = models.BigIntegerField(default=0)
    changes_in_all = models.BigIntegerField(default=0)
    sealed = models.BigIntegerField(default=0)
    seals = models.BigIntegerField(default=0)
    redacted = models.BigIntegerField(default=0)
    waiting = models.BigIntegerField(default=0)
    findings = models.JSONField(default=list, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = RecordCheckQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["newsroom"], condition=Q(done_at__isnull=True), name="recordcheck_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(tries=0, started_at__isnull=True, heartbeat_at__isnull=True, done_at__isnull=True)
                | Q(tries__gte=1, started_at__isnull=False, heartbeat_at__isnull=False),
                name="recordcheck_begun_before_done",
            ),
        )
        indexes = (models.Index(fields=["newsroom", "id"], name="recordcheck_of_newsroom"),)

    @property
    def unsealed(self) -> int:
        """The tail of what was computed that is under no seal yet."""
        return max(0, self.changes_checked - self.sealed)

    @property
    def found(self) -> list[Finding]:
        return [Finding(Trouble(each["trouble"]), each["params"]) for each in self.findings]


def kept(findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings as the row holds them."""
    return [{"trouble": each.trouble.value, "params": dict(each.params)} for each in findings]
