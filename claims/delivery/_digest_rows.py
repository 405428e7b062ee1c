"""What the sentences of a digest read of the record: names, claims as somebody's claims, instants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.delivery._letter_words import LONGEST_NAME, LONGEST_WORDS, kept_apart, short, tries_words
from claims.language import Spoken
from claims.rules.digest_items import Item
from claims.rules.sentences import listed
from claims.vocabulary import Certainty, Channel, Stance

# So many merges are followed: a chain of them is one party.
LONGEST_CHAIN = 20
CLAIMED = {
    Stance.ASSERTS: gettext_noop("%(who)s’s claim that “%(claim)s”"),
    Stance.CLAIMS_RESPONSIBILITY: gettext_noop("%(who)s’s claim of responsibility, “%(claim)s”"),
    Stance.DENIES: gettext_noop("%(who)s’s denial, “%(claim)s”"),
    Stance.DISPUTES: gettext_noop("%(who)s’s objection, “%(claim)s”"),
    Stance.ACCEPTS: gettext_noop("%(who)s’s acceptance, “%(claim)s”"),
    Stance.PARTLY_ACCEPTS: gettext_noop("%(who)s’s part acceptance, “%(claim)s”"),
    Stance.NO_POSITION: gettext_noop("%(who)s’s statement, taking no position, “%(claim)s”"),
    Stance.RETRACTS: gettext_noop("%(who)s’s retraction, “%(claim)s”"),
}
# Certainty goes with the claim wherever it is told, the hedge word for word.
HOW_SURE = {
    Certainty.LIKELY: gettext_noop("%(claim)s (given as likely)"),
    Certainty.SUSPECTED: gettext_noop("%(claim)s (given as a suspicion)"),
    Certainty.POSSIBLE: gettext_noop("%(claim)s (given as a possibility)"),
    Certainty.CANNOT_SAY: gettext_noop("%(claim)s (without being able to say whether it was so)"),
}
HOW_SURE_IN_WORDS = {
    Certainty.FLAT: gettext_noop("%(claim)s (in the words “%(hedge)s”)"),
    Certainty.LIKELY: gettext_noop("%(claim)s (given as likely: “%(hedge)s”)"),
    Certainty.SUSPECTED: gettext_noop("%(claim)s (given as a suspicion: “%(hedge)s”)"),
    Certainty.POSSIBLE: gettext_noop("%(claim)s (given as a possibility: “%(hedge)s”)"),
    Certainty.CANNOT_SAY: gettext_noop("%(claim)s (without being able to say whether it was so: “%(hedge)s”)"),
}


class Rows(Protocol):
    """The record as of the end of a window (models/digest_rows.py)."""

    def of(self, noun: str, row: int, /) -> Mapping[str, Any]:
        """The row's values, {} if there is none."""

    def claimants_of(self, claim_id: int, /) -> Sequence[int]:
        """The parties whose claim it is; none if it is a person's who is not named."""


@dataclass(frozen=True)
class Telling:
    """What the sentences of one digest are made from; `now` is the end of its window."""

    rows: Rows
    now: datetime

    def row(self, item: Item, noun: str) -> Mapping[str, Any]:
        """The item's row of that noun; {} where it has none."""
        found = item.rows.get(noun)
        return {} if found is None else self.rows.of(noun.partition(":")[0], found)

    def party(self, party_id: int | None) -> str:
        """The name of a party, of the one that it was merged into."""
        row: Mapping[str, Any] = {} if party_id is None else self.rows.of("party", party_id)
        for _step in range(LONGEST_CHAIN):
            into = row.get("merged_into_id")
            if into is None:
                break
            row = self.rows.of("party", into)
        return told(row.get("name"), LONGEST_NAME) or _("a party that is not named")

    def party_of(self, item: Item) -> str:
        return self.party(item.rows.get("party") or self.row(item, "commentrequest").get("party_id"))

    def claim(self, item: Item, noun: str = "claim") -> str:
        """A claim as somebody's, with its certainty; never the bare statement."""
        row = self.row(item, noun)
        claimants = self.rows.claimants_of(item.rows[noun]) if noun in item.rows else ()
        names = list(dict.fromkeys(self.party(each) for each in claimants))
        who = listed(names, Spoken()) if names else _("an unnamed account")
        slots = {"who": who, "claim": self.text(item, noun)}
        claim = _(CLAIMED[Stance(row.get("stance") or Stance.ASSERTS)]) % slots
        certainty, hedge = Certainty(row.get("certainty") or Certainty.FLAT), told(row.get("hedge"))
        if hedge:
            return _(HOW_SURE_IN_WORDS[certainty]) % {"claim": claim, "hedge": hedge}
        return _(HOW_SURE[certainty]) % {"claim": claim} if certainty in HOW_SURE else claim

    def text(self, item: Item, noun: str = "claim") -> str:
        """It stands within a sentence, so without a full stop of its own."""
        return told(str(self.row(item, noun).get("text") or "").rstrip().rstrip("."))

    def since(self, item: Item, name: str = "since") -> datetime:
        return instant_of(item.facts.get(name)) or self.now


def tried(item: Item) -> str:
    """How often a party was asked and how, from the item's facts."""
    named = item.facts.get("channels")
    channels = [Channel(each) for each in named] if isinstance(named, list) else []
    attempts = int(str(item.facts.get("attempts") or 0))
    return tries_words(attempts, channels, through=bool(item.facts.get("went_through")))


def told(value: object, longest: int = LONGEST_WORDS) -> str:
    """People's own words, cut to one line, and kept apart where they read in the other direction than ours."""
    return kept_apart(short(str(value or ""), longest))


def instant_of(value: object) -> datetime | None:
    """An instant as a fact or a row holds it."""
    if not isinstance(value, str) or not value:
        return None
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
