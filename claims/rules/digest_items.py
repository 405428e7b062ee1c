"""What a digest is made of: items that name rows and facts, never sentences, so that they can be kept and told later.

Words come from the record as of the edition, and who may see an item is judged whenever it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from claims.rules.notices import URGENCY
from claims.vocabulary import AnswerState, DigestItemKind, DigestSection, FlagKind, Happening

Fact: TypeAlias = str | int | bool | list[str] | None
PARTY = "party"

SECTION_OF: dict[DigestItemKind, DigestSection] = {
    DigestItemKind.FLAG: DigestSection.NEEDS_YOU,
    DigestItemKind.SIGN_OFF_WAITING: DigestSection.NEEDS_YOU,
    DigestItemKind.INCIDENT_OPENED: DigestSection.CHANGED,
    DigestItemKind.STATUS_MOVED: DigestSection.CHANGED,
    DigestItemKind.POSITION_MOVED: DigestSection.CHANGED,
    DigestItemKind.REPLY: DigestSection.CHANGED,
    DigestItemKind.CONTRADICTION: DigestSection.CHANGED,
    DigestItemKind.CLAIM_FELL: DigestSection.CHANGED,
    DigestItemKind.YET_TO_ANSWER: DigestSection.UNANSWERED,
    DigestItemKind.SILENCE_REPORTED: DigestSection.UNANSWERED,
    DigestItemKind.ONE_ROOT: DigestSection.WEAK_SPOTS,
    DigestItemKind.NOT_ASSESSED: DigestSection.WEAK_SPOTS,
}


@dataclass(frozen=True)
class Item:
    """One thing to tell, under its incident.

    `rows`: noun (the model's name, as in a Change) → id of every row that it speaks of; a second row of a noun has a
    name of its own, "claim:other". Whoever may not see one of them is not told the item. `changes` are the Changes that
    tell of it; their reader must see them all. `facts` are codes, numbers and instants (ISO 8601, UTC).
    """

    kind: DigestItemKind
    incident: int
    rows: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[int, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "incident": self.incident,
            "rows": dict(self.rows),
            "changes": list(self.changes),
            "facts": dict(self.facts),
        }


@dataclass(frozen=True)
class Tally:
    """A row that counts in the numbers of the week: under which heading, and when it was recorded."""

    heading: Happening
    at: datetime
    incident: int
    change: int

    def as_json(self) -> list[Any]:
        return [self.heading.value, self.at.isoformat(), self.incident, self.change]


@dataclass(frozen=True)
class Body:
    """What one window of the record has to tell to everybody; each reader is told what they may see of it."""

    items: tuple[Item, ...] = ()
    tallies: tuple[Tally, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"items": [each.as_json() for each in self.items], "tallies": [each.as_json() for each in self.tallies]}


def item_of(kept: Mapping[str, Any]) -> Item:
    """An item as it was kept."""
    return Item(
        DigestItemKind(kept["kind"]), kept["incident"], dict(kept["rows"]), tuple(kept["changes"]), dict(kept["facts"])
    )


def body_of(kept: Mapping[str, Any]) -> Body:
    """A body as it was kept."""
    tallies = (
        Tally(Happening(heading), datetime.fromisoformat(at), incident, change)
        for heading, at, incident, change in kept["tallies"]
    )
    return Body(tuple(item_of(each) for each in kept["items"]), tuple(tallies))


@dataclass(frozen=True)
class Scope:
    """What a reader follows: everything, or the chosen incidents, parties and countries (ISO 3166-1 alpha-2) together.

    An item is in it if its incident or that incident's country is followed, or one of the parties that it speaks of.
    """

    everything: bool = True
    incidents: frozenset[int] = frozenset()
    parties: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        return {
            "everything": self.everything,
            "incidents": sorted(self.incidents),
            "parties": sorted(self.parties),
            "countries": sorted(self.countries),
        }


def scope_of(kept: Mapping[str, Any]) -> Scope:
    """A scope as it was kept."""
    return Scope(
        kept["everything"], frozenset(kept["incidents"]), frozenset(kept["parties"]), frozenset(kept["countries"])
    )


# Within a digest: what waits for the reader, then what moved, then who owes what, then what stands on little.
_KINDS = tuple(SECTION_OF)
_SECTIONS = tuple(DigestSection)
# Overdue before what is not due yet; whom we did not ask comes after whom we did.
_OWED = (AnswerState.NO_REPLY, AnswerState.NOT_REACHED, AnswerState.NOT_ASKED, AnswerState.ASKED)


def in_scope(item: Item, scope: Scope, *, country: str) -> bool:
    """Whether somebody who follows this reads of it; `country` is that of the item's incident."""
    if scope.everything or item.incident in scope.incidents or (country and country in scope.countries):
        return True
    return any(row in scope.parties for name, row in item.rows.items() if noun_of(name) == PARTY)


def noun_of(name: str) -> str:
    """The noun of an item's row: "claim:other" is a claim."""
    return name.partition(":")[0]


def urgency(item: Item) -> tuple[int, int, int, str]:
    """What sorts first is read first: by section and kind, then what presses most, then what has waited longest."""
    pressing = 0
    if item.kind == DigestItemKind.FLAG:
        pressing = URGENCY.index(FlagKind(str(item.facts["flag"])))
    elif item.kind == DigestItemKind.YET_TO_ANSWER:
        pressing = _OWED.index(AnswerState(str(item.facts["state"])))
    return (
        _SECTIONS.index(SECTION_OF[item.kind]),
        _KINDS.index(item.kind),
        pressing,
        str(item.facts.get("since") or ""),
    )
