"""Parties: persons and bodies that claim or are claimed about, how they hang together, and how to reach them."""

from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from claims.models._append_only import never_deleted
from claims.models._base import SEARCH, Owned, Versioned, one_of, owned_constraints
from claims.models._search import Way, narrowed
from claims.models._visible import OccurringQuerySet, OccursOnlyUnseen, OwnedQuerySet, Seen
from claims.rules.actor import Actor
from claims.rules.roles import May, may
from claims.vocabulary import Channel, PartyKind, PartyRelationKind


class PartyQuerySet(OccurringQuerySet["Party"]):
    only_in = "claims_parties_only_in"

    def visible_to(self, actor: Actor) -> "PartyQuerySet":
        """Where it occurs; and a merged party only with the one that stands for it, whose other name it is."""
        seen = super().visible_to(actor)
        if may(actor, May.SEE_RESTRICTED):
            return seen
        hidden = OccursOnlyUnseen(F("merged_into"), self.only_in, actor)
        return seen.filter(Q(merged_into__isnull=True) | ~Q(hidden))

    def not_merged(self) -> "PartyQuerySet":
        return self.filter(merged_into__isnull=True)

    def matching(self, words: str) -> "PartyQuerySet":
        """Name or an alias holds the words; else, nearly does."""
        named = Way(Party.objects.all(), names=("name",))
        called = Way(PartyAlias.objects.all(), "party", names=("name",))
        return cast(PartyQuerySet, narrowed(self, words, named, called))


class Party(Owned, Versioned):
    """A person or body. A merged party keeps its row and points to the one that stands for it; reads resolve it."""

    UNRECORDED = (SEARCH,)

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=PartyKind.choices)
    country = models.CharField(max_length=2, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    added_at = models.DateTimeField()

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        triggers = never_deleted()
        constraints = owned_constraints(
            models.CheckConstraint(condition=~Q(name=""), name="party_has_a_name"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="party_not_merged_into_itself"),
            one_of(PartyKind, "kind", "party_kind_known"),
        )
        indexes = (models.Index(fields=["newsroom", "name"], name="party_by_name"),)

    def __str__(self) -> str:
        return self.name


class PartyBoundQuerySet(OwnedQuerySet[Any]):
    """Rows seen with the party they describe."""

    def visible_to(self, actor: Actor) -> Any:
        return self.of(actor).filter(Seen(F("party"), Party, actor))


class PartyAlias(Owned):
    """Another name by which a party goes."""

    UNRECORDED = (SEARCH,)

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)

    objects = PartyBoundQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "party aliases"
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["party", "name"], name="partyalias_once"),
            models.CheckConstraint(condition=~Q(name=""), name="partyalias_has_a_name"),
        )


class PartyRelationQuerySet(OwnedQuerySet["PartyRelation"]):
    def visible_to(self, actor: Actor) -> "PartyRelationQuerySet":
        """Both ends must be seen, and the source from which we know of it."""
        # Looked up by name when a query is built: sources stand above parties, because parties are their outlets.
        known = Q(source__isnull=True) | Q(Seen(F("source"), apps.get_model("claims", "Source"), actor))
        return self.of(actor).filter(known, Seen(F("party"), Party, actor), Seen(F("other"), Party, actor))

    def answering_for(self) -> "PartyRelationQuerySet":
        return self.filter(kind=PartyRelationKind.ANSWERS_FOR)


class PartyRelation(Owned):
    """Read as: `party` KIND `other`. Open-ended dates are null; `basis` says how we know where no source does."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=20, choices=PartyRelationKind.choices)
    other = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="relations_from_others")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        "claims.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    basis = models.CharField(max_length=1000, blank=True)
    related_at = models.DateTimeField()

    objects = PartyRelationQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(
                fields=["party", "kind", "other", "since"],
                nulls_distinct=False,
                name="partyrelation_once",
            ),
            models.CheckConstraint(condition=~Q(party=F("other")), name="partyrelation_not_itself"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="partyrelation_dates_in_order",
            ),
            one_of(PartyRelationKind, "kind", "partyrelation_kind_known"),
        )


class ContactPoint(Owned):
    """One way to reach a party."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contact_points")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    address = models.CharField(max_length=300)
    label = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PartyBoundQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.CheckConstraint(condition=~Q(address=""), name="contactpoint_has_an_address"),
            one_of(Channel, "channel", "contactpoint_channel_known"),
        )
