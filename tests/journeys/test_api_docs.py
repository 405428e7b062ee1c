"""The API's own page in a real browser: all it loads is let in, and what is sent from it is done by who signed in."""

import json
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_main_job import home
from tests.stack.clones import Clone
from tests.stack.test_run import Running

pytestmark = pytest.mark.journey


def scrolled_to(page: Page, selector: str) -> Locator:
    """A long document is drawn only where one looks."""
    found = page.locator(selector)
    expect(page.locator(".opblock").first).to_be_visible()
    for _screen in range(100):
        if found.count():
            break
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(150)
    return found


def test_a_reporter_tries_the_api_out_on_its_page(clone: Clone, start: Callable[..., Running], page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    running = start(clone)
    running.wait()

    page.goto(f"{home(running)}/api/v1/docs/")
    page.get_by_role("link", name="Sign in").click()
    page.fill("input[name=username]", "reporter@demo.example")
    page.fill("input[name=password]", running.clone.place.demo_password.read_text().strip())
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home(running)}/api/v1/docs/")

    operation = scrolled_to(page, "#operations-incidents-post_incidents")
    operation.locator(".opblock-summary").first.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.locator("textarea").fill(json.dumps({"title": "Opened from the page of the API"}))
    operation.get_by_role("button", name="Execute").click()

    answer = operation.locator(".live-responses-table")
    expect(answer.locator(".response-col_status").nth(1)).to_have_text("201")
    expect(answer.get_by_text("Opened from the page of the API").first).to_be_visible()
    assert complaints == []
    assert running.end(signal.SIGTERM) == 0
