"""Flow 1: something happened. Flow 2: someone else says otherwise."""

from playwright.sync_api import Page, expect

from claims.actions.parties import revise_party
from claims.models import Claim, Party, Source
from claims.vocabulary import Metric, Role
from tests.journeys.flows.conftest import WITH_AND_WITHOUT, At
from tests.journeys.pages import add_row, cell, fold, suggested

CLAIM = "The army killed at least 21 people at the market."
LINK = "https://example.org/strikes-on-a-town"


@WITH_AND_WITHOUT
def test_from_something_happened_to_who_said_what_in_one_form(at: At, army: Party, reporter, now, scripts: bool):
    revise_party(party=army, version=1, aliases=["FAMa"], by=reporter, at=now)
    page = at(Role.REPORTER, scripts=scripts)
    open_the_incident(page)

    page.get_by_role("link", name="Record the first utterance").click()
    form = page.url
    who_said_it(page, scripts=scripts)
    what_is_claimed(page, scripts=scripts)
    assert page.url == form  # rows are added where one is
    page.get_by_role("button", name="Put it on record").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("A northern movement")
    expect(page.get_by_role("link", name=CLAIM)).to_be_visible()
    claim = Claim.objects.get()
    figures, accused = claim.figures.get(), {each.accused.name for each in claim.allegations.all()}
    assert (figures.metric, figures.minimum, figures.maximum) == (Metric.KILLED, 21, None)
    assert accused == {army.name, "A foreign company"}
    assert Source.objects.get().url == LINK
    assert Party.objects.count() == 3


def open_the_incident(page: Page) -> None:
    """A title, where, and what is known of when: three facts, and the page says what comes next."""
    page.goto("/incidents/")
    page.get_by_role("link", name="Open an incident").first.click()
    page.get_by_label("Title").fill("Strikes on a market")
    page.get_by_label("Summary").fill("Two strikes within ten minutes.")
    page.get_by_label("Place optional", exact=True).fill("A border town")
    page.get_by_role("button", name="Open the incident").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Strikes on a market")
    expect(page.get_by_text("Nobody has said anything yet")).to_be_visible()


def who_said_it(page: Page, *, scripts: bool) -> None:
    """A party and a source that nobody has named before, made while one types."""
    name = page.locator("[name=claimants-0-name]")
    name.press_sequentially("A northern movement")
    if scripts:
        expect(suggested(page, "parties", "A northern movement")).to_have_text("New: not on record yet")
    page.locator("[name=claimants-0-kind]").select_option(label="Rebel coalition")
    page.locator("[name=words]").fill("At least 21 people were killed by the army.")
    page.locator("[name=carriage-source]").fill("Strikes on a town")
    page.locator("[name=carriage-source_kind]").select_option(label="Article")
    fold(page, "If it is new: outlet").locator("[name=carriage-source_url]").fill(LINK)


def what_is_claimed(page: Page, *, scripts: bool) -> None:
    """One claim with its question, a figure and two accused: one found by an alias, one new."""
    page.locator("[name=claims-0-text]").fill(CLAIM)
    page.locator("[name=claims-0-question_text]").fill("How many were killed?")
    page.locator("[name=claims-0-question_kind]").select_option(label="How many")
    add_row(page, "claims-0-figures-0-minimum", "Figures", "Add a figure")
    page.locator("[name=claims-0-figures-0-qualifier]").select_option(label="at least")
    page.locator("[name=claims-0-figures-0-minimum]").fill("21")
    page.locator("[name=claims-0-figures-0-metric]").select_option(Metric.KILLED)
    add_row(page, "claims-0-allegations-0-accused", "Who is accused", "Add another accused")
    accused = page.locator("[name=claims-0-allegations-0-accused]")
    accused.press_sequentially("FAMa")
    if scripts:
        expect(suggested(page, "parties", "Army of the republic")).to_contain_text("FAMa")
    add_row(page, "claims-0-allegations-1-accused", "Who is accused", "Add another accused")
    expect(accused).to_have_value("FAMa")
    page.locator("[name=claims-0-allegations-1-accused]").fill("A foreign company")
    page.locator("[name=claims-0-allegations-1-accused_kind]").select_option(label="Private military company")


@WITH_AND_WITHOUT
def test_who_says_otherwise_is_entered_from_the_empty_cell_and_contradicts_at_once(
    at: At, a_claim: Claim, army: Party, scripts: bool
):
    page = at(Role.REPORTER, scripts=scripts)
    page.goto(f"/incidents/{a_claim.incident.reference}/")
    expect(page.get_by_text("No two claims here are known to contradict each other.")).to_be_visible()

    cell(page, a_claim.question, army).get_by_label("Add a claim").click()
    expect(page.locator("[name=claimants-0-name]")).to_have_value(army.name)
    expect(page.locator("[name=claims-0-question]")).to_have_value(str(a_claim.question_id))
    page.locator("[name=claims-0-text]").fill("Nine fighters were killed.")
    page.locator("[name=claims-0-figures-0-qualifier]").select_option(label="exactly")
    page.locator("[name=claims-0-figures-0-minimum]").fill("9")
    page.get_by_role("button", name="Put it on record").click()
    expect(page.get_by_role("link", name="Nine fighters were killed.")).to_be_visible()

    page.goto(f"/incidents/{a_claim.incident.reference}/")
    mark = page.get_by_role("link", name="1 contradiction to look at")
    mark.click()
    explained = page.locator("#contradictions .contradiction")
    expect(explained).to_be_in_viewport()
    expect(explained).to_contain_text("21")
    expect(explained).to_contain_text("9")
    expect(page.locator("#contradictions").get_by_role("link", name=a_claim.text)).to_be_visible()
    expect(page.locator("#contradictions").get_by_role("link", name="Nine fighters were killed.")).to_be_visible()
