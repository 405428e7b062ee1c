"""Keys lead where their sheet says, never while one types, and not at all where they are switched off."""

from playwright.sync_api import Page, expect

from claims.vocabulary import Role
from tests.journeys.flows.conftest import At


def sheet(page: Page):
    return page.locator("dialog").get_by_role("heading", name="Keyboard shortcuts")


def test_keys_open_their_sheet_and_lead_to_sections(at: At, incident):
    page = at(Role.REPORTER)
    page.goto("/")
    page.keyboard.press("?")
    expect(sheet(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet(page)).to_have_count(0)

    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Incidents")
    page.keyboard.press("/")
    everything = page.get_by_role("searchbox", name="Search everything")
    expect(everything).to_be_focused()
    page.keyboard.type("g?")
    expect(everything).to_have_value("g?")
    expect(sheet(page)).to_have_count(0)


def test_keys_that_are_switched_off_do_nothing(at: At, incident):
    page = at(Role.REPORTER)
    page.goto("/shortcuts/")
    page.get_by_label("Use these keys in this browser").evaluate("box => box.click()")
    page.goto("/")
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What needs me")
    expect(sheet(page)).to_have_count(0)
