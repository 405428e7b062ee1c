"""Where things stand on our pages, as somebody finds them who reads the words on them."""

from playwright.sync_api import Locator, Page, expect

from claims.models import Party, Question


def cell(page: Page, question: Question | None, party: Party) -> Locator:
    """The cell of the matrix where the row of a question and the column of a party meet."""
    headings = page.locator(".matrix thead th").all_inner_texts()
    at = next(n for n, words in enumerate(headings) if party.name in words)
    heading = page.get_by_role("rowheader", name=question.text if question else "")
    row = page.locator(".matrix tbody tr").filter(has=heading)
    return row.locator("td").nth(at - 1)


def suggested(page: Page, kind: str, value: str) -> Locator:
    """What is offered under a name that is being typed: `kind` is parties or sources."""
    return page.locator(f'#known-{kind} option[value="{value}"]')


def add_row(page: Page, name: str, fold: str, button: str) -> None:
    """One more row of a list in the form, whose first input then stands there."""
    more = page.get_by_role("button", name=button)
    if not more.is_visible():
        page.locator("summary", has_text=fold).click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        more.click()
    expect(page.locator("form[inert]")).to_have_count(0)
    expect(page.locator(f"[name={name}]")).to_be_visible()


def fold(page: Page, words: str) -> Locator:
    """What is folded away under these words, opened."""
    found = page.locator("details").filter(has=page.locator("> summary", has_text=words)).last
    if found.get_attribute("open") is None:
        found.locator("> summary").click()
    return found
