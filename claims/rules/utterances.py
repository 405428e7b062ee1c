"""Rules of utterances: terms, translations, claimants, and which of two was said first."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import DatePrecision, HopActor, Terms

MOST_CLAIMANTS = 20
MOST_CLAIMS = 100
# Of different utterances, in one go.
MOST_ROWS = 500
MOST_HOPS = 20
UNNAMED = frozenset({HopActor.PROTECTED_PERSON, HopActor.ANONYMOUS_PERSON, HopActor.UNKNOWN})
DAY = timedelta(days=1)
# What may leave the newsroom at all, once its embargo is over.
LEAVING = frozenset({Terms.ON_THE_RECORD, Terms.ON_BACKGROUND})


@dataclass(frozen=True)
class Said:
    """When something was said, as far as it is known."""

    on: date | None
    at: datetime | None
    precision: DatePrecision

    def days(self) -> tuple[date, date] | None:
        """First and last day it can have been; None if unknown. An instant is another day in other zones."""
        if self.on is None:
            return None
        match self.precision:
            case DatePrecision.INSTANT:
                return self.on - DAY, self.on + DAY
            case DatePrecision.WEEK:
                monday = self.on - DAY * self.on.weekday()
                return monday, monday + DAY * 6
            case DatePrecision.MONTH:
                last = calendar.monthrange(self.on.year, self.on.month)[1]
                return self.on.replace(day=1), self.on.replace(day=last)
            case DatePrecision.YEAR:
                return date(self.on.year, 1, 1), date(self.on.year, 12, 31)
        return self.on, self.on


def certainly_before(one: Said, other: Said) -> bool:
    """Whether `one` was said before `other`, whatever their precisions leave open."""
    if one.at is not None and other.at is not None:
        return one.at < other.at
    mine, theirs = one.days(), other.days()
    return mine is not None and theirs is not None and mine[1] < theirs[0]


def may_leave(terms: str, embargo_until: datetime | None, *, now: datetime) -> bool:
    """Whether terms and embargo let it leave the newsroom; the database has the same as `claims_leaves`."""
    return terms in LEAVING and (embargo_until is None or embargo_until <= now)


def check_terms(terms: str, background_as: str) -> None:
    """On background says as what ("a senior official"); other terms say no such thing."""
    if terms == Terms.ON_BACKGROUND and not background_as:
        raise RuleBroken(
            "background_as_missing",
            _("On background: say as what the speaker may be described, such as “a senior official”."),
            field="background_as",
        )
    if terms != Terms.ON_BACKGROUND and background_as:
        raise RuleBroken(
            "background_as_not_taken",
            _("Only what is said on background has a description of the speaker."),
            field="background_as",
        )


def check_speaker(*, named: bool, protected: bool) -> None:
    """A speaker is named or protected, never both."""
    if named and protected:
        raise RuleBroken(
            "speaker_named_and_protected",
            _("A protected person is not named here as well: leave out the speaker's name."),
            field="speaker",
        )


def check_translation(translation: str, translated_by: str, machine_translated: bool) -> None:
    """Who or what translated goes with a translation."""
    if not translation and (translated_by or machine_translated):
        raise RuleBroken(
            "translation_missing",
            _("Give the translation, or leave out who or what translated it."),
            field="translation",
        )


def check_claimants(names: Iterable[tuple[int, str]]) -> None:
    """At most so many claimants (identifier and name), and nobody twice; none at all means unattributed."""
    met: set[int] = set()
    for place, (identifier, name) in enumerate(names):
        if place >= MOST_CLAIMANTS:
            raise RuleBroken(
                "too_many_claimants",
                _("At most %(most)s parties can speak jointly."),
                field="claimants",
                most=MOST_CLAIMANTS,
            )
        if identifier in met:
            raise RuleBroken(
                "claimant_twice",
                _("%(name)s is named twice among those who said it."),
                field=f"claimants.{place}",
                name=name,
            )
        met.add(identifier)


def check_claim_count(count: int) -> None:
    """An utterance is kept for its claims: at least one."""
    if count < 1:
        raise RuleBroken("no_claims", _("Record at least one claim that was made."), field="claims")
    if count > MOST_CLAIMS:
        raise RuleBroken(
            "too_many_claims",
            _("At most %(most)s claims can be recorded in one go."),
            field="claims",
            most=MOST_CLAIMS,
        )


def check_hop(actor_kind: HopActor, *, has_party: bool, actor_label: str, protected: bool = False) -> None:
    """A named actor of a hop is named, an unnamed one is not, and only a protected one is a protected identity."""
    if protected and actor_kind != HopActor.PROTECTED_PERSON:
        raise RuleBroken(
            "hop_identity_not_taken",
            _("Only a protected person has a protected identity."),
            field="identity",
        )
    if actor_kind in UNNAMED and has_party:
        raise RuleBroken(
            "hop_party_not_taken",
            _("“%(kind)s” names nobody: leave out the party."),
            field="party",
            kind=actor_kind.label,
        )
    if actor_kind not in UNNAMED and not has_party and not actor_label:
        raise RuleBroken("hop_without_actor", _("Say who this was: a party or a name."), field="party")


def check_hop_count(count: int) -> None:
    """A chain longer than this is a slip."""
    if count > MOST_HOPS:
        raise RuleBroken("too_many_hops", _("At most %(most)s hops fit in a chain."), field="hops", most=MOST_HOPS)


def check_carried_once(already: bool, source: str) -> None:
    """One carriage per utterance and source."""
    if already:
        raise RuleBroken(
            "carriage_twice",
            _("This utterance is already recorded as carried by “%(source)s”."),
            field="source",
            source=source,
        )


def check_row_count(count: int) -> None:
    """Refuse more claims of different utterances than are recorded in one go."""
    if count > MOST_ROWS:
        raise RuleBroken(
            "too_many_rows",
            _("At most %(most)s rows can be recorded in one go."),
            field="rows",
            most=MOST_ROWS,
        )
