"""Questions: the points in dispute within an incident."""

from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.incident import Incident
from claims.vocabulary import QuestionKind


class Question(Owned):
    """One point in dispute; competing claims answer the same one. `position` counts from 1 within the incident."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=20, choices=QuestionKind.choices)
    text = models.CharField(max_length=300)
    position = models.PositiveIntegerField()

    objects = IncidentBoundQuerySet["Question"].as_manager()

    class Meta:
        triggers = never_deleted()
        ordering = ("position", "id")
        constraints = owned_constraints(
            models.UniqueConstraint(
                fields=["incident", "position"],
                name="question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            # What claim's composite key (incident, question) points at: a claim's question is its incident's.
            models.UniqueConstraint(fields=["incident", "id"], name="question_in_incident"),
            models.CheckConstraint(condition=~Q(text=""), name="question_has_text"),
            one_of(QuestionKind, "kind", "question_kind_known"),
        )

    def __str__(self) -> str:
        return self.text
