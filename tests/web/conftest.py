"""People at their browsers, an hour after everything in the fixtures happened."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from claims.actions.comment_requests import draft_comment_request, send_comment_request
from claims.models import Allegation, CommentRequest, Incident, Party, Tick, User
from claims.rules.actor import Actor
from claims.vocabulary import Channel, Role
from claims.web.doors import CLOCK
from tests.factories import NOW

LATER = NOW + timedelta(hours=1)


class Browser:
    """One who opens pages and sends forms, over https and without JavaScript."""

    def __init__(self, user: User | None = None, **options: Any) -> None:
        self.client = Client(**options)
        if user is not None:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, address: str, data: Any = None, **options: Any) -> Any:
        return self.client.get(address, data, secure=True, **options)

    def post(self, address: str, data: Any = None, **options: Any) -> Any:
        return self.client.post(address, {} if data is None else data, secure=True, **options)


@pytest.fixture(autouse=True)
def _an_hour_later(settings: Any) -> Iterator[None]:
    """The doors read the clock: here it stands an hour after everything in the fixtures happened."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with time_machine.travel(LATER, tick=False):
        cache.clear()
        yield


@pytest.fixture
def as_(users: dict[Role, User]) -> Callable[[Role], Browser]:
    """A member of the newsroom, signed in."""
    return lambda role: Browser(users[role])


@pytest.fixture
def as_viewer(as_: Callable[[Role], Browser]) -> Browser:
    return as_(Role.VIEWER)


@pytest.fixture
def as_reporter(as_: Callable[[Role], Browser]) -> Browser:
    return as_(Role.REPORTER)


@pytest.fixture
def as_checker(as_: Callable[[Role], Browser]) -> Browser:
    return as_(Role.FACT_CHECKER)


@pytest.fixture
def as_editor(as_: Callable[[Role], Browser]) -> Browser:
    return as_(Role.EDITOR)


@pytest.fixture
def as_admin(as_: Callable[[Role], Browser]) -> Browser:
    return as_(Role.ADMIN)


@pytest.fixture
def as_stranger(stranger: Actor, stranger_user: User) -> Browser:
    return Browser(stranger_user)


@pytest.fixture
def as_nobody(db: None) -> Browser:
    return Browser()


@pytest.fixture
def ticking(db: None) -> Tick:
    """The clock ticked just now."""
    return Tick.objects.create(name=CLOCK, at=LATER)


@pytest.fixture
def a_draft(incident: Incident, army: Party, allegation: Allegation, reporter: Actor, now: datetime) -> CommentRequest:
    """The army is to be asked about the allegation, in six hours; not sent."""
    return draft_comment_request(
        incident=incident,
        party=army,
        text="We are preparing a report.",
        allegations=[allegation],
        questions=["Where was the air wing on Sunday?"],
        deadline=now + timedelta(hours=6),
        nature="a news report",
        deadline_zone="Africa/Bamako",
        by=reporter,
        at=now,
    )


@pytest.fixture
def a_request(a_draft: CommentRequest, reporter: Actor, now: datetime) -> CommentRequest:
    """The draft, sent by e-mail."""
    return send_comment_request(comment_request=a_draft, channel=Channel.EMAIL, by=reporter, at=now)
