"""Callers of the API: people with a session, tools with a token, and nobody at all."""

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from claims.actions.tokens import issue_token
from claims.models import Membership, User
from claims.rules.actor import Actor, command
from claims.vocabulary import Role, TokenScope
from tests.factories import NOW

ROOT = "/api/v1/"
# An edit of a claim that goes by the version in its body, and merges.
MERGING = {"If-Match": "*"}


class Caller:
    """One who calls the API and takes JSON for an answer."""

    def __init__(self, user: User | None = None, token: str | None = None, **options: Any) -> None:
        self.client = Client(**options)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        if user is not None:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def __call__(self, method: str, address: str, body: Any = None, **options: Any) -> Any:
        options["headers"] = self.headers | options.get("headers", {})
        if body is not None:
            options |= {"data": body if isinstance(body, str | bytes) else json.dumps(body)}
            options.setdefault("content_type", "application/json")
        address = address if address.startswith(("/", "http")) else ROOT + address
        return getattr(self.client, method)(address, secure=True, **options)

    def get(self, address: str, **options: Any) -> Any:
        return self("get", address, **options)

    def post(self, address: str, body: Any = None, **options: Any) -> Any:
        return self("post", address, {} if body is None else body, **options)

    def patch(self, address: str, body: Any = None, **options: Any) -> Any:
        return self("patch", address, {} if body is None else body, **options)


@pytest.fixture(autouse=True)
def _an_hour_later(settings):
    """The doors read the clock: here it stands an hour after everything in the fixtures happened."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        cache.clear()
        yield


@pytest.fixture
def as_(users: dict[Role, User]) -> Callable[[Role], Caller]:
    """A member of the newsroom, signed in."""
    return lambda role: Caller(users[role])


@pytest.fixture
def by_viewer(as_) -> Caller:
    return as_(Role.VIEWER)


@pytest.fixture
def by_reporter(as_) -> Caller:
    return as_(Role.REPORTER)


@pytest.fixture
def by_checker(as_) -> Caller:
    return as_(Role.FACT_CHECKER)


@pytest.fixture
def by_editor(as_) -> Caller:
    return as_(Role.EDITOR)


@pytest.fixture
def by_admin(as_) -> Caller:
    return as_(Role.ADMIN)


@pytest.fixture
def by_stranger(stranger: Actor, stranger_user: User) -> Caller:
    return Caller(stranger_user)


@pytest.fixture
def by_nobody(db) -> Caller:
    return Caller()


@pytest.fixture
def token_of(newsroom, now) -> Callable[..., str]:
    """A token of the newsroom."""

    def issue(
        role: Role = Role.FACT_CHECKER, scopes: Iterable[TokenScope] = TokenScope, *, of: int | None = None
    ) -> str:
        by = command("test", of or newsroom.pk)
        return issue_token(label="A tool", role=role, scopes=scopes, by=by, at=now)[1]

    return issue


@pytest.fixture
def by_token(token_of) -> Caller:
    return Caller(token=token_of())


def refusal(response: Any, status: int) -> tuple[str, dict[str, str]]:
    """The code of a problem document and, per field, that of its refusal; after checking the document's form."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["type"] == f"urn:on-record:problem:{problem['code']}"
    assert problem["title"]
    assert problem["detail"]
    assert all(error["message"] for error in problem["errors"])
    return problem["code"], {error["field"]: error["code"] for error in problem["errors"]}


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)
