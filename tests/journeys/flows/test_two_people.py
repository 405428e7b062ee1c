"""Flow 6: two people at once, and typed text that a bad connection or an old session does not lose."""

import re

from django.conf import settings
from playwright.sync_api import Page, expect

from claims.models import Incident
from claims.vocabulary import Role
from tests.journeys.flows.conftest import WITH_AND_WITHOUT, At

MINE, THEIRS = "Two strikes, ten minutes apart.", "Strikes on a market town"
TOGETHER = f"{MINE} They say three strikes."


def form_of(page: Page, incident: Incident) -> None:
    page.goto(f"/incidents/{incident.reference}/revise/")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").last.click()


@WITH_AND_WITHOUT
def test_the_second_sees_what_the_first_changed_and_merges_without_typing_again(
    at: At, incident: Incident, scripts: bool
):
    first, second = at(Role.EDITOR, scripts=scripts), at(Role.REPORTER, scripts=scripts)
    form_of(second, incident)
    form_of(first, incident)
    first.locator("[name=title]").fill(THEIRS)
    first.locator("[name=summary]").fill("They say three.")
    save(first)
    expect(first.get_by_role("heading", level=1)).to_contain_text(THEIRS)

    second.locator("[name=summary]").fill(MINE)
    save(second)
    for words in (THEIRS, "They say three.", "Editor"):
        expect(second.get_by_text(words).first).to_be_visible()
    second.get_by_role("button", name="Save with these choices").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text(THEIRS)
    incident.refresh_from_db()
    assert (incident.title, incident.summary) == (THEIRS, MINE)


def test_what_is_put_together_of_both_texts_outlives_an_old_session(at: At, incident: Incident):
    first, second = at(Role.EDITOR), at(Role.REPORTER)
    form_of(second, incident)
    form_of(first, incident)
    first.locator("[name=summary]").fill("They say three.")
    save(first)
    expect(first.get_by_role("heading", level=1)).to_contain_text(incident.title)
    second.locator("[name=summary]").fill(MINE)
    save(second)
    second.get_by_label("Both, as you put them together here").check()
    second.locator("[name='both:summary:summary']").fill(TOGETHER)

    cookies = second.context.cookies()
    second.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    second.get_by_role("button", name="Save with these choices").click()
    expect(second).to_have_url(re.compile("/sign-in/"))
    second.context.add_cookies(cookies)
    form_of(second, incident)
    second.get_by_role("button", name="Put it back").click()
    expect(second.locator("[name=summary]")).to_have_value(TOGETHER)
    save(second)
    expect(second.get_by_text(TOGETHER).first).to_be_visible()
    assert not second.evaluate("Object.keys(localStorage).some((key) => key.startsWith('typed:'))")


def test_who_else_is_looking_is_shown(at: At, incident: Incident):
    first, second = at(Role.EDITOR), at(Role.REPORTER)
    for page in (first, second):
        with page.expect_response("**/presence/"):
            page.goto(f"/incidents/{incident.reference}/")
    expect(second.locator(".presence")).to_contain_text("Editor")


def test_a_lost_connection_loses_no_typed_text(at: At, incident: Incident):
    page = at(Role.REPORTER)
    form_of(page, incident)
    page.locator("[name=summary]").fill(MINE)
    page.context.set_offline(True)
    save(page)
    expect(page.get_by_text("The server did not answer, so this was not saved.").first).to_be_visible()
    expect(page.locator("[name=summary]")).to_have_value(MINE)

    page.context.set_offline(False)
    form_of(page, incident)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("[name=summary]")).to_have_value(MINE)
    save(page)
    expect(page.get_by_text(MINE).first).to_be_visible()


def test_an_old_session_loses_no_typed_text(at: At, incident: Incident):
    page = at(Role.REPORTER)
    form_of(page, incident)
    page.locator("[name=summary]").fill(MINE)
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('typed:'))")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    form_of(page, incident)
    expect(page).to_have_url(re.compile("/sign-in/"))

    page.context.add_cookies(cookies)
    form_of(page, incident)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("[name=summary]")).to_have_value(MINE)
