"""Utterances: one occasion on which somebody said something."""

from functools import cache
from typing import Any, cast

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, When

from claims.models._append_only import never_deleted
from claims.models._base import SEARCH, Owned, Versioned, dated, dated_indexes, one_of, owned_constraints
from claims.models._search import Way, narrowed
from claims.models._visible import OccurringQuerySet, OwnedQuerySet, Seen
from claims.models.party import Party
from claims.models.prepared import Given, WrittenRows
from claims.models.protected_identity import ProtectedIdentity
from claims.rules.actor import Actor
from claims.rules.roles import May, may
from claims.vocabulary import DatePrecision, Terms


class UtteranceQuerySet(OccurringQuerySet["Utterance"]):
    only_in = "claims_utterances_only_in"

    def told_to(self, actor: Actor) -> Any:
        """Whoever is not told what is withheld does not learn who spoke on background, either."""
        told = super().told_to(actor)
        if may(actor, May.SEE_WITHHELD):
            return told
        return told.annotate(unnamed=Case(When(terms=Terms.ON_BACKGROUND, then=True), default=False))

    def made_by(self, party: Party, reader: Actor) -> "UtteranceQuerySet":
        """Utterances of the party, or of a party merged into it, alone or jointly, as far as the reader is told so."""
        own = UtteranceClaimant.objects.told_to(reader).filter(utterance=OuterRef("pk"))
        return self.filter(Exists(own.filter(Q(party=party) | Q(party__merged_into=party))))

    def unattributed(self, reader: Actor) -> "UtteranceQuerySet":
        """Utterances of nobody in particular, or of somebody whom the reader is not told."""
        return self.filter(~Exists(UtteranceClaimant.objects.told_to(reader).filter(utterance=OuterRef("pk"))))

    def matching(self, words: str) -> "UtteranceQuerySet":
        """The words as they were said, or their translation, hold the words."""
        return cast(UtteranceQuerySet, narrowed(self, words, Way(Utterance.objects.all())))

    def with_claimants(self, reader: Actor) -> "UtteranceQuerySet":
        """Who said it, as far as the reader is told."""
        claimants = UtteranceClaimant.objects.told_to(reader).select_related("party__merged_into").order_by("pk")
        return self.select_related("speaker", "speaker_identity").prefetch_related(Prefetch("claimants", claimants))


class Utterance(Owned, Versioned):
    """Exact words, who said them and on what terms.

    The claimants are rows of `UtteranceClaimant`: one, several jointly, or none (unattributed). `speaker` is the person
    who spoke where that person is a party of ours, `speaker_identity` where it is a protected one; `speaker_label` says
    it in words ("a spokesperson").
    Only what is on the record or on background, and past its embargo, ever leaves the newsroom.
    """

    UNRECORDED = (SEARCH,)

    speaker = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="spoke")
    speaker_identity = models.ForeignKey(
        ProtectedIdentity, null=True, blank=True, on_delete=models.PROTECT, related_name="spoke"
    )
    speaker_label = models.CharField(max_length=200, blank=True)
    said_on = models.DateField(null=True, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    said_precision = models.CharField(max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN)
    words = models.CharField(max_length=10000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    translation = models.CharField(max_length=10000, blank=True)
    translated_by = models.CharField(max_length=200, blank=True)
    machine_translated = models.BooleanField(default=False)
    terms = models.CharField(max_length=20, choices=Terms.choices, default=Terms.ON_THE_RECORD)
    background_as = models.CharField(max_length=200, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    inferred = models.JSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField()

    objects = UtteranceQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            dated("said", "utterance_date_matches_precision"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=True) | Q(speaker_identity__isnull=True),
                name="utterance_one_speaker",
            ),
            one_of(Terms, "terms", "utterance_terms_known"),
            models.CheckConstraint(
                condition=Q(terms=Terms.ON_BACKGROUND) ^ Q(background_as=""),
                name="utterance_background_says_as_what",
            ),
            models.CheckConstraint(
                condition=~Q(translation="") | Q(translated_by="", machine_translated=False),
                name="utterance_translator_needs_translation",
            ),
        )
        indexes = (
            models.Index(fields=["newsroom", "recorded_at", "id"], name="utterance_by_time"),
            *dated_indexes("utterance", "said_on"),
        )

    @property
    def speaker_withheld(self) -> bool:
        """Whether the reader for whom the row was loaded is not told who spoke."""
        return bool(getattr(self, "unnamed", False))


class UtteranceBoundQuerySet(OwnedQuerySet[Any]):
    """Rows seen with their utterance."""

    utterance_path = "utterance"

    def visible_to(self, actor: Actor) -> Any:
        return super().visible_to(actor).filter(Seen(F(self.utterance_path), Utterance, actor))


class UtteranceClaimant(Owned):
    """One of the parties that an utterance is attributed to; several speak jointly."""

    utterance = models.ForeignKey(Utterance, on_delete=models.PROTECT, related_name="claimants")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="utterances")

    objects = UtteranceBoundQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["utterance", "party"], name="utteranceclaimant_once"),
        )


def standing_claimants(utterance: Utterance) -> list[Party]:
    """Those who spoke, all of them; for a merged party, the one that stands for it."""
    rows = _claimants_of_one().all(utterance=utterance.pk)
    return [row.party.merged_into or row.party for row in rows]


@cache
def _claimants_of_one() -> WrittenRows[UtteranceClaimant]:
    rows = UtteranceClaimant.objects.filter(utterance=Given("utterance"))
    return WrittenRows(rows.select_related("party__merged_into").order_by("pk"))
