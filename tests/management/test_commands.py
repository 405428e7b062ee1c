"""`create_newsroom` and `issue_token`, as somebody at the server's shell uses them."""

import io
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from claims.models import ApiToken, Change, Membership, Newsroom
from claims.rules.tokens import proves, split_token
from claims.vocabulary import ActorKind, Role, TokenScope


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_issue_token_prints_the_token_and_nothing_else(newsroom):
    out, err = run(
        "issue_token", "--newsroom", "desk", "--role", "fact_checker", "--scope", "write", "read", "--label", "Wire"
    )
    token = ApiToken.objects.get()
    presented = split_token(out.removesuffix("\n"))
    assert presented is not None
    assert proves(presented.secret, token.digest, pepper=settings.TOKEN_PEPPER)
    assert (token.newsroom, token.role, token.scopes, token.label) == (
        newsroom,
        Role.FACT_CHECKER,
        [TokenScope.READ, TokenScope.WRITE],
        "Wire",
    )
    assert err == ""
    change = Change.objects.get()
    assert (change.by_kind, change.by_name) == (ActorKind.COMMAND, "issue_token")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--newsroom", "nowhere", "--role", "viewer", "--scope", "read"), "no newsroom “nowhere”"),
        (("--newsroom", "desk", "--role", "editor", "--scope", "read"), "invalid choice"),
        (("--newsroom", "desk", "--role", "viewer", "--scope", "all"), "invalid choice"),
        (("--newsroom", "desk", "--role", "viewer", "--scope", "read", "--label", "<b>"), "plain text"),
        (("--role", "viewer", "--scope", "read"), "--newsroom"),
    ],
)
def test_issue_token_refuses_in_one_line_and_leaves_no_trace(newsroom, snapshot, arguments, words):
    before = snapshot()
    with pytest.raises(CommandError, match=words) as refusal:
        run("issue_token", *arguments)
    assert "\n" not in str(refusal.value)
    assert snapshot() == before


def test_create_newsroom_makes_it_with_its_first_admin(db, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("three small donkeys graze\n"))
    out, _err = run("create_newsroom", "north", "The North Desk", "--language", "fr", "--admin", "First@north.example")
    newsroom = Newsroom.objects.get()
    assert (newsroom.slug, newsroom.name, newsroom.language) == ("north", "The North Desk", "fr")
    membership = Membership.objects.get()
    assert (membership.role, membership.user.email) == (Role.ADMIN, "first@north.example")
    assert membership.user.check_password("three small donkeys graze")
    assert out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("desk", "Again"), "slug: There is already a newsroom “desk”."),
        (("North Desk", "North"), "slug: "),
        (("north", "North", "--time-zone", "Bamako"), "time_zone: “Bamako”"),
        (("north", "North", "--admin", "nobody"), "email: “nobody”"),
        (("north", "North", "--admin", "a@north.example"), "password: "),
    ],
)
def test_create_newsroom_refuses_in_one_line_and_leaves_no_trace(newsroom, snapshot, monkeypatch, arguments, words):
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    before = snapshot()
    with pytest.raises(CommandError) as refusal:
        run("create_newsroom", *arguments)
    assert str(refusal.value).startswith(words)
    assert "\n" not in str(refusal.value)
    assert snapshot() == before
