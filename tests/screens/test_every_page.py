"""Every page in every state as people look at it: it fits, nothing in it fails, assistive technology can use it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.screens.conftest import FULL, PICTURES, Look, Stage, picture
from tests.screens.pages import LOOKS, PICTURED, Reader, Screen, is_page, screens

pytestmark = pytest.mark.walk

# What axe calls serious or not: nothing of it stays. `region` is for landmarks, which every page has.
RULES = {"resultTypes": ["violations"]}
EMPTIED = """form => {
  form.noValidate = true;
  for (const each of form.elements) if (each.type !== "hidden" && !each.name.endsWith("-count")) each.value = "";
}"""
ALL = FULL or bool(PICTURES)


# Everything in every way, or in those of which pictures are made; else each fifth page in one way or the other.
IN_TURNS = [LOOKS] if not ALL else [[look] for look in (LOOKS if FULL else LOOKS[: 3 * len(PICTURED)])]


@pytest.mark.parametrize("looks", IN_TURNS, ids=lambda looks: str(looks[0]) if len(looks) == 1 else "in turns")
def test_every_page_fits_works_and_can_be_used(looks: list[Look], stage: Stage, opened: Callable[..., BrowserContext]):
    every = screens(stage) if ALL else screens(stage)[::5]
    wrong = {}
    for place, look in enumerate(looks):
        pages = {
            Reader.ADMIN: opened(look, stage.admins[look.language]).new_page(),
            Reader.NEW: opened(look, stage.nothing[look.language]).new_page(),
            Reader.NOBODY: opened(look).new_page(),
        }
        for screen in every[place :: len(looks)]:
            if found := list(faults(pages[screen.reader], screen, look)):
                wrong[f"{screen.name} {look}"] = found
    assert wrong == {}


def faults(page: Page, screen: Screen, look: Look) -> Iterator[str]:
    complaints: list[str] = []
    hear: Any = lambda message: complaints.append(message.text)  # noqa: E731
    page.on("console", hear)
    answer = page.goto(screen.address)
    assert answer is not None
    if not is_page(answer):
        page.remove_listener("console", hear)
        return
    if screen.sent_empty:
        sent_empty(page)
        complaints.clear()  # Chromium says that the answer was a refusal
    yield from (each for each in complaints if "the server responded with a status of 40" not in each)
    page.remove_listener("console", hear)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > look.width:
        yield f"is {wide} px wide"
    picture(page, screen.name, look)
    if FULL:
        found = Axe().run(page, options=RULES).response["violations"]
        yield from (f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found)


def sent_empty(page: Page) -> None:
    """The page's own form, without anything in it."""
    form = page.locator("main form[method=post]").first
    form.evaluate(EMPTIED)
    with page.expect_response(lambda response: response.request.method == "POST"):
        form.locator("button.primary").first.click()
    page.locator(".refusal").first.wait_for()
