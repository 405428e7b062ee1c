"""A furnished newsroom, once for all that is tried on it, and those who call."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test.utils import override_settings

from claims.actions.tokens import issue_token
from claims.models import Newsroom
from claims.rules.actor import command
from claims.vocabulary import Role, TokenScope
from tests.api.conftest import Caller
from tests.api.world import furnished, made, said
from tests.factories import NOW, MembershipFactory, NewsroomFactory, UserFactory

QUICK = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
}


@dataclass
class World:
    """The newsroom's rows by kind, and what whoever calls sends along."""

    rows: dict[str, list[int]]
    tool: dict[str, Any]
    admin: dict[str, Any] = field(default_factory=dict)

    def caller_of(self, least: str) -> dict[str, Any]:
        """A tool with a token where one may do it, else an admin with a session."""
        return self.admin if least in {"editor", "admin"} else self.tool


class InProcess:
    """The application as a server calls it, within the test's own transaction, over what counts as TLS."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ["wsgi.url_scheme"] = "https"
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            return self.application(environ, start_response)
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Furnishing takes longer than what is tried: it is done once, and each test falls back to here."""
    with (
        django_db_blocker.unblock(),
        override_settings(**QUICK),
        time_machine.travel(NOW + timedelta(hours=1), tick=False),
        transaction.atomic(),
    ):
        yield _furnished()
        transaction.set_rollback(True)


def _furnished() -> World:
    newsroom = NewsroomFactory.create(slug="desk", name="The Desk")
    people = {role: UserFactory.create(email=f"{role}@desk.example", name=str(role.label)) for role in Role}
    for role, user in people.items():
        MembershipFactory.create(newsroom=newsroom, role=role, user=user)
    editor = Caller(people[Role.EDITOR])
    ids = furnished(editor)
    made(
        editor,
        "utterances/",
        said(ids["coalition"], *(ids[noun] for noun in ("incidents", "questions", "parties", "sources"))),
    )
    _token, secret = issue_token(
        label="A tool", role=Role.FACT_CHECKER, scopes=list(TokenScope), by=command("test", newsroom.pk), at=NOW
    )
    return World(
        _rows_of(newsroom), {"headers": {"Authorization": f"Bearer {secret}"}}, _session(Caller(people[Role.ADMIN]))
    )


def _session(caller: Caller) -> dict[str, Any]:
    sign = "c" * 32
    cookies = {"csrftoken": sign, **{name: morsel.value for name, morsel in caller.client.cookies.items()}}
    return {"headers": {"X-CSRFToken": sign, "Referer": "https://localhost/"}, "cookies": cookies}


def _rows_of(newsroom: Newsroom) -> dict[str, list[int]]:
    owned = [model for model in apps.get_app_config("claims").get_models() if hasattr(model, "newsroom")]
    return {
        model._meta.model_name: list(
            model._default_manager.filter(newsroom=newsroom).order_by("pk").values_list("pk", flat=True)
        )
        for model in owned
    }
