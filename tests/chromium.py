"""Chromium as the machine has it, for whatever test wants a browser."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from playwright.sync_api import Browser, expect, sync_playwright

# A busy machine is slow, not broken.
PATIENCE = 45_000
expect.set_options(timeout=PATIENCE)

QUIET = (
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium as the machine has it, headless: one for all, because Playwright runs once in a process.

    Playwright's loop runs in the test's own thread; what a test asks of the database must not wait for it.
    """
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    assert path, "make test installs Chromium, or says what to install"
    connection = connections[DEFAULT_DB_ALIAS]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Where a loop runs, Django would open a second one, and the first would stay open, seen by nobody.
        connections[DEFAULT_DB_ALIAS] = connection
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=str(Path(path)), args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Whatever a test has opened in it is closed when the test ends."""
    yield chromium
    for context in chromium.contexts:
        context.close()
