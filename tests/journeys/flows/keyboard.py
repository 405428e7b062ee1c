"""Hands that touch nothing but the keyboard: what Playwright does with a pointer, done by keys alone."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Locator

# More than any page of ours has.
MOST_STOPS = 400
OUTLINED = """element => {
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
}"""
LEADS_AWAY = """element => element.localName === "a" && !element.dataset.hxGet && !element.dataset.sheet
  && !element.getAttribute("href").startsWith("#")"""
IS_FOCUSED = "element => document.activeElement === element"
GROUP_IS_FOCUSED = "element => document.activeElement.type === 'radio' && document.activeElement.name === element.name"


def by_keyboard(patch: pytest.MonkeyPatch) -> None:
    """From now on every gesture of a test goes through the keys."""
    for name, gesture in (
        ("click", press),
        ("check", check),
        ("fill", fill),
        ("press_sequentially", fill),
        ("select_option", choose),
    ):
        patch.setattr(Locator, name, gesture)


def reach(at: Locator, is_there: str = IS_FOCUSED) -> None:
    """Tab until it has the focus, which must be seen."""
    at.wait_for()
    for _stop in range(MOST_STOPS):
        if at.evaluate(is_there):
            assert at.page.evaluate(f"({OUTLINED})(document.activeElement)"), f"the focus is not seen on {at}"
            return
        at.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {at}")


def press(at: Locator, **_options: Any) -> None:
    if at.evaluate("element => ['checkbox', 'radio'].includes(element.type)"):
        check(at)
        return
    reach(at)
    if at.evaluate(LEADS_AWAY):
        with at.page.expect_navigation():
            at.page.keyboard.press("Enter")
    else:
        at.page.keyboard.press("Enter")


def check(at: Locator, **_options: Any) -> None:
    if at.evaluate("element => element.type") == "radio":
        # A group is one stop; arrows choose within it.
        reach(at, GROUP_IS_FOCUSED)
        at.page.keyboard.press("Space")
        for _choice in range(MOST_STOPS):
            if at.is_checked():
                return
            at.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {at}")
    reach(at)
    if not at.is_checked():
        at.page.keyboard.press("Space")


def fill(at: Locator, value: str, **_options: Any) -> None:
    reach(at)
    keys = at.page.keyboard
    if at.evaluate("element => element.type") == "datetime-local":
        # Chromium has the parts in the order of its own language, not of the page's: American English.
        when = datetime.fromisoformat(value)
        keys.type(f"{when:%m%d%Y}")
        keys.press("ArrowRight")
        keys.type(f"{when:%I%M%p}")
        assert at.input_value() == value
        return
    keys.press("Control+A")
    keys.type(value)


def choose(at: Locator, value: str | None = None, *, label: str | None = None, **_options: Any) -> None:
    reach(at)
    wanted = "element => element.selectedOptions[0]?." + ("label" if label else "value")
    at.page.keyboard.press("Home")
    for _option in range(MOST_STOPS):
        if at.evaluate(wanted) == (label or value):
            return
        at.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{label or value} cannot be chosen in {at}")
