"""Every page as a browser draws it: one furnished newsroom and one server for all that looks at them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from claims.models import Newsroom, User
from claims.rules.appearance import CONTRAST, THEME
from claims.vocabulary import Contrast, Theme
from tests.chromium import PATIENCE
from tests.processes import left_alone, serving
from tests.screens.stage import a_reader, an_empty_newsroom, furnished

# Where pictures of all pages are put, if anywhere: `make screenshots`.
PICTURES = os.environ.get("SCREENSHOTS", "")
LANGUAGES = ("en", "fr", "ar")
ROOT = Path(__file__).parents[2]
FULL = bool(os.environ.get("TEST_FULL"))


@dataclass(frozen=True)
class Look:
    """How somebody reads pages."""

    language: str = "en"
    theme: Theme = Theme.LIGHT
    contrast: Contrast | None = None
    width: int = 1440

    def __str__(self) -> str:
        return "-".join(str(each) for each in (self.language, self.theme, self.contrast, self.width) if each)


@dataclass(frozen=True)
class Stage:
    """Where the server listens, one row of every noun, and the sessions of those who read.

    By language: the `admins` of the furnished newsroom, and of one in which there is `nothing` yet. `then` is when all
    of it was on record.
    """

    server: str
    rows: dict[str, Any]
    then: str
    admins: dict[str, Any]
    nothing: dict[str, Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/screens/" in str(item.path):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any, chromium: Browser) -> Iterator[Stage]:
    """Furnished once for a file of tests, which only look; emptied before any other test."""
    with django_db_blocker.unblock():
        now = timezone.now()
        rows = furnished(now)
        with serving() as port:
            server = f"http://127.0.0.1:{port}"
            full, empty = Newsroom.objects.get(slug="demo"), an_empty_newsroom(now)
            admins, nothing = (
                {code: signed_in(a_reader(newsroom, code, now), server) for code in LANGUAGES}
                for newsroom in (full, empty)
            )
            connection.close()
            yield Stage(server, rows, timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"), admins, nothing)
        left_alone()
        call_command("flush", verbosity=0, interactive=False, allow_cascade=True)
        connection.close()


@pytest.fixture
def opened(stage: Stage, browser: Browser) -> Callable[..., BrowserContext]:
    """A browser with which somebody looks at pages in one way, with the session that is given."""

    def opened(look: Look, session: Any = None, **options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=stage.server, viewport={"width": look.width, "height": 900}, locale=look.language, **options
        )
        context.set_default_timeout(PATIENCE)
        chosen = [
            {"name": name, "value": str(value), "url": stage.server}
            for name, value in ((THEME, look.theme), (CONTRAST, look.contrast))
            if value
        ]
        context.add_cookies([*([session] if session else []), *chosen])
        return context

    return opened


def signed_in(user: User, server: str) -> Any:
    """The cookie of a session of theirs."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": server}


def picture(page: Page, name: str, look: Look) -> None:
    """Kept, if pictures are wanted."""
    if PICTURES:
        path = Path(PICTURES) / str(look) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
