"""Relations and contradictions on the pages of a claim and of an incident."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.claim_relations import confirm_contradiction, dismiss_contradiction, relate_claims
from claims.actions.drafts import ClaimDraft, FigureDraft
from claims.actions.incidents import open_incident
from claims.actions.parties import add_party
from claims.actions.utterances import record_utterance
from claims.models import Claim, ClaimRelation, Dismissal
from claims.vocabulary import ClaimRelationKind, Discrepancy, Metric, PartyKind, Qualifier
from tests.web.pages import read

SENTENCE = "“at least 21 people killed” and “up to 10 people killed” cannot both be right."


def counted(question, party, most, reporter, now, text="Ten at most"):
    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.UP_TO, maximum=most)
    draft = ClaimDraft(incident=question.incident, question=question, text=text, figures=[figure])
    utterance = record_utterance(claimants=[party], claims=[draft], by=reporter, at=now)
    return Claim.objects.get(links__utterance=utterance)


@pytest.fixture
def lower(question, army, reporter, now) -> Claim:
    return counted(question, army, 10, reporter, now)


@pytest.fixture
def pair(a_claim, lower, fact_checker, now):
    return {
        "claim": a_claim,
        "other": lower,
        "discrepancy": Discrepancy.DISJOINT_FIGURES,
        "by": fact_checker,
        "at": now,
    }


def test_a_suggestion_is_told_in_words_on_both_claims_and_on_the_incident(as_viewer, a_claim, lower, incident):
    for address in (f"/claims/{a_claim.pk}/", f"/claims/{lower.pk}/", f"/incidents/{incident.reference}/"):
        page = read(as_viewer, address)
        assert SENTENCE in page.text, address
        assert "/contradictions/confirm/" not in page.text  # a viewer only reads
    assert "1 contradiction to look at" in page.text


def test_a_fact_checker_confirms_a_suggestion(as_checker, a_claim, lower, incident):
    which = f"{lower.pk}-disjoint_figures"
    assert (
        f"/claims/{a_claim.pk}/contradictions/confirm/?which={which}" in read(as_checker, f"/claims/{a_claim.pk}/").text
    )
    form = read(as_checker, f"/claims/{a_claim.pk}/contradictions/confirm/?which={which}")
    assert form.fields["which"] == which
    assert form.press().errors == ["This field is required."]

    page = form.press(material="yes", reason="Looked at both").follow()
    assert ClaimRelation.objects.get().material is True
    for words in ("contradicts", "material", "Looked at both", "Their figures cannot both be right"):
        assert words in page.text
    assert SENTENCE not in page.text
    assert "1 contradiction</span>" in read(as_checker, f"/incidents/{incident.reference}/").text


def test_a_fact_checker_dismisses_a_suggestion_and_it_stays_dismissed(as_checker, a_claim, lower, incident):
    address = f"/claims/{lower.pk}/contradictions/dismiss/?which={a_claim.pk}-disjoint_figures"
    form = read(as_checker, address)
    assert form.press().errors == ["This field is required."]
    page = form.press(reason="Before and after the second strike").follow()

    assert Dismissal.objects.get().claim == a_claim
    assert "1 suggestion dismissed" in page.text
    assert "Before and after the second strike" in page.text
    assert "to look at" not in page.text
    assert "1 suggestion was dismissed." in read(as_checker, f"/incidents/{incident.reference}/").text
    again = as_checker.post(address, {"which": f"{a_claim.pk}-disjoint_figures", "reason": "Again"})
    assert again.status_code == 422


def test_a_reporter_relates_a_claim_but_no_contradiction(as_reporter, a_claim, lower, snapshot):
    address = f"/claims/{a_claim.pk}/relate/"
    form = read(as_reporter, address)
    assert 'value="contradicts"' not in form.text
    before = snapshot()
    assert form.press(kind="contradicts", other=str(lower.pk)).status == 422
    assert form.press(kind="narrows").errors == ["Choose the other claim."]
    assert form.press(kind="narrows", elsewhere="999999").errors == ["There is no such claim."]
    assert form.press(kind="narrows", other=str(lower.pk), elsewhere=str(lower.pk)).status == 422
    assert as_reporter.get(f"/claims/{a_claim.pk}/contradictions/confirm/").status_code == 403
    assert snapshot() == before

    page = form.press(kind="supersedes", other=str(lower.pk), reason="A later count").follow()
    assert "supersedes" in page.text
    assert "Mark it as superseded" not in page.text  # whoever may not do it is not sent there


def test_who_may_change_standing_is_led_to_the_form(as_checker, a_claim, lower, reporter, now):
    relate_claims(claim=a_claim, kind=ClaimRelationKind.SUPERSEDES, other=lower, reason="", by=reporter, at=now)
    address = f"/claims/{lower.pk}/supersede/?other={a_claim.pk}"
    for claim in (a_claim, lower):
        assert address in read(as_checker, f"/claims/{claim.pk}/").text
    form = read(as_checker, address)
    assert form.fields["other"] == str(a_claim.pk)
    assert form.press(reason="A later count").status == 303
    assert f'href="{address}"' not in read(as_checker, f"/claims/{a_claim.pk}/").text


def test_a_claim_about_another_incident_is_named_by_its_address(as_reporter, a_claim, army, reporter, now):
    other = open_incident(title="A shooting in the capital", by=reporter, at=now)
    utterance = record_utterance(
        claimants=[army], claims=[ClaimDraft(incident=other, text="We have said so before")], by=reporter, at=now
    )
    claim = Claim.objects.get(links__utterance=utterance)
    form = read(as_reporter, f"/claims/{a_claim.pk}/relate/")
    typed = f"https://desk.example/claims/{claim.pk}/"
    assert form.press(kind="narrows", elsewhere=typed).status == 422
    page = form.press(kind="same_as", elsewhere=typed).follow()
    assert "A shooting in the capital" in page.text


def test_a_relation_is_taken_back_from_its_page(as_reporter, a_claim, lower, reporter, now):
    relation = relate_claims(claim=a_claim, kind=ClaimRelationKind.NARROWS, other=lower, reason="", by=reporter, at=now)
    address = f"/claim-relations/{relation.pk}/withdraw/"
    assert "is narrowed by" in read(as_reporter, f"/claims/{lower.pk}/").text
    form = read(as_reporter, address)
    page = form.press(reason="A slip").follow()
    assert f'href="{address}"' not in page.text
    assert as_reporter.get(address).status_code == 404
    assert "took back a relation between claims" in page.text


def test_a_contradiction_is_taken_back_by_who_may_judge(as_reporter, as_checker, a_claim, pair):
    relation = confirm_contradiction(**pair, material=True, reason="")
    address = f"/claim-relations/{relation.pk}/withdraw/"
    assert address not in read(as_reporter, f"/claims/{a_claim.pk}/").text
    assert as_reporter.post(address, {"reason": "No"}).status_code == 403
    assert SENTENCE in read(as_checker, address).press(reason="They count other things").follow().text


def test_the_record_leads_to_the_claim(as_checker, a_claim, pair):
    dismiss_contradiction(**pair, reason="Before and after")
    page = read(as_checker, "/changes/")
    assert "dismissed a suggested contradiction" in page.text
    assert f'href="/claims/{a_claim.pk}/"' in page.text


@pytest.mark.parametrize("what", ["claim", "incident"])
def test_pages_take_as_many_queries_with_many_contradictions_as_with_few(
    what, as_checker, a_claim, lower, question, reporter, fact_checker, now
):
    incident = question.incident
    address = f"/claims/{a_claim.pk}/" if what == "claim" else f"/incidents/{incident.reference}/"

    def grow(rows):
        for number in range(rows):
            party = add_party(name=f"Party {Claim.objects.count()}", kind=PartyKind.NGO, by=reporter, at=now)
            claims = [counted(question, party, most, reporter, now, f"{most}") for most in (5, 6, 7)]
            pair = {"discrepancy": Discrepancy.DISJOINT_FIGURES, "by": fact_checker, "at": now}
            confirm_contradiction(claim=a_claim, other=claims[0], material=bool(number), reason="So", **pair)
            dismiss_contradiction(claim=a_claim, other=claims[1], reason="No", **pair)
            relate_claims(
                claim=claims[2], kind=ClaimRelationKind.SUPERSEDES, other=a_claim, reason="", by=reporter, at=now
            )
        as_checker.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert as_checker.get(address).status_code == 200
        return len(queries)

    assert grow(1) == grow(4)
