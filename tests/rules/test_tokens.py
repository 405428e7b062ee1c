"""What a token looks like, how it is proved, and how much it may be given."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from claims.errors import NotPermitted, RuleBroken
from claims.rules.roles import HIGHEST_TOKEN_ROLE, LEAST_ROLE, NEVER_A_TOKEN, RANK, May
from claims.rules.tokens import (
    SCOPES,
    check_expiry,
    check_overlap,
    check_scope,
    check_token_role,
    clean_networks,
    clean_scopes,
    comes_from,
    new_token,
    proves,
    split_token,
    token_digest,
)
from claims.vocabulary import Role, TokenScope
from tests.factories import NOW

DOCS = Path(__file__).parents[2] / "docs/api.md"


def test_a_token_is_split_into_what_finds_it_and_what_proves_it() -> None:
    token = new_token()
    assert str(token).startswith("onrec_")
    assert split_token(str(token)) == token


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token().prefix for _ in range(100)}) == 100


@pytest.mark.parametrize("text", ["", "onrec_", "onrec_.", "Bearer x", "onrec_0123456789abcdef.short", "x" * 10_000])
def test_what_is_no_token_of_ours_is_none(text: str) -> None:
    assert split_token(text) is None


# As docs/api.md gives it to secret scanners: no more and no less than what we take for a token.
SCANNED = r"onrec_[0-9a-f]{16}\.[A-Za-z0-9_-]{43}"


def test_a_secret_scanner_finds_every_token_wherever_it_stands() -> None:
    assert f"`{SCANNED}`" in DOCS.read_text()
    for token in (new_token() for _ in range(200)):
        leaked = f'curl -H "Authorization: Bearer {token}" https://record.example/ # {token}, twice'
        assert re.findall(SCANNED, leaked) == [str(token)] * 2
    assert re.findall(SCANNED, "onrec_ onrec_0123.abc onrec_0123456789ABCDEF." + "a" * 43) == []


def test_a_token_with_anything_around_it_is_none() -> None:
    token = str(new_token())
    assert [split_token(text) for text in (f" {token}", f"{token}\n", f"{token}x", token.upper())] == [None] * 4


def test_only_the_secret_with_the_pepper_proves_the_token() -> None:
    token = new_token()
    digest = token_digest(token.secret, pepper="pepper")
    assert token.secret not in digest
    assert proves(token.secret, digest, pepper="pepper")
    assert not proves(token.secret, digest, pepper="salt")
    assert not proves(new_token().secret, digest, pepper="pepper")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REPORTER, Role.FACT_CHECKER])
def test_a_token_may_be_up_to_a_fact_checker(role: Role) -> None:
    check_token_role(role)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_a_token_is_never_more_than_a_fact_checker(role: Role) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_token_role(role)
    assert (refusal.value.code, refusal.value.field) == ("token_role_too_high", "role")


def test_a_token_expires_in_the_future_or_never() -> None:
    check_expiry(None, now=NOW)
    check_expiry(NOW + timedelta(days=1), now=NOW)
    with pytest.raises(RuleBroken):
        check_expiry(NOW, now=NOW)


@pytest.mark.parametrize(
    ("address", "networks", "comes"),
    [
        ("203.0.113.7", [], True),
        ("192.0.2.9", ["192.0.2.0/24"], True),
        ("192.0.3.9", ["192.0.2.0/24"], False),
        ("192.0.3.9", ["192.0.2.0/24", "192.0.3.9/32"], True),
        ("2001:db8::7", ["2001:db8::/32"], True),
        ("2001:db9::7", ["2001:db8::/32"], False),
        ("::ffff:192.0.2.9", ["192.0.2.0/24"], True),
        ("192.0.2.9", ["::/0"], False),
        ("", ["0.0.0.0/0"], False),
        ("unknown", ["0.0.0.0/0"], False),
        ("unknown", [], True),
    ],
)
def test_where_a_token_may_come_from(address: str, networks: list[str], comes: bool) -> None:
    assert comes_from(address, networks) is comes


def test_networks_are_kept_once_each_in_one_notation() -> None:
    assert clean_networks([" 192.0.2.1 ", "192.0.2.1/32", "2001:DB8::/32"]) == ["192.0.2.1/32", "2001:db8::/32"]


@pytest.mark.parametrize(
    "networks", [["192.0.2.1/24"], ["example.org"], ["999.0.0.1"], [""], [f"10.0.{n}.0/24" for n in range(21)]]
)
def test_what_is_no_network_or_too_many_is_refused(networks: list[str]) -> None:
    with pytest.raises(RuleBroken) as refusal:
        clean_networks(networks)
    assert refusal.value.field == "networks"


@pytest.mark.parametrize("hours", [0, 720])
def test_an_overlap_has_its_bounds(hours: int) -> None:
    check_overlap(hours)
    with pytest.raises(RuleBroken):
        check_overlap(hours * 2 + 1 if hours else -1)


READ, WRITE, COMMENT, EXPORT, ARCHIVE = TokenScope
# Once more and by hand, so that a slip in either place shows.
OPENED = {
    READ: {May.READ, May.READ_SOURCES, May.READ_REQUESTS},
    WRITE: {May.RECORD, May.NOTE, May.ASSESS, May.CHANGE_STANDING, May.CHECK_SOURCES},
    COMMENT: {May.READ_REQUESTS, May.ASK, May.NOTE},
    EXPORT: {May.EXPORT},
    ARCHIVE: {May.READ_SOURCES, May.CHECK_SOURCES},
}


@pytest.mark.parametrize("needs", [each for each in May if each in SCOPES])
@pytest.mark.parametrize("scope", list(TokenScope))
def test_which_scope_opens_what(scope: TokenScope, needs: May) -> None:
    if needs == May.SEE_ONESELF or needs in OPENED[scope]:
        check_scope([scope], needs)
        return
    with pytest.raises(NotPermitted) as refusal:
        check_scope([scope], needs)
    assert refusal.value.code == "token_scope_missing"


def test_what_a_token_may_do_has_a_scope_and_what_it_may_not_has_none() -> None:
    never = {each for each in May if each in NEVER_A_TOKEN or RANK[LEAST_ROLE[each]] > RANK[HIGHEST_TOKEN_ROLE]}
    assert set(SCOPES) == set(May) - never
    for each in never:
        check_scope([READ], each)  # its role refuses it, and says so better


def test_scopes_add_up() -> None:
    check_scope([READ, EXPORT], May.EXPORT)
    with pytest.raises(NotPermitted):
        check_scope([WRITE, COMMENT, ARCHIVE], May.EXPORT)


def test_scopes_are_kept_once_each_in_one_order() -> None:
    assert clean_scopes(["export", READ, "read"]) == [READ, EXPORT]


@pytest.mark.parametrize(("scopes", "code"), [([], "scopes_missing"), (["read", "all"], "unknown_choice")])
def test_no_scope_or_an_unknown_one_is_refused(scopes: list[str], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        clean_scopes(scopes)
    assert (refusal.value.code, refusal.value.field) == (code, "scopes")
