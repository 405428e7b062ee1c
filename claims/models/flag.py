"""Flags: something that needs a person; opened and cleared by the clock."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from claims.models._append_only import never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._visible import IncidentBoundQuerySet
from claims.models.allegation import Allegation
from claims.models.claim import Claim, assessed
from claims.models.comment_request import CommentRequest
from claims.models.incident import Incident
from claims.models.reply import Reply
from claims.models.silence import ChannelCheck
from claims.models.use import Use
from claims.models.waiver import Waiver
from claims.rules.actor import Actor
from claims.vocabulary import FlagKind


class FlagQuerySet(IncidentBoundQuerySet["Flag"]):
    def standing(self) -> "FlagQuerySet":
        return self.filter(cleared_at__isnull=True)

    def about_claim(self, claim: Claim) -> "FlagQuerySet":
        """Those about the claim, its allegations, or where it was printed."""
        found: FlagQuerySet = self.with_claim().filter(of_claim=claim.pk)
        return found

    def with_claim(self) -> Any:
        """The key of the claim that each is about, if it is about one, as `of_claim`."""
        return self.annotate(of_claim=Coalesce(*[F(path) for path in OF_CLAIM]))

    def with_subjects(self) -> "FlagQuerySet":
        """What each is about, with the assessments of claims: these name who should look."""
        rows = self.select_related(
            "incident",
            "allegation__claim",
            "allegation__accused",
            "comment_request__party",
            "claim",
            "use__claim",
            "reply__comment_request__party",
            "waiver__party",
            "waiver__allegation__claim",
            "waiver__allegation__accused",
            "channel_check__party",
        )
        return rows.prefetch_related(assessed("claim__"), assessed("use__claim__"))


OF_CLAIM = ("claim_id", "allegation__claim_id", "use__claim_id", "waiver__allegation__claim_id")
SUBJECTS = ("allegation", "comment_request", "claim", "use", "reply", "waiver", "channel_check")


def _one_of_the_subjects() -> Q:
    each = [Q(**{f"{name}__isnull": name != one for name in SUBJECTS}) for one in SUBJECTS]
    return reduce(or_, each)


def _index_of(subject: str) -> models.Index:
    """Of its own rows alone: a flag fills one of the subjects."""
    condition = Q(**{f"{subject}__isnull": False})
    return models.Index(fields=[subject], condition=condition, name=f"flag_of_{subject}")


class Flag(Owned):
    """Raised once per (kind, subject, since). `since` is the instant at which it became true, however late noticed."""

    kind = models.CharField(max_length=20, choices=FlagKind.choices)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="flags")
    allegation = models.ForeignKey(
        Allegation, null=True, blank=True, on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    comment_request = models.ForeignKey(
        CommentRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    use = models.ForeignKey(Use, null=True, blank=True, on_delete=models.PROTECT, related_name="flags", db_index=False)
    reply = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    waiver = models.ForeignKey(
        Waiver, null=True, blank=True, on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    channel_check = models.ForeignKey(
        ChannelCheck, null=True, blank=True, on_delete=models.PROTECT, related_name="flags", db_index=False
    )
    since = models.DateTimeField()
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            # The kind says which of the subjects is filled.
            models.UniqueConstraint(
                F("kind"), Coalesce(*[F(f"{name}_id") for name in SUBJECTS]), F("since"), name="flag_once"
            ),
            models.CheckConstraint(condition=_one_of_the_subjects(), name="flag_has_one_subject"),
            one_of(FlagKind, "kind", "flag_kind_known"),
        )
        indexes = (
            models.Index(
                fields=["newsroom", "kind"],
                condition=Q(cleared_at__isnull=True),
                name="flag_standing",
            ),
            models.Index(fields=["newsroom", "since", "id"], name="flag_by_time"),
            *[_index_of(subject) for subject in SUBJECTS],
        )


def flagged_claims(kinds: Sequence[FlagKind], reader: Actor) -> Q:
    """The condition on claims that a standing flag of one of these kinds is about them."""
    flags = Flag.objects.visible_to(reader).standing().filter(kind__in=kinds).with_claim()
    return Q(pk__in=flags.filter(of_claim__isnull=False).values("of_claim"))
