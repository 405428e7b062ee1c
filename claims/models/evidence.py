"""Evidence: what a source does to a claim, and the root behind it."""

from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, one_of, owned_constraints
from claims.models.claim import Claim, ClaimBoundQuerySet
from claims.models.party import Party
from claims.models.protected_identity import ProtectedIdentity
from claims.models.source import Source
from claims.vocabulary import Basis, Bearing, RootKind


def _root(kind: RootKind, *, party: bool = False, source: bool = False, identity: bool = False) -> Q:
    return Q(
        root_kind=kind,
        root_party__isnull=not party,
        root_source__isnull=not source,
        root_identity__isnull=not identity,
    )


class EvidenceQuerySet(ClaimBoundQuerySet):
    def current(self) -> "EvidenceQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Evidence(Owned):
    """Claim × source. The root is who or what ultimately knows, on which basis.

    An anonymous or unknown root counts zero until `distinct_reason` says why it is one of its own. Evidence that is
    taken back keeps its row, with the reason.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    bearing = models.CharField(max_length=20, choices=Bearing.choices)
    passage = models.CharField(max_length=5000, blank=True)
    passage_prefix = models.CharField(max_length=300, blank=True)
    passage_suffix = models.CharField(max_length=300, blank=True)
    root_kind = models.CharField(max_length=10, choices=RootKind.choices, default=RootKind.UNKNOWN)
    root_party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="root_of")
    root_source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="root_of")
    root_identity = models.ForeignKey(
        ProtectedIdentity, null=True, blank=True, on_delete=models.PROTECT, related_name="root_of"
    )
    root_label = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=20, choices=Basis.choices, default=Basis.UNSTATED)
    distinct_reason = models.CharField(max_length=1000, blank=True)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        triggers = never_deleted()
        constraints = owned_constraints(
            one_of(Bearing, "bearing", "evidence_bearing_known"),
            one_of(Basis, "basis", "evidence_basis_known"),
            models.CheckConstraint(
                condition=_root(RootKind.PARTY, party=True)
                | _root(RootKind.SOURCE, source=True)
                | _root(RootKind.PROTECTED, identity=True)
                | _root(RootKind.ANONYMOUS)
                | _root(RootKind.UNKNOWN),
                name="evidence_root_matches_kind",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="evidence_withdrawn_with_a_reason",
            ),
        )
