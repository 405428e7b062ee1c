"""Rules of protected identities: people alone, and only those who were named, learn who somebody is."""

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.actor import Actor
from claims.vocabulary import ActorKind


def check_person(actor: Actor) -> None:
    """No token and no command reads or writes who a protected person is."""
    if actor.kind != ActorKind.USER or actor.outward:
        raise NotPermitted("people_only", _("Only a person who is signed in deals with protected people."))


def check_reader(reads: bool) -> None:
    """Whoever is not among those named neither sees nor changes anything."""
    if not reads:
        raise NotPermitted(
            "identity_not_shared", _("You are not among those who may see who this is. Ask one of them to let you.")
        )


def check_one_stays(others: int) -> None:
    """Somebody goes on knowing who it is."""
    if others < 1:
        raise RuleBroken(
            "last_reader",
            _("This is the last person who may see who it is. Let somebody else see it first."),
            field="user",
        )


def check_pseudonym(pseudonym: str, name: str) -> None:
    """What everybody sees does not give the name away."""
    told = {word for word in name.casefold().split() if len(word) > 2}
    if told & set(pseudonym.casefold().split()):
        raise RuleBroken(
            "pseudonym_tells",
            _("Everybody sees this: choose words that are no part of the name."),
            field="pseudonym",
        )


def check_unchanged(version: int, current: int) -> None:
    """No copy of the name is kept to merge with: whoever comes second reads it again."""
    if version != current:
        raise RuleBroken(
            "identity_changed", _("Somebody else changed this meanwhile. Open it again and repeat your change.")
        )
