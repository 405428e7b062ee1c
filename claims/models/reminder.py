"""Personal reminders: seen by the one who set them, and by nobody else. Bookkeeping: they leave no Change."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._base import one_of
from claims.models.claim import Claim
from claims.models.comment_request import CommentRequest
from claims.models.incident import Incident
from claims.models.newsroom import Newsroom
from claims.models.notice import NoticeLetter
from claims.rules.actor import Actor
from claims.vocabulary import ReminderState

ABOUT: dict[str, type[models.Model]] = {"incident": Incident, "claim": Claim, "comment_request": CommentRequest}


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, actor: Actor) -> "ReminderQuerySet":
        """One's own; a token has none."""
        if actor.user_id is None:
            return self.none()
        return self.filter(newsroom_id=actor.newsroom_id, user_id=actor.user_id)

    def waiting(self) -> "ReminderQuerySet":
        return self.filter(state=ReminderState.WAITING)

    def due(self, now: datetime) -> "ReminderQuerySet":
        return self.waiting().filter(at__lte=now)

    def read_by(self, actor: Actor) -> "list[Reminder]":
        """The rows, each with `subject`: what it is about, None where the actor may not (or no longer) see that."""
        rows: list[Reminder] = list(self.visible_to(actor))
        for name, model in ABOUT.items():
            manager: Any = model._default_manager
            wanted = {getattr(row, f"{name}_id") for row in rows} - {None}
            seen = {each.pk: each for each in _loaded(manager.visible_to(actor).filter(pk__in=wanted), name)}
            for row in rows:
                if (key := getattr(row, f"{name}_id")) is not None:
                    row.subject = seen.get(key)
        return rows


def _loaded(rows: Any, name: str) -> Any:
    more = {"claim": ("incident",), "comment_request": ("incident", "party__merged_into")}.get(name)
    return rows.select_related(*more) if more else rows


def _about_one_thing() -> Q:
    return reduce(or_, [Q(**{f"{name}__isnull": name != one for name in ABOUT}) for one in ABOUT])


class Reminder(models.Model):
    """“Remind me”: at an instant, of an incident, a claim or a request. `letter` is the one it was mailed in."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    comment_request = models.ForeignKey(
        CommentRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReminderState.choices, default=ReminderState.WAITING)
    closed_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(NoticeLetter, null=True, blank=True, on_delete=models.PROTECT, related_name="reminders")

    # What it is about, as far as the reader may see it (`read_by`).
    subject: Any = None

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            one_of(ReminderState, "state", "reminder_state_known"),
            models.CheckConstraint(condition=_about_one_thing(), name="reminder_about_one_thing"),
            models.CheckConstraint(
                condition=Q(state=ReminderState.WAITING) ^ Q(closed_at__isnull=False), name="reminder_closed_says_when"
            ),
        )
        indexes = (models.Index(fields=["at"], condition=Q(state=ReminderState.WAITING), name="reminder_waiting"),)
