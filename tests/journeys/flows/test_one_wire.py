"""Flow 3: seven outlets, one wire. Flow 5: what is decided, and who signs it."""

import pytest
from playwright.sync_api import Page, expect

from claims.actions.drafts import ClaimDraft
from claims.actions.evidence import add_evidence
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance
from claims.models import Claim, Source
from claims.vocabulary import Basis, Bearing, Role, RootKind, SourceKind, Status
from tests.journeys.flows.conftest import WITH_AND_WITHOUT, At

WHY = "The hospital's list and the wire's own count agree."


@pytest.fixture
def a_claim(question, coalition, reporter, now) -> Claim:
    """A claim of which nobody has said yet where it was carried."""
    claims = [ClaimDraft(incident=question.incident, question=question, text="At least 21 people were killed.")]
    record_utterance(claimants=[coalition], claims=claims, by=reporter, at=now)
    return Claim.objects.get()


@pytest.fixture
def outlets(a_claim: Claim, reporter, now) -> list[Source]:
    """Seven articles, each of which seems to know for itself."""
    rows = []
    for number in range(7):
        row = add_source(title=f"Outlet {number + 1}", kind=SourceKind.ARTICLE, by=reporter, at=now)
        root = {"root_kind": RootKind.SOURCE, "root_source": row, "basis": Basis.SAW_IT}
        add_evidence(claim=a_claim, source=row, bearing=Bearing.SUPPORTS, **root, by=reporter, at=now)
        rows.append(row)
    return rows


@WITH_AND_WITHOUT
def test_seven_documents_become_one_root_as_six_are_marked_as_derived(
    at: At, a_claim: Claim, outlets: list[Source], scripts: bool
):
    page = at(Role.REPORTER, scripts=scripts)
    page.goto(f"/claims/{a_claim.pk}/")
    expect(page.get_by_text("7 documents, 7 known roots")).to_be_visible()

    wire, *copies = outlets
    for copy in copies:
        page.goto(f"/sources/{copy.pk}/")
        page.get_by_role("link", name="It derives from another").click()
        page.locator("[name=origin]").fill(wire.title)
        page.get_by_role("button", name="Record where it comes from").click()
        expect(page.get_by_text("It is on record where this comes from.")).to_be_visible()

    page.goto(f"/claims/{a_claim.pk}/")
    page.get_by_text("7 documents, 1 known root", exact=True).click()
    expect(page.get_by_text("“Outlet 7” carries a copy of “Outlet 1”").first).to_be_visible()
    expect(page.get_by_text("supported by 1", exact=True)).to_be_visible()


@WITH_AND_WITHOUT
def test_a_status_is_proposed_with_what_speaks_for_and_against_it_and_a_colleague_signs(
    at: At, a_claim: Claim, outlets: list[Source], reporter, now, scripts: bool
):
    against = add_source(title="A ministry's denial", kind=SourceKind.ARTICLE, by=reporter, at=now)
    root = {"root_kind": RootKind.SOURCE, "root_source": against, "basis": Basis.RECORDS}
    add_evidence(claim=a_claim, source=against, bearing=Bearing.CONTRADICTS, **root, by=reporter, at=now)
    page = at(Role.FACT_CHECKER, scripts=scripts)
    page.goto(f"/claims/{a_claim.pk}/")
    for words in ("Supports it", "Contradicts it", "The record suggests"):
        expect(page.get_by_text(words).first).to_be_visible()
    assess(page, "Established by us")

    expect(page.get_by_text("Awaiting sign-off").first).to_be_visible()
    a_claim.refresh_from_db()
    assert a_claim.status == Status.NOT_ASSESSED

    colleague = at(Role.EDITOR, scripts=scripts)
    colleague.goto("/")
    colleague.get_by_role("link", name=a_claim.text).first.click()
    colleague.get_by_role("button", name="Sign it off").click()
    expect(colleague.get_by_text("Signed off by").first).to_be_visible()
    a_claim.refresh_from_db()
    assert a_claim.status == Status.ESTABLISHED


def assess(page: Page, status: str) -> None:
    form = page.locator("form.assess")
    form.get_by_label(status).check()
    form.get_by_label("Rationale").fill(WHY)
    form.get_by_role("button", name="Record the assessment").click()
    expect(page.get_by_text(WHY).first).to_be_visible()
