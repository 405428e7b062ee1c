"""Sources: where something was carried or shown."""

from typing import cast

from django.db import models
from django.db.models import F, Q

from claims.models._append_only import never_deleted
from claims.models._base import SEARCH, Owned, Versioned, dated, dated_indexes, one_of, owned_constraints
from claims.models._search import Way, narrowed
from claims.models._visible import OccurringQuerySet, OwnedQuerySet, Seen
from claims.models.party import Party
from claims.rules.actor import Actor
from claims.vocabulary import DatePrecision, DerivationKind, Reliability, SourceKind


class SourceQuerySet(OccurringQuerySet["Source"]):
    only_in = "claims_sources_only_in"

    def matching(self, words: str) -> "SourceQuerySet":
        """Title, author, address or outlet hold the words; else, title or outlet nearly do."""
        outlets = Way(Party.objects.all(), "published", names=("name",))
        return cast(SourceQuerySet, narrowed(self, words, Way(Source.objects.all(), names=("title",)), outlets))

    def with_outlet(self) -> "SourceQuerySet":
        return self.select_related("outlet")


class Source(Owned, Versioned):
    """Outlet, address and date may be unknown; `inferred` maps a field's name to the basis of an inferred value."""

    UNRECORDED = (SEARCH,)

    kind = models.CharField(max_length=20, choices=SourceKind.choices)
    title = models.CharField(max_length=300)
    outlet = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="published")
    author = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_precision = models.CharField(max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN)
    reliability = models.CharField(max_length=1, choices=Reliability.choices, blank=True)
    note = models.CharField(max_length=5000, blank=True)
    inferred = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()

    objects = SourceQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="source_address_is_http",
            ),
            dated("published", "source_date_matches_precision"),
            one_of(SourceKind, "kind", "source_kind_known"),
            one_of(Reliability, "reliability", "source_reliability_known", null=True),
        )
        indexes = (
            models.Index(fields=["newsroom", "title", "id"], name="source_by_title"),
            models.Index(fields=["newsroom", "added_at", "id"], name="source_by_time"),
            *dated_indexes("source", "published_on"),
        )

    def __str__(self) -> str:
        return self.title


class DerivationQuerySet(OwnedQuerySet["Derivation"]):
    def visible_to(self, actor: Actor) -> "DerivationQuerySet":
        """Both ends must be seen."""
        return self.of(actor).filter(Seen(F("source"), Source, actor), Seen(F("origin"), Source, actor))


class Derivation(Owned):
    """`source` takes what it carries from `origin`: an agency's copy, another outlet's report, a recording analysed."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="derivations")
    origin = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="derived_by")
    kind = models.CharField(max_length=10, choices=DerivationKind.choices, default=DerivationKind.COPIES)
    basis = models.CharField(max_length=1000, blank=True)
    derived_at = models.DateTimeField()

    objects = DerivationQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["source", "origin"], name="derivation_once"),
            models.CheckConstraint(condition=~Q(source=F("origin")), name="derivation_not_itself"),
            one_of(DerivationKind, "kind", "derivation_kind_known"),
        )
