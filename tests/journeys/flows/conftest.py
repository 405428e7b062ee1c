"""A newsroom's people at their browsers: one Chromium and one server for all flows, as `make run` starts it."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from claims.models import User
from claims.vocabulary import Role
from tests.chromium import PATIENCE
from tests.journeys.flows.keyboard import by_keyboard
from tests.processes import left_alone, serving

FULL = bool(os.environ.get("TEST_FULL"))
# Where everything is counted, each flow is walked with a pointer, with keys alone, and at 200 % (half the width to lay
# out in); and each of these ways with and without the page's scripts.
POINTER, KEYBOARD, ZOOMED = "pointer", "keyboard", "zoomed"
WAYS = [POINTER, KEYBOARD, ZOOMED] if FULL else [POINTER]
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False] if FULL else [True])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/flows/" in str(item.path):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Where gunicorn listens, on the test's database."""
    with serving() as port:
        yield f"http://127.0.0.1:{port}"
    with django_db_blocker.unblock():
        left_alone()


@pytest.fixture
def now() -> datetime:
    """The server's clock is the real one: what is on record was recorded an hour ago."""
    return timezone.now() - timedelta(hours=1)


At = Callable[..., Page]


@pytest.fixture(params=WAYS, autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == KEYBOARD:
        by_keyboard(monkeypatch)
    return str(request.param)


@pytest.fixture
def at(browser: Browser, server: str, users: dict[Role, User], way: str) -> At:
    """Sits a member of the newsroom at a browser of their own; whatever a page raises fails the flow."""

    def at(role: Role, *, scripts: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=server,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900} if way != ZOOMED else {"width": width // 2, "height": 450},
            timezone_id="UTC",
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([signed_in(users[role], server)])
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    return at


def signed_in(user: User, server: str) -> Any:
    """The cookie of a session of theirs."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": server}
