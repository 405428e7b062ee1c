"""Rules of waivers: what we can still decide not to ask."""

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import ActorKind


def check_by_a_person(kind: ActorKind) -> None:
    """Deciding not to ask is signed by a person; neither a token nor a command does it."""
    if kind != ActorKind.USER:
        raise NotPermitted("person_needed", _("Only a person can decide that a party is not asked."))


def check_waivable(*, asked: bool, answered: bool, waived: bool) -> None:
    """Refuse a decision not to ask once the party has been asked, has answered, or the decision was taken."""
    if asked:
        raise RuleBroken("already_asked", _("This party has been asked about this allegation already."))
    if answered:
        raise RuleBroken("already_answered", _("This allegation has been answered already."))
    if waived:
        raise RuleBroken("already_waived", _("It was decided before not to ask this party about this allegation."))
