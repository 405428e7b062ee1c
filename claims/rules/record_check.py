"""Checking the record: everything is computed again from the Changes, and the first that differs is named."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.heads import NOTHING_BEFORE, SignedHead, is_signed
from claims.rules.merkle import Frontier
from claims.rules.record import Entry, leaf_of
from claims.vocabulary import ActorKind, Trouble

# A check says every second or so how far it is. One that is silent for so long was killed.
SILENT_FOR = timedelta(minutes=2)

SENTENCES = {
    Trouble.ROW_ALTERED: _("Position %(position)s: change %(change)s (%(verb)s) was altered after it was sealed."),
    Trouble.ROW_REMOVED: _("Position %(position)s: change %(change)s was removed."),
    Trouble.ROW_INSERTED: _("Position %(position)s: change %(change)s (%(verb)s) was inserted."),
    Trouble.ROW_UNNUMBERED: _(
        "Change %(change)s (%(verb)s) was inserted: it has no position and does not wait for one."
    ),
    Trouble.REDACTION_UNAPPROVED: _(
        "Position %(position)s: change %(change)s (%(verb)s) was altered: “%(field)s” was taken out, and no redaction"
        " that two people decided says so."
    ),
    Trouble.SEAL_MISSING: _("Seal %(number)s was removed."),
    Trouble.SEAL_UNCHAINED: _("Seal %(number)s does not follow from the one before it."),
    Trouble.SEAL_UNSIGNED: _("Seal %(number)s was not signed with this newsroom's key: it was altered or forged."),
    Trouble.SEAL_CONTRADICTED: _(
        "Positions %(first)s to %(position)s: these are not the changes that seal %(number)s was made over."
    ),
    Trouble.HEAD_UNSIGNED: _("The head given, number %(number)s, was not signed with a key that is known here."),
    Trouble.HEAD_CONTRADICTED: _(
        "Positions %(first)s to %(position)s: changes were rewritten together with their seals. The head given, number"
        " %(number)s of %(sealed_at)s, speaks of another record."
    ),
    Trouble.HEAD_UNREACHED: _(
        "Positions %(first)s to %(position)s: the head given, number %(number)s of %(sealed_at)s, speaks of changes"
        " that are not there: they were removed together with their seals."
    ),
}


@dataclass(frozen=True)
class Finding:
    trouble: Trouble
    params: Mapping[str, Any]

    @property
    def message(self) -> str:
        """A gettext message id."""
        return SENTENCES[self.trouble]

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True)
class Leaf:
    """What was kept of a Change when it was sealed."""

    position: int
    change: int
    hash: bytes


@dataclass
class Report:
    """What was found. `changes` were computed again, of which `sealed` are under a seal; `waiting` have no position
    yet. `kept` were compared with what had been kept of them.
    """

    findings: list[Finding] = field(default_factory=list)
    changes: int = 0
    sealed: int = 0
    seals: int = 0
    heads_given: int = 0
    redacted: int = 0
    waiting: int = 0
    kept: int = 0

    @property
    def unsealed(self) -> int:
        return max(0, self.changes - self.sealed)

    def found(self, trouble: Trouble, **params: Any) -> None:
        self.findings.append(Finding(trouble, params))


def check_record(
    entries: Iterable[Entry],
    leaves: Iterable[Leaf],
    seals: Iterable[SignedHead],
    *,
    given: Iterable[SignedHead] = (),
    trusted: Collection[str],
    destroyed: Callable[[], Mapping[int, Collection[str]]],
) -> Report:
    """Go through the record of one newsroom once, in the order of positions; nothing is kept but the tree's edge.

    `given` are heads that were kept outside. `destroyed` gives, per Change, the fields that approved redactions took
    out; it is asked last, because a redaction may be approved meanwhile.
    """
    report = Report()
    roots = _Roots(_told_apart(given, trusted, report), report)
    ahead = _Ahead(leaves)
    chain = _Chain(iter(seals), trusted, report)
    redacted: list[tuple[Mapping[str, Any], str]] = []
    for entry, leaf in _compared(entries, ahead, report):
        roots.grow(leaf)
        chain.reach(roots.tree, entry.position)
        report.changes = entry.position
        redacted += [(_facts(entry), name) for name in entry.redacted]
    chain.end(roots.tree.size, rows_are_whole=not report.findings)
    if not report.findings and report.kept > report.sealed:
        report.found(Trouble.SEAL_MISSING, number=report.seals + 1)
    roots.end(rows_are_whole=not report.findings)
    _check_redactions(redacted, destroyed(), report)
    return report


def _facts(entry: Entry) -> dict[str, Any]:
    """By what a Change is named."""
    return {"position": entry.position, "change": entry.change, "verb": entry.facts["verb"]}


def _compared(entries: Iterable[Entry], ahead: "_Ahead", report: Report) -> Iterator[tuple[Entry, bytes]]:
    """Each entry with its leaf, as long as it is what was sealed at its position."""
    for position, entry in enumerate(entries, start=1):
        leaf = ahead.at(position)
        facts = {**_facts(entry), "position": position}
        if entry.position != position or (leaf and leaf.change != entry.change):
            if entry.position > position or ahead.is_next(entry.change):
                report.found(Trouble.ROW_REMOVED, position=position, change=leaf.change if leaf else "?")
            else:
                report.found(Trouble.ROW_INSERTED, **facts)
            return
        computed = leaf_of(entry)
        if leaf and leaf.hash != computed:
            report.found(Trouble.ROW_ALTERED, **facts)
            return
        report.kept += leaf is not None
        yield entry, computed
    if leaf := ahead.rest():
        report.found(Trouble.ROW_REMOVED, position=leaf.position, change=leaf.change)


class _Ahead:
    """The leaves by position, with a look at the one that follows."""

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        self._leaves = iter(leaves)
        self._coming = next(self._leaves, None)

    def at(self, position: int) -> Leaf | None:
        while self._coming and self._coming.position < position:
            self._coming = next(self._leaves, None)
        if self._coming is None or self._coming.position != position:
            return None
        found, self._coming = self._coming, next(self._leaves, None)
        return found

    def is_next(self, change: int) -> bool:
        return self._coming is not None and self._coming.change == change

    def rest(self) -> Leaf | None:
        return self._coming


class _Chain:
    """The seals, each checked when the record has been gone through as far as it reaches."""

    def __init__(self, seals: Iterator[SignedHead], trusted: Collection[str], report: Report) -> None:
        self._seals, self._trusted, self._report = seals, trusted, report
        self._next = next(seals, None)
        self._number, self._size, self._previous = 0, 0, NOTHING_BEFORE
        self._agrees = True

    def reach(self, tree: Frontier, position: int) -> None:
        while self._next and self._next.head.tree_size <= position and self._follows(self._next):
            head = self._next.head
            if self._agrees and tree.root().hex() != head.root_hash:
                self._agrees = False  # nor can any later one agree
                self._report.found(
                    Trouble.SEAL_CONTRADICTED,
                    number=head.number,
                    first=head.first_position,
                    position=head.tree_size,
                )
            self._take(self._next)

    def end(self, size: int, *, rows_are_whole: bool) -> None:
        """The rest of the chain: what it says of rows can no longer be compared."""
        while self._next and self._follows(self._next):
            head = self._next.head
            if rows_are_whole and head.tree_size > size:
                self._report.found(Trouble.ROW_REMOVED, position=size + 1, change="?")
                rows_are_whole = False
            self._take(self._next)

    def _follows(self, signed: SignedHead) -> bool:
        head, number = signed.head, signed.head.number
        if number > self._number + 1:
            self._report.found(Trouble.SEAL_MISSING, number=self._number + 1)
        elif (number, head.first_position, head.previous_hash) != (self._number + 1, self._size + 1, self._previous):
            self._report.found(Trouble.SEAL_UNCHAINED, number=number)
        elif not is_signed(signed, self._trusted):
            self._report.found(Trouble.SEAL_UNSIGNED, number=number)
        else:
            return True
        # Of what comes after it nothing can be said.
        self._next = None
        return False

    def _take(self, signed: SignedHead) -> None:
        head = signed.head
        self._number, self._size, self._previous = head.number, head.tree_size, head.digest()
        self._report.seals, self._report.sealed = head.number, head.tree_size
        self._next = next(self._seals, None)


class _Roots:
    """The tree as it is computed again, against the heads that were kept elsewhere."""

    def __init__(self, given: list[SignedHead], report: Report) -> None:
        self.tree = Frontier()
        self._given, self._report = given, report
        self._agreed = 0

    def grow(self, leaf: bytes) -> None:
        self.tree.append(leaf)
        while self._given and self._given[0].head.tree_size == self.tree.size:
            head = self._given.pop(0).head
            if self.tree.root().hex() == head.root_hash:
                self._agreed = head.tree_size
            else:
                self._contradicted(Trouble.HEAD_CONTRADICTED, head)
                self._given.clear()

    def end(self, *, rows_are_whole: bool) -> None:
        if rows_are_whole and self._given:
            self._contradicted(Trouble.HEAD_UNREACHED, self._given[0].head)

    def _contradicted(self, trouble: Trouble, head: Any) -> None:
        first = self._agreed + 1 if trouble == Trouble.HEAD_CONTRADICTED else self.tree.size + 1
        self._report.found(trouble, first=first, position=head.tree_size, number=head.number, sealed_at=head.sealed_at)


def _told_apart(given: Iterable[SignedHead], trusted: Collection[str], report: Report) -> list[SignedHead]:
    """The heads that are signed, in the order of the record; the others prove nothing, and are reported."""
    believed = []
    for signed in given:
        report.heads_given += 1
        if is_signed(signed, trusted):
            believed.append(signed)
        else:
            report.found(Trouble.HEAD_UNSIGNED, number=signed.head.number)
    return sorted(believed, key=lambda signed: signed.head.tree_size)


def _check_redactions(
    redacted: list[tuple[Mapping[str, Any], str]], destroyed: Mapping[int, Collection[str]], report: Report
) -> None:
    for facts, name in redacted:
        report.redacted += 1
        if name not in destroyed.get(facts["change"], ()):
            report.found(Trouble.REDACTION_UNAPPROVED, **facts, field=name)


def check_asked_by_a_person(kind: ActorKind) -> None:
    if kind != ActorKind.USER:
        raise NotPermitted("person_needed", _("A person asks for this check; elsewhere there is `verify_record`."))


def check_none_under_way(already: bool) -> None:
    if already:
        raise RuleBroken("check_under_way", _("The record is being verified already. Wait for what comes of it."))
