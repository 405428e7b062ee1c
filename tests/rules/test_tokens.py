"""What a token looks like, how it is proved, and how much it may be given."""

from datetime import timedelta

import pytest

from claims.errors import RuleBroken
from claims.rules.tokens import check_expiry, check_token_role, new_token, proves, split_token, token_digest
from claims.vocabulary import Role
from tests.factories import NOW


def test_a_token_is_split_into_what_finds_it_and_what_proves_it() -> None:
    token = new_token()
    assert str(token).startswith("onrec_")
    assert split_token(str(token)) == token


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token().prefix for _ in range(100)}) == 100


@pytest.mark.parametrize("text", ["", "onrec_", "onrec_.", "Bearer x", "onrec_0123456789abcdef.short", "x" * 10_000])
def test_what_is_no_token_of_ours_is_none(text: str) -> None:
    assert split_token(text) is None


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
