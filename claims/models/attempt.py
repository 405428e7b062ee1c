"""Attempts: single tries at reaching a party with a request for comment."""

from django.conf import settings
from django.db import models

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.comment_request import CommentRequest, RequestBoundQuerySet
from claims.models.party import ContactPoint
from claims.vocabulary import Channel, Outcome, Reached


class Attempt(Owned):
    """By which channel, whom it reached, and what came of it. A bounce is an attempt that did not reach."""

    comment_request = models.ForeignKey(CommentRequest, on_delete=models.PROTECT, related_name="attempts")
    contact_point = models.ForeignKey(ContactPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    reached = models.CharField(max_length=20, choices=Reached.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    note = models.CharField(max_length=2000, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField()

    objects = RequestBoundQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        ordering = ("at", "id")
        constraints = owned_constraints(
            one_of(Channel, "channel", "attempt_channel_known"),
            one_of(Reached, "reached", "attempt_reached_known"),
            one_of(Outcome, "outcome", "attempt_outcome_known"),
        )
