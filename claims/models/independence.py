"""Independence: a person's decision that two which seem to hang together count separately all the same."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, owned_constraints
from claims.models._visible import OwnedQuerySet, Seen
from claims.models.party import Party
from claims.models.source import Source
from claims.rules.actor import Actor


class IndependenceQuerySet(OwnedQuerySet["Independence"]):
    def current(self) -> "IndependenceQuerySet":
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, actor: Actor) -> Any:
        """Both ends must be seen."""
        return self.of(actor).filter(
            Q(party__isnull=True) | Q(Seen(F("party"), Party, actor)),
            Q(other_party__isnull=True) | Q(Seen(F("other_party"), Party, actor)),
            Q(source__isnull=True) | Q(Seen(F("source"), Source, actor)),
            Q(origin__isnull=True) | Q(Seen(F("origin"), Source, actor)),
        )


class Independence(Owned):
    """Two that a relation, a derivation or an outlet suggests are one: two parties, a source and its origin, or a
    source and its outlet (`source` and `party`). It cuts that one link and no other.
    """

    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    other_party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    origin = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = IndependenceQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.CheckConstraint(
                condition=Q(party__isnull=False, other_party__isnull=False, source__isnull=True, origin__isnull=True)
                | Q(party__isnull=True, other_party__isnull=True, source__isnull=False, origin__isnull=False)
                | Q(party__isnull=False, other_party__isnull=True, source__isnull=False, origin__isnull=True),
                name="independence_of_two",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="independence_has_a_reason"),
            models.UniqueConstraint(
                fields=["newsroom", "party", "other_party", "source", "origin"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="independence_once",
            ),
        )
