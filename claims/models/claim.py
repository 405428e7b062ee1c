"""Claims: things that could be separately true, hanging on utterances of the same claimant."""

from typing import Any, cast

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from claims.models._append_only import never_deleted
from claims.models._base import SEARCH, Owned, Versioned, one_of, owned_constraints
from claims.models._search import Way, narrowed
from claims.models._similar import resembling
from claims.models._visible import IncidentBoundQuerySet
from claims.models.incident import Incident
from claims.models.party import Party
from claims.models.question import Question
from claims.models.utterance import Utterance, UtteranceClaimant
from claims.rules.actor import Actor
from claims.vocabulary import Certainty, ClaimKind, Stance, Standing, Status

STANDINGS_WITH_ANOTHER = (Standing.SUPERSEDED, Standing.DUPLICATE)


class ClaimQuerySet(IncidentBoundQuerySet["Claim"]):
    def made_by(self, party: Party, reader: Actor) -> "ClaimQuerySet":
        """Claims of the party, or of a party merged into it, alone or jointly, as far as the reader is told so."""
        claimants = UtteranceClaimant.objects.told_to(reader).filter(utterance__links__claim=OuterRef("pk"))
        return self.filter(Exists(claimants.filter(Q(party=party) | Q(party__merged_into=party))))

    def against(self, party: Party) -> "ClaimQuerySet":
        """Claims holding an allegation against the party, or against a party merged into it."""
        return self.filter(
            Q(allegations__accused=party) | Q(allegations__accused__merged_into=party),
            allegations__withdrawn_at__isnull=True,
        ).distinct()

    def concerning(self, party: Party, reader: Actor) -> "ClaimQuerySet":
        """Claims of the party, as far as the reader is told so, or holding an allegation against it."""
        every: ClaimQuerySet = self.model._default_manager.all()
        made, against = every.made_by(party, reader), every.against(party)
        return self.filter(Q(pk__in=made.values("pk")) | Q(pk__in=against.values("pk")))

    def said(self, reader: Actor, **so: Any) -> "ClaimQuerySet":
        """Claims hanging on an utterance that the reader is told of and that fits (lookups of `ClaimUtterance`)."""
        links = ClaimUtterance.objects.told_to(reader).filter(claim=OuterRef("pk"), **so)
        return self.filter(Exists(links))

    def unattributed(self, reader: Actor) -> "ClaimQuerySet":
        """Claims of nobody in particular, or of somebody whom the reader is not told."""
        claimants = UtteranceClaimant.objects.told_to(reader).filter(utterance__links__claim=OuterRef("pk"))
        return self.filter(~Exists(claimants))

    def live(self) -> "ClaimQuerySet":
        return self.filter(standing=Standing.LIVE)

    def matching(self, words: str, reader: Actor) -> "ClaimQuerySet":
        """Claim text holds the words, or the words or translation of an utterance that the reader is told of."""
        said = Way(Utterance.objects.told_to(reader).filter(links__isnull=False), "links__claim")
        return cast(ClaimQuerySet, narrowed(self, words, Way(Claim.objects.all()), said))

    def similar_to(self, words: str) -> "ClaimQuerySet":
        """Claims that say nearly this, the most alike first, with their `likeness`; recorded duplicates left out."""
        found: ClaimQuerySet = resembling(self.exclude(standing=Standing.DUPLICATE), words)
        return found

    def with_parts(self, reader: Actor) -> "ClaimQuerySet":
        """Incident, question, claimants, figures, allegations, answers, assessments: a fixed number of queries."""
        return self.select_related("incident", "question").prefetch_related(
            "figures__side", "allegations__accused__merged_into", "answers__allegation", saying_it(reader), assessed()
        )


def saying_it(reader: Actor) -> "Prefetch[str]":
    """A claim's utterances with their claimants, as far as the reader is told: what `claimants_of` reads."""
    claimants = UtteranceClaimant.objects.told_to(reader).select_related("party__merged_into").order_by("pk")
    links = ClaimUtterance.objects.told_to(reader).select_related("utterance").order_by("pk")
    return Prefetch("links", links.prefetch_related(Prefetch("utterance__claimants", claimants)))


