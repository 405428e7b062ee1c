"""Replies: what came back to a request for comment."""

from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.comment_request import CommentRequest, RequestBoundQuerySet
from claims.models.party import Party
from claims.models.utterance import Utterance
from claims.rules.actor import Actor
from claims.rules.roles import May, may
from claims.vocabulary import CorrectedField, ReplyKind, Terms


class ReplyQuerySet(RequestBoundQuerySet):
    def told_to(self, actor: Actor) -> Any:
        """As they read with corrections. Whoever is not told what is withheld does not learn who spoke on background,
        either."""
        told = super().told_to(actor).as_read()
        if may(actor, May.SEE_WITHHELD):
            return told
        return told.annotate(unnamed=Case(When(terms=Terms.ON_BACKGROUND, then=True), default=False))

    def as_read(self) -> "ReplyQuerySet":
        """With the text of each field that can be corrected as `read_<field>`, and the names of those that were.

        What is withheld of a correction is who made it and why, never how the reply reads.
        """
        # Looked up by name when a query is built: corrections stand above replies.
        made = apps.get_model("claims", "Correction")._default_manager.filter(reply=OuterRef("pk"))
        latest = {
            f"read_{field}": Coalesce(
                Subquery(made.filter(field=field).order_by("-at", "-id").values("after")[:1]), F(field.value)
            )
            for field in CorrectedField
        }
        return self.annotate(corrected=ArraySubquery(made.order_by("field").values("field").distinct()), **latest)


class Reply(Owned):
    """One reply; later ones do not overwrite it. Which allegations it answers are rows of `Answer`."""

    comment_request = models.ForeignKey(CommentRequest, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=20, choices=ReplyKind.choices)
    words = models.CharField(max_length=10000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    translation = models.CharField(max_length=10000, blank=True)
    translated_by = models.CharField(max_length=200, blank=True)
    machine_translated = models.BooleanField(default=False)
    terms = models.CharField(max_length=20, choices=Terms.choices, default=Terms.ON_THE_RECORD)
    background_as = models.CharField(max_length=200, blank=True)
    speaks_for = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="replies")
    speaker_label = models.CharField(max_length=200, blank=True)
    utterance = models.ForeignKey(
        Utterance,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    received_at = models.DateTimeField()

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        triggers = append_only()
        ordering = ("received_at", "id")
        constraints = owned_constraints(
            one_of(ReplyKind, "kind", "reply_kind_known"),
            one_of(Terms, "terms", "reply_terms_known"),
            models.CheckConstraint(
                condition=Q(terms=Terms.ON_BACKGROUND) ^ Q(background_as=""),
                name="reply_background_says_as_what",
            ),
        )

    def read(self, field: CorrectedField) -> str:
        """The text of the field with its corrections; the row was loaded `as_read`."""
        return str(getattr(self, f"read_{field}"))

    @property
    def worked_in(self) -> Any:
        """That somebody worked it in, and how (`ReplyHandled`), or None."""
        return getattr(self, "handled", None)

    @property
    def speaker_withheld(self) -> bool:
        """Whether the reader for whom the row was loaded is not told who spoke."""
        return bool(getattr(self, "unnamed", False))
