"""Notes of ours on an incident or a claim, and whom they mention. They never leave the newsroom."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.claim import Claim
from claims.models.incident import Incident
from claims.models.token import ApiToken
from claims.rules.actor import Actor

M = TypeVar("M", bound=models.Model)


class InternalQuerySet(IncidentBoundQuerySet[M]):
    """Rows seen with their incident or claim, and by nobody for whom they would leave the newsroom."""

    def visible_to(self, actor: Actor) -> Self:
        return self.none() if actor.outward else super().visible_to(actor)


class NoteQuerySet(InternalQuerySet["Note"]):
    def with_people(self) -> "NoteQuerySet":
        """Who wrote it and whom it mentions: a fixed number of queries."""
        return self.select_related("incident", "claim", "by_user", "by_token").prefetch_related("mentions__user")


class Note(Owned):
    """What somebody wrote for colleagues. It is not edited; whoever wrote it may withdraw it."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notes")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(max_length=5000)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        ordering = ("at", "id")
        constraints = owned_constraints(
            models.CheckConstraint(condition=~Q(text=""), name="note_has_text"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("at")),
                name="note_withdrawn_after_it_was_written",
            ),
        )


class MentionQuerySet(InternalQuerySet["Mention"]):
    incident_path = "note__incident"

    def unread_by(self, actor: Actor) -> "MentionQuerySet":
        """Those of the actor that it has not marked as read, of notes that stand; the newest first."""
        if actor.user_id is None:
            return self.none()
        rows = self.visible_to(actor).filter(user_id=actor.user_id, read_at__isnull=True, note__withdrawn_at=None)
        return rows.select_related("note__incident", "note__claim", "note__by_user", "note__by_token").order_by("-pk")


class Mention(Owned):
    """Somebody whom a note calls by name. When they read it is nobody else's business: no Change keeps it."""

    UNRECORDED = ("read_at",)

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        ordering = ("id",)
        constraints = owned_constraints(models.UniqueConstraint(fields=["note", "user"], name="mention_once"))
        indexes = (models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="mention_unread"),)