def assessed(path: str = "") -> Prefetch:
    """The assessments of claims with what came of them, in their order; `judged` (models.judgements) reads them.

    `path` leads from the rows to their claim: `allegation__claim__`.
    """
    # Looked up by name when a query is built: assessments stand above claims.
    rows = apps.get_model("claims", "Assessment")._default_manager.with_signing()
    return Prefetch(f"{path}assessments", queryset=rows)


# The status that needs a second person is never had without that person's sign-off of the claim's latest assessment,
# whoever writes.
SIGNED_FOR = pgtrigger.Trigger(
    name="signed_for",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("status"),
    condition=pgtrigger.Q(new__status__in=[Status.ESTABLISHED, Status.REFUTED]),
    func="""
        IF TG_OP = 'UPDATE' AND OLD.status = NEW.status THEN
            RETURN NEW;
        END IF;
        IF NOT EXISTS (
            SELECT FROM claims_assessment assessment
            JOIN claims_signoff sign_off ON sign_off.assessment_id = assessment.id
            WHERE assessment.claim_id = NEW.id AND assessment.status = NEW.status
                AND NOT EXISTS (SELECT FROM claims_voiding WHERE sign_off_id = sign_off.id)
                AND NOT EXISTS (
                    SELECT FROM claims_assessment later WHERE later.claim_id = NEW.id AND later.id > assessment.id
                )
        ) THEN
            RAISE EXCEPTION 'this status needs the sign-off of a second person' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Claim(Owned, Versioned):
    """One claim. `status` is the latest assessment that stands; `standing` says whether the claim itself still does.

    `standing_other` is the claim that supersedes it or that it duplicates. Only claims of kind *fact* take a status.
    """

    UNRECORDED = (SEARCH,)

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="claims")
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=20, choices=ClaimKind.choices, default=ClaimKind.FACT)
    stance = models.CharField(max_length=25, choices=Stance.choices, default=Stance.ASSERTS)
    certainty = models.CharField(max_length=12, choices=Certainty.choices, default=Certainty.FLAT)
    hedge = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=1000)
    standing = models.CharField(max_length=15, choices=Standing.choices, default=Standing.LIVE)
    standing_reason = models.CharField(max_length=2000, blank=True)
    standing_other = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_for",
    )
    status = models.CharField(max_length=25, choices=Status.choices, default=Status.NOT_ASSESSED)
    recorded_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        triggers = [*never_deleted(), SIGNED_FOR]
        constraints = owned_constraints(
            models.CheckConstraint(condition=~Q(text=""), name="claim_has_text"),
            one_of(ClaimKind, "kind", "claim_kind_known"),
            one_of(Stance, "stance", "claim_stance_known"),
            one_of(Certainty, "certainty", "claim_certainty_known"),
            one_of(Standing, "standing", "claim_standing_known"),
            one_of(Status, "status", "claim_status_known"),
            models.CheckConstraint(
                condition=Q(kind=ClaimKind.FACT) | Q(status=Status.NOT_ASSESSED),
                name="claim_only_facts_take_a_status",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=STANDINGS_WITH_ANOTHER, standing_other__isnull=False)
                | (~Q(standing__in=STANDINGS_WITH_ANOTHER) & Q(standing_other__isnull=True)),
                name="claim_other_iff_standing_names_one",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.LIVE) | Q(standing_reason=""),
                name="claim_live_needs_no_reason",
            ),
            models.CheckConstraint(condition=~Q(standing_other=F("id")), name="claim_not_its_own_other"),
        )
        indexes = (
            models.Index(fields=["incident", "question"], name="claim_by_question"),
            models.Index("newsroom", F("recorded_at").desc(), F("id").desc(), name="claim_newest"),
            models.Index(fields=["newsroom", "status", "id"], name="claim_by_status"),
        )

    def __str__(self) -> str:
        return self.text


class ClaimUtterance(Owned):
    """The claim hangs on this utterance; all utterances of a claim have the same claimants."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="links")
    utterance = models.ForeignKey(Utterance, on_delete=models.PROTECT, related_name="links")

    class ClaimUtteranceQuerySet(IncidentBoundQuerySet["ClaimUtterance"]):
        incident_path = "claim__incident"

    objects = ClaimUtteranceQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["claim", "utterance"], name="claimutterance_once"),
        )


class ClaimBoundQuerySet(IncidentBoundQuerySet[Any]):
    """Rows seen with the claim that they hang on."""

    incident_path = "claim__incident"
