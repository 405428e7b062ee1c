"""What a window of the record has to tell: from its Changes, and from what stood before it, to the items of a digest.

Windows follow one another without a gap. What a Change brought is told in the window that holds it, and in no other;
what moved is told for the window as a whole: what went and came back has not moved.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.rules.digest_items import Item, Tally
from claims.rules.since import CLAIM, COUNTS_AS, NOUN_OF, NOW, ChangeFact, happenings
from claims.vocabulary import ClaimRelationKind, DigestItemKind, Happening, Position, Standing, Status, Terms, Verb

ASSESSMENT, SIGN_OFF, REPLY = "assessment", "signoff", "reply"
STATUS_OF = {heading: status for status, heading in NOW.items()}


@dataclass(frozen=True)
class NewsFact:
    """One Change of an incident: `after` is the row as it then was, `at` when it was recorded.

    `claim` is what an assessment, or the sign-off of one, judges; `party` who sent a reply (on background: whom we had
    asked), merges resolved.
    """

    change: int
    verb: Verb
    noun: str
    row: int
    incident: int
    at: datetime
    after: Mapping[str, Any]
    claim: int | None = None
    party: int | None = None

    @property
    def counted(self) -> ChangeFact:
        """The same, as it counts."""
        status = Status(self.after["status"]) if self.noun == CLAIM and "status" in self.after else None
        return ChangeFact(self.verb, self.noun, self.row, status)


def news_of(fact: NewsFact) -> Item | None:
    """What the Change tells by itself, if anything."""
    tell = TELLS.get((fact.verb, fact.noun))
    return tell(fact) if tell else None


def _opened(fact: NewsFact) -> Item:
    return Item(DigestItemKind.INCIDENT_OPENED, fact.incident, {"incident": fact.row}, (fact.change,))


def _replied(fact: NewsFact) -> Item:
    rows = {"commentrequest": fact.after["comment_request_id"]}
    rows |= {"party": fact.party} if fact.party is not None else {}
    # What was said on background is nobody's words: that a reply came is told, and nothing of it.
    if fact.after["terms"] == Terms.ON_BACKGROUND:
        return Item(DigestItemKind.REPLY, fact.incident, rows, (fact.change,))
    rows["reply"] = fact.row
    return Item(DigestItemKind.REPLY, fact.incident, rows, (fact.change,), {"kind": fact.after["kind"]})


def _contradicts(fact: NewsFact) -> Item | None:
    if fact.after["kind"] != ClaimRelationKind.CONTRADICTS:
        return None
    rows = {"claim": fact.after["claim_id"], "claim:other": fact.after["other_id"], "claimrelation": fact.row}
    facts = {"material": fact.after["material"]}
    return Item(DigestItemKind.CONTRADICTION, fact.incident, rows, (fact.change,), facts)


def _fell(fact: NewsFact) -> Item:
    other = fact.after.get("standing_other_id")
    rows = {"claim": fact.row} | ({"claim:other": other} if other is not None else {})
    facts = {"verb": fact.verb.value, "standing": fact.after["standing"]}
    return Item(DigestItemKind.CLAIM_FELL, fact.incident, rows, (fact.change,), facts)


TELLS: dict[tuple[Verb, str], Callable[[NewsFact], Item | None]] = {
    (Verb.INCIDENT_OPENED, "incident"): _opened,
    (Verb.REPLY_RECORDED, REPLY): _replied,
    # Found by the tracker and confirmed, or seen by a person.
    (Verb.CONTRADICTION_CONFIRMED, "claimrelation"): _contradicts,
    (Verb.CLAIM_RELATED, "claimrelation"): _contradicts,
    (Verb.CLAIM_SUPERSEDED, CLAIM): _fell,
    (Verb.CLAIM_RETRACTED, CLAIM): _fell,
    (Verb.CLAIM_MISATTRIBUTED, CLAIM): _fell,
    (Verb.CLAIM_DUPLICATED, CLAIM): _fell,
}
# What gives a claim its status: an assessment, or the sign-off of a proposed one.
JUDGES = {(Verb.CLAIM_ASSESSED, ASSESSMENT), (Verb.ASSESSMENT_SIGNED_OFF, SIGN_OFF)}


def statuses_moved(facts: Sequence[NewsFact], before: Mapping[int, Status]) -> list[Item]:
    """The claims with another status than before the window (`before`: claim → status), which still stand.

    One that was recorded within the window comes from *not assessed*.
    """
    last = {fact.row: fact for fact in facts if fact.noun == CLAIM}
    judged = {fact.claim: fact for fact in facts if (fact.verb, fact.noun) in JUDGES}
    found = []
    for heading, claims in happenings([fact.counted for fact in facts], before).items():
        status = STATUS_OF.get(heading)
        found += [
            _moved(last[claim], before.get(claim, Status.NOT_ASSESSED), status, judged.get(claim))
            for claim in claims
            if status is not None and last[claim].after["standing"] == Standing.LIVE
        ]
    return found


def _moved(fact: NewsFact, before: Status, after: Status, judged: NewsFact | None) -> Item:
    rows, changes = {"claim": fact.row}, [fact.change]
    if judged is not None:
        rows["assessment"] = judged.after.get("assessment_id", judged.row)
        changes.append(judged.change)
    facts = {"from": before.value, "to": after.value}
    return Item(DigestItemKind.STATUS_MOVED, fact.incident, rows, tuple(changes), facts)


def tallies_of(facts: Sequence[NewsFact], before: Mapping[int, Status]) -> list[Tally]:
    """What counts in the numbers of the week: each row once under a heading, with the Change that tells of it."""
    first: dict[tuple[Happening, int], NewsFact] = {}
    last: dict[tuple[str, int], NewsFact] = {}
    for fact in facts:
        last[fact.noun, fact.row] = fact
        heading = COUNTS_AS.get((fact.verb, fact.noun))
        if heading is not None:
            first.setdefault((heading, fact.row), fact)
    found = []
    for heading, rows in happenings([fact.counted for fact in facts], before).items():
        told = [first.get((heading, row)) or last[NOUN_OF[heading], row] for row in rows]
        found += [Tally(heading, fact.at, fact.incident, fact.change) for fact in told]
    return found


@dataclass(frozen=True)
class AnswerFact:
    """What a party said to an allegation, in the order of the record; `claim` is the one that alleges.

    `earlier`: it was on record before the window. `stands`: nobody took it back, nor the claim that said it.
    """

    answer: int
    change: int
    party: int
    allegation: int
    claim: int
    incident: int
    position: Position
    earlier: bool
    stands: bool


def positions_moved(answers: Iterable[AnswerFact]) -> list[Item]:
    """The parties that take another position on an allegation than they did before.

    What they said before is named beside it, even if they have taken it back since: no concession hides it. Of a party
    that had said nothing before the window, the first it said within counts as before.
    """
    said: dict[tuple[int, int], list[AnswerFact]] = defaultdict(list)
    for answer in answers:
        said[answer.party, answer.allegation].append(answer)
    found = []
    for facts in said.values():
        within = [fact for fact in facts if not fact.earlier]
        standing = [fact for fact in within if fact.stands]
        before = [fact for fact in facts if fact.earlier] or within[:1]
        if standing and standing[-1].position != before[-1].position:
            found.append(_another(before[-1], standing[-1]))
    return found


def _another(before: AnswerFact, now: AnswerFact) -> Item:
    rows = {
        "party": now.party,
        "allegation": now.allegation,
        "claim": now.claim,
        "answer": now.answer,
        "answer:before": before.answer,
    }
    facts = {"from": before.position.value, "to": now.position.value}
    return Item(DigestItemKind.POSITION_MOVED, now.incident, rows, (before.change, now.change), facts)
