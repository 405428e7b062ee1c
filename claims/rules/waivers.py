"""Rules of waivers: what we can still decide not to ask, and that it takes a second person."""

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import ActorKind


def check_by_a_person(kind: ActorKind) -> None:
    """Deciding not to ask is signed by people; neither a token nor a command proposes it, or decides."""
    if kind != ActorKind.USER:
        raise NotPermitted("person_needed", _("Only a person can decide that a party is not asked."))


def check_waivable(*, asked: bool, answered: bool) -> None:
    """Refuse to decide not to ask a party that has been asked, or has answered."""
    if asked:
        raise RuleBroken("already_asked", _("This party has been asked about this allegation already."))
    if answered:
        raise RuleBroken("already_answered", _("This allegation has been answered already."))


def check_not_proposed(*, waits: bool, approved: bool) -> None:
    """At most one decision per allegation and party stands or waits; one that was refused may be proposed again."""
    if approved:
        raise RuleBroken("already_waived", _("It was decided before not to ask this party about this allegation."))
    if waits:
        raise RuleBroken(
            "already_proposed", _("It is proposed already not to ask this party; the proposal waits for approval.")
        )


def check_second_person(*, proposer: int, decider: int) -> None:
    """Nobody decides on what they proposed themselves."""
    if proposer == decider:
        raise RuleBroken(
            "second_person_needed", _("You proposed not to ask this party: a second person has to decide on it.")
        )


def check_undecided(decided: bool) -> None:
    """A proposal is decided on once."""
    if decided:
        raise RuleBroken("already_decided", _("This proposal has been decided on already."))
