"""Requests for comment: our asking a party to answer allegations."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, Versioned, one_of, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.allegation import Allegation
from claims.models.incident import Incident
from claims.models.party import ContactPoint, Party
from claims.rules.actor import Actor
from claims.vocabulary import RequestState

# Once it was stated to the party, a deadline moves by a row that says by whom and why, and by nothing else. The version
# rises with it, so that whoever edits what they read before is told.
ONLY_BY_EXTENSION = pgtrigger.Trigger(
    name="deadline_moves_by_extension_only",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("deadline", "deadline_zone"),
    condition=pgtrigger.Q(old__sent_at__isnull=False)
    & (
        pgtrigger.Q(old__deadline__df=pgtrigger.F("new__deadline"))
        | pgtrigger.Q(old__deadline_zone__df=pgtrigger.F("new__deadline_zone"))
    ),
    func="""
        IF NEW.version <= OLD.version OR NOT EXISTS (
            SELECT FROM claims_deadlineextension extension
            WHERE extension.comment_request_id = NEW.id AND extension.earlier = OLD.deadline
                AND extension.deadline = NEW.deadline AND extension.deadline_zone = NEW.deadline_zone
        ) THEN
            RAISE EXCEPTION 'the deadline of a sent request moves by an extension' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class CommentRequestQuerySet(IncidentBoundQuerySet["CommentRequest"]):
    def sent(self) -> "CommentRequestQuerySet":
        return self.filter(state=RequestState.SENT)

    def with_parts(self, reader: Actor) -> "CommentRequestQuerySet":
        """What it asks, as far as the reader is told, and what came of it."""
        people = ("sent_by", "responsible")
        return self.select_related("incident", "party", "contact_point", *people).prefetch_related(
            Prefetch("asked", RequestedAllegation.objects.told_to(reader)),
            "asked__allegation__accused",
            "asked__allegation__claim",
            "attempts",
            "replies",
        )


class CommentRequest(Owned, Versioned):
    """What a party was asked, by whom and by when. A person sends it; On Record keeps that it was sent.

    `deadline` is one instant, with extensions; `deadline_zone` is the zone in which it was stated to the party.
    `nature` says what the piece is, as the party is told; `responsible` is who follows the request up.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="comment_requests")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="comment_requests")
    contact_point = models.ForeignKey(ContactPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=1000, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.CharField(max_length=10000)
    language = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.DRAFT)
    deadline = models.DateTimeField(null=True, blank=True)
    deadline_zone = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=2000, blank=True)

    objects = CommentRequestQuerySet.as_manager()

    class Meta:
        triggers = [*never_deleted(), ONLY_BY_EXTENSION]
        constraints = owned_constraints(
            one_of(RequestState, "state", "commentrequest_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="commentrequest_has_text"),
            models.CheckConstraint(
                condition=Q(
                    state=RequestState.DRAFT,
                    sent_at__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | Q(
                    state=RequestState.SENT,
                    sent_at__isnull=False,
                    deadline__isnull=False,
                    withdrawn_at__isnull=True,
                )
                | Q(state=RequestState.WITHDRAWN, withdrawn_at__isnull=False),
                name="commentrequest_dates_match_state",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(deadline__gt=F("sent_at")),
                name="commentrequest_deadline_after_sending",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | ~Q(deadline_zone=""),
                name="commentrequest_deadline_has_a_zone",
            ),
        )
        indexes = (
            models.Index(
                fields=["newsroom", "deadline"],
                condition=Q(state=RequestState.SENT),
                name="commentrequest_awaiting",
            ),
        )


class RequestBoundQuerySet(IncidentBoundQuerySet[Any]):
    """Rows seen with the request they hang on."""

    incident_path = "comment_request__incident"


class RequestedAllegation(Owned):
    """The request put this allegation to the party."""

    comment_request = models.ForeignKey(CommentRequest, on_delete=models.PROTECT, related_name="asked")
    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="requests")

    objects = RequestBoundQuerySet.as_manager()

    class Meta:
        constraints = owned_constraints(
            models.UniqueConstraint(
                fields=["comment_request", "allegation"],
                name="requestedallegation_once",
            ),
        )


class RequestedQuestion(Owned):
    """A question put to the party beside the allegations; `position` counts from 1."""

    comment_request = models.ForeignKey(CommentRequest, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=1000)

    objects = RequestBoundQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = owned_constraints(
            models.UniqueConstraint(
                fields=["comment_request", "position"],
                name="requestedquestion_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="requestedquestion_has_text"),
        )
