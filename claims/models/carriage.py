"""Carriages: which source carried an utterance, with the passage and the chain of hops back to it."""

from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, dated, one_of, owned_constraints
from claims.models.party import Party
from claims.models.protected_identity import ProtectedIdentity
from claims.models.source import Source
from claims.models.utterance import Utterance, UtteranceBoundQuerySet
from claims.vocabulary import DatePrecision, Directness, HopActor


class Carriage(Owned):
    """Utterance × source. The passage is anchored as a W3C text-quote selector (exact, prefix, suffix)."""

    utterance = models.ForeignKey(Utterance, on_delete=models.PROTECT, related_name="carriages")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="carriages")
    passage = models.CharField(max_length=5000, blank=True)
    passage_prefix = models.CharField(max_length=300, blank=True)
    passage_suffix = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=12, blank=True)
    translation = models.CharField(max_length=5000, blank=True)
    machine_translated = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    objects = UtteranceBoundQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["utterance", "source"], name="carriage_once"),
        )


class HopQuerySet(UtteranceBoundQuerySet):
    utterance_path = "carriage__utterance"


class Hop(Owned):
    """One step of the chain, counted from 1 at the source we hold back to the utterance.

    `verb` is the source's own ("reports", "quotes"). `source` is where we read this hop, if we hold that too.
    """

    carriage = models.ForeignKey(Carriage, on_delete=models.PROTECT, related_name="hops")
    position = models.PositiveIntegerField()
    actor_kind = models.CharField(max_length=20, choices=HopActor.choices)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="hops")
    identity = models.ForeignKey(
        ProtectedIdentity, null=True, blank=True, on_delete=models.PROTECT, related_name="hops"
    )
    actor_label = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=100, blank=True)
    directness = models.CharField(max_length=20, choices=Directness.choices, default=Directness.UNSTATED)
    said_on = models.DateField(null=True, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    said_precision = models.CharField(max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="hops")

    objects = HopQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        ordering = ("position", "id")
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["carriage", "position"], name="hop_position_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="hop_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(actor_kind__in=[HopActor.PARTY, HopActor.OUTLET])
                | Q(party__isnull=False)
                | ~Q(actor_label=""),
                name="hop_names_its_actor",
            ),
            models.CheckConstraint(
                condition=Q(identity__isnull=True) | Q(actor_kind=HopActor.PROTECTED_PERSON, party__isnull=True),
                name="hop_identity_of_protected_person",
            ),
            one_of(HopActor, "actor_kind", "hop_actor_kind_known"),
            one_of(Directness, "directness", "hop_directness_known"),
            dated("said", "hop_date_matches_precision"),
        )
