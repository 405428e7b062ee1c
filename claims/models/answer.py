"""Answers: what a claim or a reply says to one allegation. Only an answer to that allegation answers it."""

from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.allegation import Allegation
from claims.models.claim import Claim
from claims.models.reply import Reply
from claims.vocabulary import Position


class AnswerQuerySet(IncidentBoundQuerySet["Answer"]):
    incident_path = "allegation__claim__incident"

    def current(self) -> "AnswerQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Answer(Owned):
    """(claim or reply, allegation, position)."""

    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="answers")
    position = models.CharField(max_length=12, choices=Position.choices)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.CheckConstraint(
                condition=Q(claim__isnull=True, reply__isnull=False) | Q(claim__isnull=False, reply__isnull=True),
                name="answer_by_claim_or_reply",
            ),
            models.UniqueConstraint(
                fields=["claim", "reply", "allegation"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="answer_once",
            ),
            one_of(Position, "position", "answer_position_known"),
        )
