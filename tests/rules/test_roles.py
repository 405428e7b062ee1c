"""Who may do what: the whole table, once more and by hand, so that a slip in either place shows."""

import pytest

from claims.errors import NotPermitted
from claims.rules.actor import NOWHERE, Actor, clock, command, outward
from claims.rules.roles import NEVER_A_TOKEN, May, may, require, require_command
from claims.vocabulary import ActorKind, Role

READER = {May.SEE_ONESELF, May.READ, May.READ_SOURCES, May.READ_REQUESTS, May.EXPORT}
RECORDER = READER | {May.RECORD, May.ASK, May.NOTE, May.SEE_WITHHELD}
CHECKER = RECORDER | {May.ASSESS, May.CHECK_SOURCES, May.CHANGE_STANDING}
EDITOR = CHECKER | {
    May.SIGN_OFF,
    May.WAIVE,
    May.WORD_REQUESTS,
    May.MERGE_PARTIES,
    May.RESTRICT,
    May.CLOSE,
    May.SEE_RESTRICTED,
    May.REDACT,
}

PEOPLE = {
    Role.VIEWER: READER,
    Role.REPORTER: RECORDER,
    Role.FACT_CHECKER: CHECKER,
    Role.EDITOR: EDITOR,
    Role.ADMIN: EDITOR | {May.MANAGE},
}
# At most a fact-checker: a token that somehow held a higher role would still do no more.
TOKENS = {role: (theirs & CHECKER) - {May.SEE_WITHHELD} for role, theirs in PEOPLE.items()}
TABLE = [
    *[(ActorKind.USER, role, capability, capability in PEOPLE[role]) for role in Role for capability in May],
    *[(ActorKind.TOKEN, role, capability, capability in TOKENS[role]) for role in Role for capability in May],
]


@pytest.mark.parametrize(("kind", "role", "capability", "allowed"), TABLE)
def test_who_may_do_what(kind: ActorKind, role: Role, capability: May, allowed: bool) -> None:
    actor = Actor(kind=kind, newsroom_id=1, role=role, id=1)
    assert may(actor, capability) is allowed
    if allowed:
        require(actor, capability)
    else:
        with pytest.raises(NotPermitted) as refusal:
            require(actor, capability)
        assert refusal.value.code == "not_permitted"
        never = kind == ActorKind.TOKEN and capability in NEVER_A_TOKEN
        assert ("A token never does this" if never else str(role.label)) in str(refusal.value)


def test_the_clock_reads_and_nothing_else() -> None:
    assert {capability for capability in May if may(clock(1), capability)} == READER


def test_whoever_has_the_server_s_shell_may_do_everything() -> None:
    assert all(may(command("issue_token", 1), capability) for capability in May)


@pytest.mark.parametrize("kind", [ActorKind.USER, ActorKind.TOKEN, ActorKind.CLOCK])
def test_nobody_else_passes_for_the_server_s_shell(kind: ActorKind) -> None:
    with pytest.raises(NotPermitted) as refusal:
        require_command(Actor(kind=kind, newsroom_id=NOWHERE, role=Role.ADMIN, id=1))
    assert refusal.value.code == "command_only"


def test_a_command_passes_for_the_server_s_shell() -> None:
    require_command(command("create_newsroom"))


def test_what_goes_out_of_the_newsroom_is_read_without_what_is_withheld():
    editor = Actor(ActorKind.USER, 1, Role.EDITOR, 1)
    assert may(editor, May.SEE_WITHHELD)
    assert not may(outward(editor), May.SEE_WITHHELD)
    assert may(outward(editor), May.SEE_RESTRICTED)
