"""Who may do what: one table from a capability to the least role that has it."""

from enum import StrEnum

from claims.errors import NotPermitted
from claims.errors import gettext_noop as _
from claims.rules.actor import Actor
from claims.vocabulary import ActorKind, Role

RANK = {role: rank for rank, role in enumerate(Role)}


class May(StrEnum):
    SEE_ONESELF = "see_oneself"
    READ = "read"
    READ_SOURCES = "read_sources"
    READ_REQUESTS = "read_requests"
    EXPORT = "export"
    RECORD = "record"
    NOTE = "note"
    ASK = "ask"
    ASSESS = "assess"
    CHECK_SOURCES = "check_sources"
    CHANGE_STANDING = "change_standing"
    SIGN_OFF = "sign_off"
    WAIVE = "waive"
    WORD_REQUESTS = "word_requests"
    MERGE_PARTIES = "merge_parties"
    RESTRICT = "restrict"
    CLOSE = "close"
    SEE_RESTRICTED = "see_restricted"
    SEE_WITHHELD = "see_withheld"
    REDACT = "redact"
    MANAGE = "manage"


LEAST_ROLE = {
    May.SEE_ONESELF: Role.VIEWER,
    May.READ: Role.VIEWER,
    May.READ_SOURCES: Role.VIEWER,
    May.READ_REQUESTS: Role.VIEWER,
    May.EXPORT: Role.VIEWER,
    May.RECORD: Role.REPORTER,
    May.NOTE: Role.REPORTER,
    May.ASK: Role.REPORTER,
    May.ASSESS: Role.FACT_CHECKER,
    May.CHECK_SOURCES: Role.FACT_CHECKER,
    May.CHANGE_STANDING: Role.FACT_CHECKER,
    May.SIGN_OFF: Role.EDITOR,
    May.WAIVE: Role.EDITOR,
    May.WORD_REQUESTS: Role.EDITOR,
    May.MERGE_PARTIES: Role.EDITOR,
    May.RESTRICT: Role.EDITOR,
    May.CLOSE: Role.EDITOR,
    May.SEE_RESTRICTED: Role.EDITOR,
    May.SEE_WITHHELD: Role.REPORTER,
    May.REDACT: Role.EDITOR,
    May.MANAGE: Role.ADMIN,
}

# A token is at most a fact-checker and never does these, whatever role it was given.
NEVER_A_TOKEN = frozenset({May.SIGN_OFF, May.WAIVE, May.REDACT, May.MANAGE, May.SEE_WITHHELD})
HIGHEST_TOKEN_ROLE = Role.FACT_CHECKER


def may(actor: Actor, capability: May) -> bool:
    """Whether the actor has the capability in its newsroom."""
    if capability == May.SEE_WITHHELD and actor.outward:
        return False
    if actor.kind == ActorKind.TOKEN and (
        capability in NEVER_A_TOKEN or RANK[LEAST_ROLE[capability]] > RANK[HIGHEST_TOKEN_ROLE]
    ):
        return False
    return RANK[actor.role] >= RANK[LEAST_ROLE[capability]]


def require(actor: Actor, capability: May) -> None:
    """Refuse with NotPermitted unless the actor has the capability."""
    if actor.kind == ActorKind.TOKEN and capability in NEVER_A_TOKEN:
        raise NotPermitted(
            "not_permitted",
            _("A token never does this, whatever its role. It takes a person with the role “%(needed)s” or higher."),
            needed=LEAST_ROLE[capability].label,
        )
    if not may(actor, capability):
        raise NotPermitted(
            "not_permitted",
            _("This needs the role “%(needed)s” or higher; yours is “%(role)s”."),
            needed=LEAST_ROLE[capability].label,
            role=actor.role.label,
        )


def require_command(actor: Actor) -> None:
    """Refuse whoever does not have the server's shell."""
    if actor.kind != ActorKind.COMMAND:
        raise NotPermitted("command_only", _("This is done on the server's command line only."))
