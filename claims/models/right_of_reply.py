"""The right-of-reply file of an incident: what a lawyer asks for, per party, in order and numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from claims.models.answering import OwedAnswer, answer_states
from claims.models.incident import Incident
from claims.models.ledger import Entry, ledger_of, withheld_in
from claims.models.newsroom import Newsroom
from claims.models.party import Party
from claims.models.seal import latest_head
from claims.rules.actor import Actor, outward
from claims.rules.heads import SignedHead

Numbered = tuple[int, Entry]


@dataclass
class PartyFile:
    """One party: how it stands with each allegation that it is for it to answer, and what was done."""

    party: Party
    owed: list[OwedAnswer] = field(default_factory=list)
    entries: list[Numbered] = field(default_factory=list)


@dataclass(frozen=True)
class RightOfReplyFile:
    """`printed`: what we printed. `withheld` items are not told to this reader; `inside` of those that are told may
    not leave the newsroom. `head`: the latest signed head of the record."""

    incident: Incident
    parties: list[PartyFile]
    printed: list[Numbered]
    withheld: int
    inside: int
    head: SignedHead | None
    at: datetime


def right_of_reply_file(incident: Incident, *, newsroom: Newsroom, actor: Actor, now: datetime) -> RightOfReplyFile:
    """The file of an incident that the actor may see. Entries are numbered through, in the order of the file."""
    ledger = ledger_of(incident, actor=actor, now=now)
    files = {party.pk: PartyFile(party) for party in ledger.parties}
    for owed in answer_states(incident, actor=actor, now=now):
        if owed.owed or owed.waived:
            files.setdefault(owed.party.pk, PartyFile(owed.party)).owed.append(owed)
    parties = sorted(files.values(), key=lambda each: (each.party.name, each.party.pk))
    number = 0
    for each in parties:
        own = [entry for entry in ledger.entries if entry.party == each.party]
        each.entries = list(enumerate(own, number + 1))
        number += len(own)
    printed = list(enumerate((entry for entry in ledger.entries if entry.party is None), number + 1))
    kept_inside = withheld_in(incident, actor=outward(actor)) - ledger.withheld
    return RightOfReplyFile(incident, parties, printed, ledger.withheld, kept_inside, latest_head(newsroom), now)
