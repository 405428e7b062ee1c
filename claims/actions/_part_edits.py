"""Edits to the figures, allegations and answers of a claim: each list is one field that two people may have touched.

Lists are compared by what they say, without ids and order, and with merged parties resolved. The base is rebuilt from
the record: of each part, the last Change up to the one that left the claim at the version in question. That holds
because the claim is locked while parts are written, and parts are recorded before their claim.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db import models

from claims.actions._edits import change_at_version
from claims.actions._parts import FIGURE_COLUMNS, Content
from claims.models import Allegation, Answer, Change, Claim, Figure, Party
from claims.rules.record import REDACTED_TEXT, is_destroyed


@dataclass(frozen=True)
class PartKind:
    """One kind of part: its table, the columns that make up what it says, and which of these points to a party."""

    field: str
    model: type[models.Model]
    columns: tuple[str, ...]
    party_column: str = ""

    def rows(self, claim: Claim) -> list[Any]:
        """All of the claim's, those withdrawn too, in the order in which they came."""
        return list(cast(Any, self.model)._default_manager.filter(claim=claim).order_by("pk"))


FIGURES = PartKind("figures", Figure, (*FIGURE_COLUMNS, "side_id"), "side_id")
ALLEGATIONS = PartKind("allegations", Allegation, ("accused_id", "role", "role_label", "for_publication"), "accused_id")
ANSWERS = PartKind("answers", Answer, ("allegation_id", "position"))


@dataclass(frozen=True)
class PartEdit:
    """What the editor saw, what there is, and what the editor wants of one kind of part.

    `rows` are all of the claim's by id, those withdrawn too; `now` is what the current ones say.
    """

    kind: PartKind
    rows: Mapping[int, Any]
    base: Sequence[Content]
    now: Mapping[int, Content]
    mine: Sequence[Content]
    # Whether a value of the base was destroyed since: what was typed before may hold it.
    destroyed: bool = False

    def to(self, mine: Sequence[Content]) -> "PartEdit":
        """The edit that leaves the list as `mine`."""
        return replace(self, mine=mine)

    @property
    def theirs(self) -> Sequence[Content]:
        return list(self.now.values())

    @property
    def touched(self) -> bool:
        """Whether there is anything to write: the editor changed the list, and not to what it is already."""
        return not same(self.mine, self.base) and not same(self.mine, self.theirs)

    @property
    def in_conflict(self) -> bool:
        return self.touched and (self.destroyed or not same(self.theirs, self.base))

    @property
    def result(self) -> Sequence[Content]:
        return self.mine if self.touched else self.theirs

    def shown(self) -> tuple[list[Content], list[Content], list[Content]]:
        """(base, theirs, mine) to be read by people: parties by name."""
        names = _names(self.kind, [*self.base, *self.theirs, *self.mine])
        base, theirs, mine = (
            [_readable(self.kind, content, names) for content in side] for side in (self.base, self.theirs, self.mine)
        )
        return base, theirs, mine


def prepare(kind: PartKind, claim: Claim, version: int) -> PartEdit:
    """An edit of the locked claim, prepared on `version`, that leaves the list as it is; see `PartEdit.to`."""
    rows = kind.rows(claim)
    theirs = [{name: getattr(row, name) for name in kind.columns} for row in rows if row.withdrawn_at is None]
    base = theirs if version == claim.version else _contents_at(kind, rows, change_at_version(claim, version))
    stands_for = _stands_for(kind, [*theirs, *base])
    ids = [row.pk for row in rows if row.withdrawn_at is None]
    now = dict(zip(ids, _resolved(kind, theirs, stands_for), strict=True))
    return PartEdit(
        kind=kind,
        rows={row.pk: row for row in rows},
        base=_resolved(kind, base, stands_for),
        now=now,
        mine=list(now.values()),
        destroyed=version != claim.version and any(REDACTED_TEXT in content.values() for content in base),
    )


def same(one: Sequence[Content], other: Sequence[Content]) -> bool:
    """Whether the two lists say the same, in whatever order."""
    return Counter(frozenset(each.items()) for each in one) == Counter(frozenset(each.items()) for each in other)


def _contents_at(kind: PartKind, rows: Sequence[Any], change: Change) -> list[Content]:
    latest = (
        Change.objects.filter(
            subject_type=kind.model._meta.model_name, subject_id__in=[row.pk for row in rows], id__lte=change.pk
        )
        .order_by("subject_id", "-id")
        .distinct("subject_id")
    )
    kept = [each.after for each in latest if each.after and each.after["withdrawn_at"] is None]
    return [
        {name: REDACTED_TEXT if is_destroyed(name, after[name]) else after[name] for name in kind.columns}
        for after in kept
    ]


def _stands_for(kind: PartKind, contents: Sequence[Content]) -> dict[int, int]:
    ids = {content[kind.party_column] for content in contents} if kind.party_column else set()
    merged = Party.objects.filter(pk__in=ids - {None}, merged_into__isnull=False) if ids else Party.objects.none()
    return dict(merged.values_list("pk", "merged_into_id"))


def _resolved(kind: PartKind, contents: Sequence[Content], stands_for: dict[int, int]) -> list[Content]:
    if not kind.party_column:
        return list(contents)
    return [
        {**each, kind.party_column: stands_for.get(each[kind.party_column], each[kind.party_column])}
        for each in contents
    ]


def _names(kind: PartKind, contents: Sequence[Content]) -> dict[int, str]:
    ids = {content[kind.party_column] for content in contents} if kind.party_column else set()
    return dict(Party.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))


def _readable(kind: PartKind, content: Content, names: dict[int, str]) -> Content:
    """The column `accused_id` becomes `accused`, its value the party's name."""
    return {
        name.removesuffix("_id"): names.get(value, "") if name == kind.party_column else value
        for name, value in content.items()
    }
