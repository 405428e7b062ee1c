"""What a stretch of the record tells: which of its Changes are news, each once, and how far a status moved in all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.rules.digest_items import Item, Tally
from claims.rules.since import CLAIM, COUNTS_AS, NOW
from claims.vocabulary import ClaimRelationKind, DigestItemKind, Position, Status, Verb

FELL = frozenset(
    {Verb.CLAIM_SUPERSEDED, Verb.CLAIM_RETRACTED, Verb.CLAIM_MISATTRIBUTED, Verb.CLAIM_DUPLICATED},
)
ASSESSMENT, RELATION, REPLY, INCIDENT = "assessment", "claimrelation", "reply", "incident"


@dataclass(frozen=True)
class ChangeTold:
    """One Change of the window, in the order of positions; `after` is the subject's row under its column names."""

    id: int
    verb: Verb
    noun: str
    row: int
    incident: int
    recorded_at: datetime
    after: Mapping[str, Any]


@dataclass(frozen=True)
class PositionTaken:
    """A party's answer to an allegation: `fresh` if it was recorded within the window. Oldest first."""

    party: int
    allegation: int
    claim: int
    incident: int
    answer: int
    position: Position
    fresh: bool


def what_changed(changes: Iterable[ChangeTold], before: Mapping[int, Status]) -> list[Item]:
    """The news among the Changes. `before`: claim → its status when the window began."""
    told = list(changes)
    items = [item for change in told if (item := _news(change)) is not None]
    return items + [item for item, _change in status_moves(told, before)]


def tallies_of(changes: Iterable[ChangeTold], before: Mapping[int, Status]) -> list[Tally]:
    """What counts in the numbers of the week: each row once under a heading, a claim under the status it ended in."""
    told = list(changes)
    counted: dict[tuple[Any, int], ChangeTold] = {}
    for change in told:
        heading = COUNTS_AS.get((change.verb, change.noun))
        if heading is not None:
            counted.setdefault((heading, change.row), change)
    for item, change in status_moves(told, before):
        counted[NOW[Status(str(item.facts["to"]))], change.row] = change
    return [
        Tally(heading, change.recorded_at, change.incident, change.id) for (heading, _row), change in counted.items()
    ]


def status_moves(changes: Iterable[ChangeTold], before: Mapping[int, Status]) -> list[tuple[Item, ChangeTold]]:
    """Claims that ended the window with another status than they began it with, whatever came in between."""
    last: dict[int, ChangeTold] = {}
    judged: dict[tuple[int, str], int] = {}
    for change in changes:
        if change.noun == CLAIM and "status" in change.after:
            known = last.get(change.row)
            if known is None or known.after["status"] != change.after["status"]:
                last[change.row] = change
        elif change.noun == ASSESSMENT and "claim_id" in change.after:
            judged[change.after["claim_id"], change.after["status"]] = change.row
    return [
        (_moved(change, before.get(claim, Status.NOT_ASSESSED), judged), change)
        for claim, change in last.items()
        if change.after["status"] != before.get(claim, Status.NOT_ASSESSED)
    ]


def positions_moved(taken: Iterable[PositionTaken]) -> list[Item]:
    """Parties whose last answer to an allegation is another than their last before the window."""
    earlier: dict[tuple[int, int], PositionTaken] = {}
    latest: dict[tuple[int, int], PositionTaken] = {}
    for each in taken:
        (latest if each.fresh else earlier)[each.party, each.allegation] = each
    return [
        _other_position(earlier[key], now)
        for key, now in latest.items()
        if key in earlier and earlier[key].position != now.position
    ]


def _news(change: ChangeTold) -> Item | None:
    """What the Change tells by itself."""
    after = change.after
    match change.verb, change.noun:
        case Verb.INCIDENT_OPENED, "incident":
            return _item(DigestItemKind.INCIDENT_OPENED, change, {INCIDENT: change.row})
        case Verb.REPLY_RECORDED, "reply":
            rows = {REPLY: change.row, "commentrequest": after["comment_request_id"], "party": after["speaks_for_id"]}
            return _item(DigestItemKind.REPLY, change, rows, kind=after["kind"])
        case ((Verb.CONTRADICTION_CONFIRMED | Verb.CLAIM_RELATED), "claimrelation"):
            if after["kind"] != ClaimRelationKind.CONTRADICTS:
                return None
            rows = {RELATION: change.row, CLAIM: after["claim_id"], "claim:other": after["other_id"]}
            return _item(DigestItemKind.CONTRADICTION, change, rows, material=after["material"])
        case verb, "claim" if verb in FELL:
            return _item(DigestItemKind.CLAIM_FELL, change, {CLAIM: change.row}, standing=after["standing"])
    return None


def _item(kind: DigestItemKind, change: ChangeTold, rows: Mapping[str, int], /, **facts: Any) -> Item:
    return Item(kind, change.incident, rows, (change.id,), facts)


def _moved(change: ChangeTold, before: Status, judged: Mapping[tuple[int, str], int]) -> Item:
    rows = {CLAIM: change.row}
    to = change.after["status"]
    if (change.row, to) in judged:
        rows[ASSESSMENT] = judged[change.row, to]
    return _item(DigestItemKind.STATUS_MOVED, change, rows, **{"from": before.value, "to": to})


def _other_position(before: PositionTaken, now: PositionTaken) -> Item:
    rows = {
        "party": now.party,
        "claim:accusing": now.claim,
        "allegation": now.allegation,
        "answer": now.answer,
        "answer:before": before.answer,
    }
    facts = {"from": before.position.value, "to": now.position.value}
    return Item(DigestItemKind.POSITION_MOVED, now.incident, rows, (), facts)
