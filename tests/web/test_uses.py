"""Where it was printed, in the browser."""

from datetime import timedelta

import pytest

from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.clock import run_flags
from claims.actions.sign_offs import sign_off
from claims.actions.standing import retract_claim
from claims.actions.uses import record_use
from claims.models import Use, UseHandled
from claims.vocabulary import Status, UseKind, UseOutcome
from tests.web.conftest import LATER
from tests.web.pages import read

WORDS = "At least 21 people were killed, the coalition said."
PRINTED = {"address": "https://example.org/story", "words": WORDS}


@pytest.fixture
def printed(a_claim, incident, reporter, now) -> Use:
    return record_use(
        incident=incident, kind=UseKind.CLAIM, claim=a_claim, **PRINTED, printed_at=now, by=reporter, at=now
    )


def test_a_use_is_recorded_from_the_claims_page(as_reporter, a_claim, incident, snapshot):
    page = read(as_reporter, f"/claims/{a_claim.pk}/")
    address = f"/incidents/{incident.reference}/uses/new/?claim={a_claim.pk}"
    assert address in page.text
    form = read(as_reporter, address)
    assert (form.fields["kind"], form.fields["claim"]) == ("claim", str(a_claim.pk))
    before = snapshot()
    refused = form.send(address="story 12", words=WORDS)
    assert refused.status == 422
    assert refused.fields["words"] == WORDS
    assert snapshot() == before

    after = form.send(**PRINTED).follow()

    assert Use.objects.get().claim == a_claim
    assert WORDS in after.text
    assert 'href="https://example.org/story"' in after.text


def test_the_line_is_recorded_from_the_incidents_page(as_reporter, incident):
    assert f"/incidents/{incident.reference}/uses/new/" in read(as_reporter, f"/incidents/{incident.reference}/").text
    form = read(as_reporter, f"/incidents/{incident.reference}/uses/new/")

    after = form.send(**PRINTED).follow()

    assert (Use.objects.get().kind, Use.objects.get().claim) == (UseKind.LINE, None)
    assert WORDS in after.text


@pytest.mark.parametrize("query", ["?claim=0", "?claim=x", "?claim=99999999999999999999"])
def test_a_claim_that_is_not_there_cannot_be_printed(as_reporter, incident, query):
    assert as_reporter.get(f"/incidents/{incident.reference}/uses/new/{query}").status_code == 404


def test_viewers_read_uses_and_record_none(as_viewer, a_claim, incident, printed, snapshot):
    before = snapshot()
    page = read(as_viewer, f"/claims/{a_claim.pk}/")
    assert WORDS in page.text
    assert "/uses/" not in page.text
    assert as_viewer.post(f"/uses/{printed.pk}/handle/", {"outcome": "updated"}).status_code == 403
    assert snapshot() == before


def test_a_flag_shows_the_words_and_leads_to_what_is_to_be_done(
    as_reporter, a_claim, printed, fact_checker, editor, now
):
    proposed = assess_claim(claim=a_claim, status=Status.REFUTED, rationale="No", by=fact_checker, at=now)
    sign_off(assessment=proposed, by=editor, at=now)
    retract_claim(claim=a_claim, reason="Taken back", by=fact_checker, at=LATER)
    run_flags(now=LATER)

    for address in ("/", "/flags/"):
        text = as_reporter.get(address).content.decode()
        for words in ("Published: update or correct", WORDS, "https://example.org/story", "Fact-checker and Editor"):
            assert words in text, (address, words)
        assert f"/uses/{printed.pk}/handle/" in text
    assert "update or correct" in read(as_reporter, f"/claims/{a_claim.pk}/").text

    form = read(as_reporter, f"/uses/{printed.pk}/handle/")
    assert WORDS in form.text
    assert form.send(outcome="left_as_it_is", note="").status == 422
    after = form.send(outcome="corrected", note="Retracted; we say so.").follow()

    assert UseHandled.objects.get().outcome == UseOutcome.CORRECTED
    assert "Retracted; we say so." in after.text
    run_flags(now=LATER + timedelta(minutes=1))
    assert WORDS not in as_reporter.get("/flags/").content.decode()


def test_a_void_sign_off_is_flagged_with_assessor_and_signer(as_viewer, a_claim, fact_checker, editor, reporter, now):
    proposed = assess_claim(claim=a_claim, status=Status.REFUTED, rationale="No", by=fact_checker, at=now)
    sign_off(assessment=proposed, by=editor, at=now)
    revise_claim(claim=a_claim, version=2, text="The army killed 27", by=reporter, at=now)
    run_flags(now=LATER)

    for address in ("/", "/flags/", "/flags/?kind=sign_off_void"):
        text = as_viewer.get(address).content.decode()
        assert "Sign-off void" in text, address
        assert "Fact-checker and Editor" in text, address
        assert f"/claims/{a_claim.pk}/#assessed" in text, address
