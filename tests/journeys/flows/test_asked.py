"""Flow 4: the silent cell is asked, tried twice, and answers. Flow 7: what is known, read in one go."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from claims.actions.assessments import assess_claim
from claims.models import Claim, Party
from claims.vocabulary import Channel, Position, ReplyKind, Role, Status
from tests.journeys.flows.conftest import WITH_AND_WITHOUT, At
from tests.journeys.pages import cell

WORDS = "No unit of ours was there."


@WITH_AND_WITHOUT
def test_a_silent_cell_is_asked_tried_twice_and_turns_when_a_reply_comes(
    at: At, a_claim: Claim, army: Party, now, scripts: bool
):
    page = at(Role.REPORTER, scripts=scripts)
    home = f"/incidents/{a_claim.incident.reference}/"
    page.goto(home)
    silent = cell(page, a_claim.question, army)
    expect(silent.get_by_text("Not asked", exact=True)).to_be_visible()
    silent.get_by_role("link", name="Ask").click()

    ask(page, now)
    for tried in ("Called, nobody answered", "Called, told the office"):
        attempt(page, tried)
    page.goto(home)
    expect(silent.get_by_text("Asked", exact=True)).to_be_visible()
    page.get_by_role("link", name="Request", exact=True).first.click()

    page.get_by_role("link", name="Record a reply").click()
    page.locator("[name=kind]").select_option(ReplyKind.DENIAL)
    page.locator("[name=words]").fill(WORDS)
    page.get_by_label("On “").select_option(Position.DENIES)
    page.get_by_role("button", name="Record the reply").click()
    expect(page.get_by_text(WORDS).first).to_be_visible()
    page.goto(home)
    expect(silent.get_by_text("Answered", exact=True)).to_be_visible()


def ask(page: Page, now: datetime) -> None:
    page.locator("[name=nature]").fill("a news report")
    page.locator("input[name=deadline]").fill(f"{now + timedelta(days=10):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Keep the draft").click()
    page.get_by_role("link", name="Record that it was sent").click()
    page.locator("[name=channel]").select_option(Channel.EMAIL)
    page.get_by_role("button", name="It has been sent").click()


def attempt(page: Page, tried: str) -> None:
    page.locator("summary", has_text="Record an attempt").click()
    page.get_by_label(tried).first.check()
    page.get_by_role("button", name="Record the attempt").click()
    expect(page.locator("section[aria-labelledby=timeline]")).to_contain_text("Phone")


@WITH_AND_WITHOUT
def test_what_is_known_is_read_on_one_page_with_what_came_since(
    at: At, a_claim: Claim, fact_checker, now, scripts: bool
):
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No.", by=fact_checker, at=now)
    page = at(Role.VIEWER, scripts=scripts)
    page.goto(f"/incidents/{a_claim.incident.reference}/?since=2020-01-01")

    for heading in ("Who says what", "Claimed ranges", "Who is owed an answer", "Contradictions"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_text("1 could not be verified").first).to_be_visible()
    expect(page.get_by_text("at least 21 people killed").first).to_be_visible()
    expect(page.locator("#line").get_by_text("said").first).to_be_visible()
    page.get_by_role("link", name="In order of time").click()
    expect(page.get_by_role("listitem").filter(has_text="Assessed as")).to_be_visible()


TWO_HOURS_BACK = """key => {
  const looks = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ latest: new Date(Date.parse(looks.latest) - 72e5).toISOString() }));
}"""


def test_what_came_since_one_last_looked_is_a_link_away(at: At, a_claim: Claim, users, fact_checker, now):
    page = at(Role.VIEWER)
    home = f"/incidents/{a_claim.incident.reference}/"
    page.goto(home)
    since = page.get_by_role("link", name="What came since you last looked")
    expect(since).to_be_hidden()
    key = f"looked:{users[Role.VIEWER].pk}-{a_claim.newsroom_id}:{a_claim.incident.reference}"
    page.evaluate(TWO_HOURS_BACK, key)
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No.", by=fact_checker, at=now)

    page.goto(home)
    expect(since).to_have_text(re.compile(r"looked, \d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d$"))
    since.click()
    expect(page.get_by_text("1 could not be verified").first).to_be_visible()
    page.goto(home)
    expect(since).to_be_visible()  # looking again at once is the same look
