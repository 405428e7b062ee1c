"""A furnished newsroom, once for all that is tried on it, and those who call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections, transaction
from django.test.utils import override_settings

from claims.actions.tokens import issue_token
from claims.models import Newsroom
from claims.rules.actor import command
from claims.vocabulary import Role, TokenScope
from tests.api.conftest import Caller
from tests.api.world import furnished, made, said
from tests.factories import NOW, MembershipFactory, NewsroomFactory, UserFactory

QUICK = {
    "ALLOWED_HOSTS": ["127.0.0.1", "testserver"],
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
}


def over_tls(application: Any) -> Any:
    """The application as a proxy with a certificate calls it."""

    def called(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ["wsgi.url_scheme"] = "https"
        return application(environ, start_response)

    return called


class Quiet(WSGIRequestHandler):
    """Nobody reads a log of thousands of examples; connections are kept."""

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[str]:
    """The address of a server that listens. It shares the test's connection to the database, and so its transaction:
    what one example wrote is gone before the next.
    """
    server = WSGIServer(("127.0.0.1", 0), Quiet, allow_reuse_address=False)
    server.set_app(over_tls(get_wsgi_application()))

    def serve() -> None:
        connections[DEFAULT_DB_ALIAS] = shared
        server.serve_forever(poll_interval=0.05)

    shared = connections[DEFAULT_DB_ALIAS]
    shared.inc_thread_sharing()
    # They would close the one connection that there is. Django's test client connects them again: use none meanwhile.
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
        for signal in ends:
            signal.connect(close_old_connections)
        shared.dec_thread_sharing()


@dataclass
class World:
    """The newsroom's rows by kind, and what whoever calls sends along, and where to."""

    rows: dict[str, list[int]]
    tool: dict[str, Any]
    admin: dict[str, Any] = field(default_factory=dict)

    def caller_of(self, least: str) -> dict[str, Any]:
        """A tool with a token where one may do it, else an admin with a session."""
        return self.admin if least in {"editor", "admin"} else self.tool


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Furnishing takes longer than what is tried: it is done once, and each test falls back to here."""
    with (
        django_db_blocker.unblock(),
        override_settings(**QUICK),
        time_machine.travel(NOW + timedelta(hours=1), tick=False),
        transaction.atomic(),
    ):
        furnished_world = _furnished()
        with running() as server:
            for caller in (furnished_world.tool, furnished_world.admin):
                caller["base_url"] = server
            yield furnished_world
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
    tool = {"headers": {"Authorization": f"Bearer {secret}"}}
    return World(_rows_of(newsroom), tool, _session(Caller(people[Role.ADMIN])))


def _session(caller: Caller) -> dict[str, Any]:
    sign = "c" * 32
    cookies = {"csrftoken": sign, **{name: morsel.value for name, morsel in caller.client.cookies.items()}}
    return {"headers": {"X-CSRFToken": sign, "Referer": "https://127.0.0.1/"}, "cookies": cookies}


def _rows_of(newsroom: Newsroom) -> dict[str, list[int]]:
    owned = [model for model in apps.get_app_config("claims").get_models() if hasattr(model, "newsroom")]
    return {
        model._meta.model_name: list(
            model._default_manager.filter(newsroom=newsroom).order_by("pk").values_list("pk", flat=True)
        )
        for model in owned
    }
