"""The second pair of eyes in the browser: the panel on a claim's page, the desk, withdrawn evidence."""

import pytest

from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.evidence import add_evidence
from claims.actions.parties import add_party
from claims.actions.sign_offs import sign_off
from claims.models import Claim, Evidence, SendBack, SignOff
from claims.vocabulary import Basis, Bearing, PartyKind, RootKind, Status
from tests.web.pages import read


@pytest.fixture
def root(a_claim, source, reporter, now) -> Evidence:
    hospital = add_party(name="The hospital", kind=PartyKind.OTHER, by=reporter, at=now)
    known = {"root_kind": RootKind.PARTY, "root_party": hospital, "basis": Basis.RECORDS}
    return add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, **known, by=reporter, at=now)


@pytest.fixture
def proposed(a_claim, root, fact_checker, now):
    claim = Claim.objects.get(pk=a_claim.pk)
    return assess_claim(claim=claim, status=Status.ESTABLISHED, rationale="The records", by=fact_checker, at=now)


def page_of(browser, claim):
    return read(browser, f"/claims/{claim.pk}/")


def test_proposing_says_that_a_second_person_signs(as_checker, a_claim, root):
    page = read(as_checker, f"/claims/{a_claim.pk}/assess/").send(status="established", rationale="Their records")

    after = page.follow()
    assert "The claim keeps its status until a second person signs." in after.text
    assert "awaiting sign-off: Established by us" in after.text
    assert Claim.objects.get(pk=a_claim.pk).status == Status.NOT_ASSESSED


def test_what_waits_is_shown_wherever_the_status_is(as_viewer, as_checker, a_claim, incident, coalition, proposed):
    for address in (
        f"/claims/{a_claim.pk}/",
        f"/incidents/{incident.reference}/",
        f"/parties/{coalition.pk}/",
        f"/utterances/{a_claim.links.get().utterance_id}/",
    ):
        assert "awaiting sign-off: Established by us" in as_viewer.get(address).content.decode(), address


def test_those_who_may_not_sign_are_told_why(as_viewer, as_checker, as_editor, a_claim, proposed, root, editor, now):
    assert "An editor or an admin signs it off." in page_of(as_viewer, a_claim).text
    assert "An editor or an admin signs it off." in page_of(as_checker, a_claim).text
    assess_claim(claim=a_claim, status=Status.ESTABLISHED, rationale="Mine", by=editor, at=now)
    page = page_of(as_editor, a_claim)
    assert "You proposed it; a second person decides." in page.text
    assert "/sign-off/" not in page.text
    assert "/send-back/" not in page.text


def test_an_editor_signs_from_the_claims_page(as_editor, a_claim, proposed):
    page = page_of(as_editor, a_claim)
    assert f'action="/assessments/{proposed.pk}/sign-off/"' in page.text

    answer = as_editor.post(f"/assessments/{proposed.pk}/sign-off/", {"note": "I called them."})

    assert (answer.status_code, answer["Location"]) == (303, f"/claims/{a_claim.pk}/")
    assert SignOff.objects.get().note == "I called them."
    after = page_of(as_editor, a_claim).text
    for words in ("Signed off by", "I called them.", "on 1 root", "signed the assessment off"):
        assert words in after, words
    assert "awaiting sign-off" not in after


def test_an_editor_sends_it_back_with_a_reason(as_editor, a_claim, proposed, snapshot):
    page = read(as_editor, f"/assessments/{proposed.pk}/send-back/")
    assert "The records" in page.text
    before = snapshot()
    assert page.send(reason="").status == 422
    assert snapshot() == before

    after = page.send(reason="One hospital of three.").follow()

    assert SendBack.objects.get().reason == "One hospital of three."
    assert "Sent back by" in after.text
    assert "awaiting sign-off" not in after.text


def test_a_refused_signature_keeps_the_note_and_says_why(as_editor, a_claim, proposed, reporter, now, snapshot):
    revise_claim(claim=a_claim, version=1, text="The army killed 22", by=reporter, at=now)
    page = page_of(as_editor, a_claim)
    assert "The claim has changed since; propose it anew." in page.text
    assert f"/assessments/{proposed.pk}/send-back/" in page.text
    before = snapshot()

    refused = read(as_editor, f"/assessments/{proposed.pk}/sign-off/").send(note="I called them.")

    assert refused.status == 422
    assert "The claim has changed since; propose it anew." in refused.text
    assert refused.fields["note"] == "I called them."
    assert snapshot() == before


def test_a_void_sign_off_is_shown_wherever_the_status_is(
    as_checker, as_viewer, a_claim, incident, coalition, proposed, root, editor, now
):
    sign_off(assessment=proposed, by=editor, at=now)
    page = read(as_checker, f"/evidence/{root.pk}/withdraw/").send(reason="Another town’s hospital.")

    after = page.follow().text
    assert "The sign-off is void." in after
    assert "Evidence that it relied on was withdrawn" in after
    assert "Another town’s hospital." in after
    for address in (f"/claims/{a_claim.pk}/", f"/incidents/{incident.reference}/", f"/parties/{coalition.pk}/"):
        text = as_viewer.get(address).content.decode()
        assert "sign-off void" in text, address
        assert "Established by us" in text, address


def test_only_those_who_assess_withdraw_evidence(as_reporter, as_checker, a_claim, root, snapshot):
    before = snapshot()
    assert "/withdraw/" not in page_of(as_reporter, a_claim).text
    assert as_reporter.post(f"/evidence/{root.pk}/withdraw/", {"reason": "No"}).status_code == 403
    assert snapshot() == before
    assert f"/evidence/{root.pk}/withdraw/" in page_of(as_checker, a_claim).text


def test_the_page_says_what_the_record_suggests_and_what_is_missing(as_viewer, a_claim, root):
    text = page_of(as_viewer, a_claim).text

    assert "no status yet" in text
    assert "Known roots that support it: 1 (The hospital); that know for themselves: 1." in text
    assert "Two distinct roots are needed; this claim has one (The hospital; pieces of evidence: 1)." in text
    assert "Nothing: your rationale, then a second person’s sign-off." in text


def test_the_desk_tells_editors_what_awaits_them(as_editor, as_checker, as_admin, a_claim, proposed, editor, now):
    assert [each.pk for each in as_editor.get("/").context["unsigned"]] == [proposed.pk]
    assert a_claim.text in as_editor.get("/").content.decode()
    assert "Awaiting your sign-off" not in as_checker.get("/").content.decode()

    own = assess_claim(claim=a_claim, status=Status.ESTABLISHED, rationale="Mine", by=editor, at=now)

    assert as_editor.get("/").context["unsigned"] == []
    assert [each.pk for each in as_admin.get("/").context["unsigned"]] == [own.pk]
