"""Seals: signed heads over the record of a newsroom, and the tree of hashes that they are the tops of."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Q

from claims.models._append_only import append_only
from claims.models._base import Owned, owned_constraints
from claims.models._visible import OwnedQuerySet
from claims.models.newsroom import Newsroom
from claims.rules.heads import Head, SignedHead
from claims.rules.merkle import Node, Span, fold, nodes_of


class SealQuerySet(OwnedQuerySet["Seal"]):
    def in_order(self) -> "SealQuerySet":
        return self.order_by("number")


class Seal(Owned):
    """The record of the newsroom up to `last_position`, whose tree has `root_hash`; signed, and chained to the last.

    All seals of a newsroom stand over one growing tree: position n is its leaf n - 1.
    """

    number = models.PositiveIntegerField()
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    root_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    sealed_at = models.DateTimeField()

    objects = SealQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["newsroom", "number"], name="seal_number_once"),
            models.UniqueConstraint(fields=["newsroom", "last_position"], name="seal_position_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, first_position__gte=1, last_position__gte=F("first_position")),
                name="seal_counts_from_one",
            ),
        )

    def signed_head(self) -> SignedHead:
        """What was signed."""
        head = Head(
            newsroom=self.newsroom_id,
            number=self.number,
            first_position=self.first_position,
            tree_size=self.last_position,
            root_hash=self.root_hash,
            previous_hash=self.previous_hash,
            sealed_at=instant_text(self.sealed_at),
            public_key=self.public_key,
        )
        return SignedHead(head, self.signature)


class SealedNode(Owned):
    """One complete node of a newsroom's tree. At level 0 it is a leaf, and says of which Change.

    That is no foreign key: it must outlast a Change that somebody removes.
    """

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    leaf_of = models.BigIntegerField(null=True)

    objects = OwnedQuerySet["SealedNode"].as_manager()

    class Meta:
        triggers = append_only()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["newsroom", "level", "index"], name="sealednode_once"),
            models.CheckConstraint(condition=Q(level=0) ^ Q(leaf_of__isnull=True), name="sealednode_leaf_of_a_change"),
        )


def latest_head(newsroom: Newsroom) -> SignedHead | None:
    """The newest head of the newsroom's record: what a digest or a visitor takes away."""
    seal = Seal.objects.filter(newsroom=newsroom).order_by("-number").first()
    return seal.signed_head() if seal else None


def head_at(newsroom: Newsroom, instant: datetime) -> SignedHead | None:
    """The newest head of the newsroom's record that was signed by then."""
    seal = Seal.objects.filter(newsroom=newsroom, sealed_at__lte=instant).order_by("-number").first()
    return seal.signed_head() if seal else None


def span_hashes(newsroom_id: int, spans: list[Span]) -> list[bytes]:
    """The hashes over these spans of the tree, in one query; KeyError if a node is missing."""
    wanted: set[Node] = {node for span in spans for node in nodes_of(span)}
    which = Q(pk__in=[])
    for level, index in wanted:
        which |= Q(level=level, index=index)
    rows = SealedNode.objects.filter(which, newsroom_id=newsroom_id).values_list("level", "index", "hash")
    found: dict[Node, bytes] = {(level, index): bytes(value) for level, index, value in rows}
    return [fold([found[node] for node in nodes_of(span)]) for span in spans]


def instant_text(value: datetime) -> str:
    """An instant as it is sealed: UTC, to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
