"""The newsroom's own wording of a request for comment, one per language."""

from typing import Any

from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, Versioned, owned_constraints
from claims.models._visible import OwnedQuerySet


class RequestTemplate(Owned, Versioned):
    """Text with named slots, which the composer of a first text fills; empty is the house's own wording again."""

    language = models.CharField(max_length=12)
    text = models.CharField(max_length=10000, blank=True)
    written_at = models.DateTimeField()

    objects = OwnedQuerySet[Any].as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["newsroom", "language"], name="requesttemplate_once"),
            models.CheckConstraint(condition=~Q(language=""), name="requesttemplate_has_a_language"),
        )
