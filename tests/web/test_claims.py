"""A claim's page, and what can be done from it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.claims import revise_claim
from claims.actions.drafts import ClaimDraft, FigureDraft
from claims.actions.evidence import add_evidence
from claims.actions.parties import add_party
from claims.actions.sources import add_source
from claims.actions.utterances import record_claims, record_utterance
from claims.models import Assessment, Claim, Evidence, Party, Source
from claims.vocabulary import Basis, Bearing, Metric, PartyKind, Qualifier, RootKind, SourceKind, Standing, Status
from tests.web.conftest import Browser
from tests.web.pages import Page, read


def page_of(browser: Browser, claim: Claim, what: str = "") -> Page:
    return read(browser, f"/claims/{claim.pk}/{what}")


@pytest.fixture
def two_roots(a_claim, reporter, now):
    """Evidence that rests on two hospitals, each with its own records."""
    for name in ("North hospital", "South hospital"):
        root = add_party(name=name, kind=PartyKind.OTHER, by=reporter, at=now)
        source = add_source(title=f"Records of the {name}", kind=SourceKind.DOCUMENT, by=reporter, at=now)
        known = {"root_kind": RootKind.PARTY, "root_party": root, "basis": Basis.RECORDS}
        add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, **known, by=reporter, at=now)


@pytest.fixture
def later_claim(an_utterance, a_claim, reporter, now) -> Claim:
    draft = ClaimDraft(incident=a_claim.incident, question=a_claim.question, text="27 people were killed.")
    return record_claims(utterance=an_utterance, claims=[draft], by=reporter, at=now)[0]


def test_the_page_says_what_was_claimed_how_and_what_stands_behind_it(as_viewer, a_claim, two_roots):
    page = page_of(as_viewer, a_claim)
    told = ("Northern coalition", "at least 21 people killed", "How many were killed?", "Report on the strikes")
    counted = ("supported by 2", "3 documents", "North hospital", "Not asked", "Not assessed", "recorded a claim")
    for words in told + counted:
        assert words in page.text, words


def test_a_viewer_is_shown_no_form_and_gets_none(as_viewer, a_claim, snapshot):
    before = snapshot()
    page = page_of(as_viewer, a_claim)
    assert "/assess/" not in page.text
    assert "/revise/" not in page.text
    for what in (
        "revise/",
        "assess/",
        "evidence/new/",
        "supersede/",
        "retract/",
        "misattribute/",
        "duplicate/",
        "repeat/",
    ):
        assert page_of(as_viewer, a_claim, what).status == 403
        assert as_viewer.post(f"/claims/{a_claim.pk}/{what}", {"reason": "x"}).status_code == 403
    assert snapshot() == before


def test_a_claim_of_another_newsroom_is_not_there(as_stranger, a_claim):
    for what in ("", "revise/", "assess/", "evidence/new/", "retract/"):
        assert as_stranger.get(f"/claims/{a_claim.pk}/{what}").status_code == 404


def test_the_page_takes_as_many_queries_with_much_on_it_as_with_little(as_checker, a_claim, two_roots, reporter, now):
    address = f"/claims/{a_claim.pk}/"
    as_checker.get(address)
    with CaptureQueriesContext(
        connection,
    ) as little:
        as_checker.get(address)
    figures = [FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=n) for n in range(1, 8)]
    revise_claim(claim=a_claim, version=a_claim.version, figures=figures, by=reporter, at=now)
    for n in range(6):
        source = add_source(title=f"Further report {n}", kind=SourceKind.ARTICLE, by=reporter, at=now)
        add_evidence(claim=a_claim, source=source, bearing=Bearing.CONTRADICTS, by=reporter, at=now)
    with CaptureQueriesContext(connection) as much:
        as_checker.get(address)
    assert len(much) == len(little)


def test_a_claim_is_assessed_with_a_rationale(as_checker, a_claim):
    page = page_of(as_checker, a_claim)
    assert page.fields["status"] == Status.NOT_ASSESSED
    answer = page_of(as_checker, a_claim, "assess/").press(
        status="could_not_be_verified", rationale="Nobody was there."
    )
    assert "Could not be verified" in answer.follow().text
    a_claim.refresh_from_db()
    assert (a_claim.status, Assessment.objects.get().rationale) == (Status.COULD_NOT_BE_VERIFIED, "Nobody was there.")


def test_two_distinct_roots_corroborate(as_checker, a_claim, two_roots):
    page_of(as_checker, a_claim, "assess/").press(status="corroborated").follow()
    a_claim.refresh_from_db()
    assert a_claim.status == Status.CORROBORATED


def test_a_status_without_grounds_is_refused_with_the_rules_sentence(as_checker, a_claim, snapshot):
    before = snapshot()
    page = page_of(as_checker, a_claim, "assess/").press(status="established", rationale="I am sure.")
    assert page.status == 422
    assert "this claim has neither" in page.errors[0]
    assert snapshot() == before


def test_an_assessment_refused_in_place_gives_back_the_form_alone(as_checker, a_claim):
    page = page_of(as_checker, a_claim, "assess/").send(headers={"HX-Request": "true"}, status="corroborated")
    assert page.status == 422
    assert "<html" not in page.text
    assert "Two distinct roots are needed" in page.errors[0]
    assert f'data-hx-post="/claims/{a_claim.pk}/assess/"' in page.text


def test_an_assessment_taken_in_place_leads_back_to_the_page(as_checker, a_claim):
    page = page_of(as_checker, a_claim, "assess/")
    answer = page.send(headers={"HX-Request": "true"}, status="could_not_be_verified", rationale="No access.")
    assert answer.response.headers["HX-Redirect"] == f"/claims/{a_claim.pk}/"


def test_a_reporter_does_not_assess(as_reporter, a_claim, snapshot):
    before = snapshot()
    assert (
        as_reporter.post(f"/claims/{a_claim.pk}/assess/", {"status": "contested", "rationale": "x"}).status_code == 403
    )
    assert snapshot() == before


def test_evidence_is_added_with_a_new_source_and_a_new_root(as_reporter, a_claim):
    page = page_of(as_reporter, a_claim, "evidence/new/")
    assert "distinct_reason" not in page.fields  # a judgement: fact-checkers only
    typed = {
        "source": "List of the dead",
        "source_kind": "document",
        "bearing": "supports",
        "root_kind": "party",
        "root_party": "Border hospital",
        "root_party_kind": "other",
        "basis": "records",
    }
    page.press(**typed).follow()
    evidence = Evidence.objects.get()
    assert (evidence.source.title, evidence.root_party.name, evidence.basis) == (
        "List of the dead",
        "Border hospital",
        "records",
    )


BAD_EVIDENCE = [
    ({"root_kind": "source", "root_party": ""}, "root_source"),
    ({"root_kind": "unknown"}, "root_party"),
    ({"root_party_kind": ""}, "root_party_kind"),
    ({"source_kind": ""}, "source_kind"),
    ({"bearing": "proves"}, "bearing"),
    ({"passage": "x" * 5001}, "passage"),
    ({"source_url": "ftp://example.org"}, "source_url"),
]


@pytest.mark.parametrize(("wrong", "marked"), BAD_EVIDENCE)
def test_refused_evidence_leaves_neither_source_nor_root_behind(as_checker, a_claim, snapshot, wrong, marked):
    before = snapshot()
    typed = {
        "source": "List of the dead",
        "source_kind": "document",
        "bearing": "supports",
        "root_kind": "party",
        "root_party": "Border hospital",
        "root_party_kind": "other",
    }
    page = page_of(as_checker, a_claim, "evidence/new/").press(**typed | wrong)
    assert page.status == 422
    assert f'id="id_{marked}_error"' in page.text
    assert page.fields["source"] == "List of the dead"
    assert snapshot() == before


@pytest.mark.parametrize(
    ("what", "standing"), [("retract/", Standing.RETRACTED), ("misattribute/", Standing.MISATTRIBUTED)]
)
def test_a_claim_that_no_longer_stands_says_why(as_checker, a_claim, what, standing):
    page = page_of(as_checker, a_claim, what).press(reason="They said so on Monday.").follow()
    a_claim.refresh_from_db()
    assert a_claim.standing == standing
    assert "They said so on Monday." in page.text


@pytest.mark.parametrize(
    ("what", "standing"), [("supersede/", Standing.SUPERSEDED), ("duplicate/", Standing.DUPLICATE)]
)
def test_another_claim_takes_its_place(as_checker, a_claim, later_claim, what, standing):
    page = page_of(as_checker, a_claim, what)
    page = page.press(other=str(later_claim.pk), reason="The count rose.").follow()
    a_claim.refresh_from_db()
    assert (a_claim.standing, a_claim.standing_other) == (standing, later_claim)
    assert later_claim.text in page.text


def test_a_change_of_standing_without_a_reason_is_refused(as_checker, a_claim, snapshot):
    before = snapshot()
    page = page_of(as_checker, a_claim, "retract/").press(reason=" ")
    assert page.status == 422
    assert snapshot() == before


def test_a_claim_said_again_hangs_on_both_utterances(as_reporter, a_claim, coalition, reporter, now):
    draft = ClaimDraft(incident=a_claim.incident, text="It was a massacre.")
    again = record_utterance(claimants=[coalition], claims=[draft], words="We say it again", by=reporter, at=now)
    page_of(as_reporter, a_claim, "repeat/").press(utterance=str(again.pk)).follow()
    assert {link.utterance for link in a_claim.links.all()} >= {again}
    assert a_claim.links.count() == 2


def test_only_utterances_of_the_same_claimants_are_offered(as_reporter, a_claim, army, reporter, now):
    draft = ClaimDraft(incident=a_claim.incident, text="Nothing happened.")
    others = record_utterance(claimants=[army], claims=[draft], by=reporter, at=now)
    page = page_of(as_reporter, a_claim, "repeat/").press(utterance=str(others.pk))
    assert page.status == 422
    assert a_claim.links.count() == 1


def test_a_denial_shows_as_a_dispute_and_changes_no_status(as_reporter, a_claim, army):
    page = read(as_reporter, f"/incidents/{a_claim.incident.reference}/utterances/new/?party={army.pk}")
    denial = {
        "claims-0-text": "We killed nobody.",
        "claims-0-stance": "denies",
        "claims-0-answers-0-position": "denies",
    }
    page.press(**denial).follow()
    shown = page_of(as_reporter, a_claim).text
    assert "Disputed by" in shown
    assert "Not assessed" in shown
    assert Party.objects.count() == 2
    assert Source.objects.count() == 1


def test_similar_claims_are_shown_under_what_is_typed(as_viewer, a_claim):
    page = read(as_viewer, "/claims/similar/?claims-0-text=The+army+killed+21+people")
    for words in (a_claim.text, "Northern coalition", a_claim.incident.title, "Not assessed", 'target="_blank"'):
        assert words in page.text, words
    for query in ("?text=The+army+ki", "?text=Something+else+altogether", "", f"?text=%00&but={'9' * 30}"):
        assert not read(as_viewer, f"/claims/similar/{query}").text.strip()


def test_a_claim_that_is_being_revised_is_not_held_against_itself(as_reporter, a_claim):
    form = page_of(as_reporter, a_claim, "revise/")
    address = f"/claims/similar/?but={a_claim.pk}"
    assert f'data-hx-get="{address}"' in form.text
    assert 'class="similar" aria-live="polite"' in form.text
    assert not read(as_reporter, f"{address}&text={a_claim.text.replace(' ', '+')}").text.strip()
