"""Whole stories: a real stack in a clone of its own, a real browser."""

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import PATIENCE
from tests.stack.conftest import clone, filled, new_clone, seed
from tests.stack.test_run import start

__all__ = ["clone", "filled", "new_clone", "seed", "start"]


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page at laptop width; whatever the browser complains about fails the story."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    return page
