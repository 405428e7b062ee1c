"""Who said what, on one page: everything in one go, or nothing."""

import pytest

from claims.actions.parties import add_party
from claims.models import Claim, Party, Source, Utterance
from claims.vocabulary import Certainty, Metric, PartyKind, Qualifier, Stance
from tests.web.conftest import Browser
from tests.web.pages import Page, read


@pytest.fixture
def form(as_reporter: Browser, incident, question) -> Page:
    return read(as_reporter, f"/incidents/{incident.reference}/utterances/new/")


def the_report(question) -> dict[str, str]:
    """What a reporter types for one utterance with one claim, everybody in it new."""
    return {
        "claimants-0-name": "Frame for the Defence",
        "claimants-0-kind": "rebel_coalition",
        "speaker_label": "a spokesperson",
        "said_on": "2026-11-19",
        "words": "نسبت الضربات إلى الجيش",
        "language": "ar",
        "translation": "The strikes were the army's.",
        "carriage-source": "Strikes on a border town",
        "carriage-source_kind": "article",
        "carriage-source_outlet": "The Border Post",
        "carriage-source_outlet_kind": "media",
        "carriage-source_url": "https://example.org/strikes",
        "carriage-passage": "at least 21 people were killed",
        "carriage-hops-0-actor_kind": "outlet",
        "carriage-hops-0-party": "The Border Post",
        "carriage-hops-0-verb": "reports",
        "claims-0-text": "The army killed at least 21 people.",
        "claims-0-question": str(question.pk),
        "claims-0-figures-0-qualifier": "at_least",
        "claims-0-figures-0-minimum": "21",
        "claims-0-allegations-0-accused": "The republic’s army",
        "claims-0-allegations-0-accused_kind": "state_forces",
    }


def test_one_page_records_the_utterance_with_everything_new_in_it(form, question):
    page = form.press(**the_report(question)).follow()
    said = Utterance.objects.get()
    claim = Claim.objects.get()
    figure, allegation, carriage = claim.figures.get(), claim.allegations.get(), said.carriages.get()
    assert [each.party.name for each in said.claimants.all()] == ["Frame for the Defence"]
    assert (said.speaker_label, said.said_on.isoformat(), said.said_precision) == (
        "a spokesperson",
        "2026-11-19",
        "day",
    )
    assert (figure.qualifier, figure.minimum, figure.maximum) == (Qualifier.AT_LEAST, 21, None)
    assert (allegation.accused.name, allegation.for_publication) == ("The republic’s army", True)
    assert (carriage.source.title, carriage.source.outlet.name) == ("Strikes on a border town", "The Border Post")
    assert [(hop.party.name, hop.verb) for hop in carriage.hops.all()] == [("The Border Post", "reports")]
    assert Party.objects.count() == 3  # the outlet is named twice and added once
    assert "نسبت الضربات" in page.text
    assert "The army killed at least 21 people." in page.text


def test_what_is_known_already_is_found_by_name_and_not_added_again(form, question, army, coalition, source):
    typed = the_report(question) | {
        "claimants-0-name": "northern COALITION",
        "claimants-0-kind": "",
        "carriage-source": source.title,
        "carriage-source_kind": "",
        "carriage-source_outlet": "",
        "carriage-source_outlet_kind": "",
        "carriage-source_url": "",
        "carriage-hops-0-party": "",
        "carriage-hops-0-actor_label": "the outlet, unnamed",
        "claims-0-allegations-0-accused": f"{army.name} [{army.pk}]",
        "claims-0-allegations-0-accused_kind": "",
    }
    form.press(**typed).follow()
    assert set(Party.objects.all()) == {army, coalition}
    assert set(Source.objects.all()) == {source}
    assert Claim.objects.get().allegations.get().accused == army


def test_rows_are_added_and_taken_away_with_everything_typed_kept(form, question, snapshot):
    before = snapshot()
    page = form.press("more", "claims", **the_report(question))
    assert page.status == 200
    assert not page.errors
    page = page.press("more", "claims-1-figures", **{"claims-1-text": "11 children were among them."})
    page = page.press("more", "claimants", **{"claims-1-figures-1-minimum": "11"})
    assert page.fields["claims-count"] == "2"
    assert page.fields["claims-1-figures-count"] == "2"
    page = page.press("less", "claims-0")
    assert page.fields["claims-count"] == "1"
    assert page.fields["claims-0-text"] == "11 children were among them."
    assert page.fields["claims-0-figures-1-minimum"] == "11"
    assert page.fields["words"] == the_report(question)["words"]
    assert page.fields["claimants-count"] == "2"
    assert snapshot() == before


def test_several_claims_with_several_figures_are_recorded_in_one_go(form, question):
    page = form.press("more", "claims", **the_report(question)).press("more", "claims-1-figures")
    more = {
        "claims-1-text": "Children and a pharmacist were among the dead.",
        "claims-1-certainty": "likely",
        "claims-1-hedge": "probably",
        "claims-1-figures-0-minimum": "11",
        "claims-1-figures-0-population": "children",
        "claims-1-figures-1-qualifier": "in_words",
        "claims-1-figures-1-wording": "dozens",
        "claims-1-figures-1-metric": "injured",
        "claims-1-question_text": "Who were the dead?",
        "claims-1-question_kind": "fact",
    }
    page.press(**more).follow()
    first, second = Claim.objects.order_by("pk")
    assert (first.question, second.question.text) == (question, "Who were the dead?")
    assert (second.certainty, second.hedge, second.stance) == (Certainty.LIKELY, "probably", Stance.ASSERTS)
    children, dozens = second.figures.order_by("pk")
    assert (children.qualifier, children.minimum, children.maximum) == (Qualifier.EXACTLY, 11, 11)
    assert (dozens.metric, dozens.wording, dozens.minimum) == (Metric.INJURED, "dozens", None)


def test_a_claim_may_be_unattributed(form):
    page = form.press(**{"claims-0-text": "Shots were heard."})
    assert page.status == 422
    assert "Name who said it, or tick that it is unattributed." in page.errors
    page.press(unattributed="on").follow()
    assert not Utterance.objects.get().claimants.exists()


def test_several_claimants_speak_jointly(form, army, coalition):
    page = form.press("more", "claimants", **{"claimants-0-name": army.name, "claims-0-text": "We agreed on a truce."})
    page.press(**{"claimants-1-name": coalition.name}).follow()
    assert {row.party for row in Utterance.objects.get().claimants.all()} == {army, coalition}


BAD = [
    ({"claims-0-figures-0-qualifier": "between", "claims-0-figures-0-maximum": "3"}, "claims-0-figures-0-minimum"),
    ({"claims-0-figures-0-minimum": "-4"}, "claims-0-figures-0-minimum"),
    ({"claims-0-figures-0-minimum": "9" * 30}, "claims-0-figures-0-minimum"),
    ({"claims-0-figures-0-minimum": "some"}, "claims-0-figures-0-minimum"),
    ({"claims-0-text": "<script>alert(1)</script>"}, "claims-0-text"),
    ({"claims-0-text": "x" * 1001}, "claims-0-text"),
    ({"claims-0-text": "a\x00b"}, "claims-0-text"),
    ({"claims-0-text": "a \u202egnp.exe"}, "claims-0-text"),
    ({"claims-0-text": ""}, "claims-0-text"),
    ({"claims-0-certainty": "likely"}, "claims-0-hedge"),
    ({"claims-0-question_text": "And another?"}, "claims-0-question_text"),
    ({"claims-0-question": "", "claims-0-question_text": "And another?"}, "claims-0-question_kind"),
    ({"claims-0-allegations-0-accused": "Frame for the Defence"}, "claims-0-allegations-0-accused_kind"),
    ({"claims-0-allegations-0-accused_kind": ""}, "claims-0-allegations-0-accused_kind"),
    ({"claims-0-allegations-0-role": "other"}, "claims-0-allegations-0-role_label"),
    ({"claims-0-stance": "denies"}, "claims-0-allegations-0-accused"),
    ({"claimants-0-kind": ""}, "claimants-0-kind"),
    ({"claimants-0-name": "<b>Frame</b>"}, "claimants-0-name"),
    ({"said_on": "2031-01-01"}, "said"),
    ({"language": "xx-unknown"}, "language"),
    ({"terms": "on_background"}, "background_as"),
    ({"carriage-source_kind": ""}, "carriage-source_kind"),
    ({"carriage-source": ""}, "carriage-source"),
    ({"carriage-source_url": "javascript:alert(1)"}, "carriage-source_url"),
    ({"carriage-source_outlet_kind": "", "carriage-hops-0-party": ""}, "carriage-source_outlet_kind"),
    ({"carriage-hops-0-party": ""}, "carriage-hops-0-party"),
    ({"carriage-hops-0-actor_kind": "unknown"}, "carriage-hops-0-party"),
]


@pytest.mark.parametrize(("wrong", "marked"), BAD)
def test_what_is_refused_leaves_no_trace_and_nothing_typed_is_lost(form, question, snapshot, wrong, marked):
    before = snapshot()
    typed = the_report(question) | wrong
    page = form.press(**typed)
    assert page.status == 422
    assert len(page.errors) == 1
    assert f'id="id_{marked}_error"' in page.text
    kept = {name: page.fields[name] for name in typed if "\x00" not in typed[name]}
    assert kept == {name: value for name, value in typed.items() if "\x00" not in value}
    assert snapshot() == before


def test_a_question_that_was_not_offered_is_refused(form, question, snapshot):
    before = snapshot()
    page = form.press(**the_report(question) | {"claims-0-question": "999999"})
    assert page.status == 422
    assert 'id="id_claims-0-question_error"' in page.text
    assert snapshot() == before


def test_a_refused_form_can_be_corrected_and_sent_again(form, question):
    page = form.press(**the_report(question) | {"claims-0-figures-0-minimum": "-1"})
    page.press(**{"claims-0-figures-0-minimum": "21"}).follow()
    assert Claim.objects.get().figures.get().minimum == 21


def test_a_party_of_another_newsroom_is_not_found_by_its_name(form, question, stranger, now):
    theirs = add_party(name="The republic’s army", kind=PartyKind.STATE_FORCES, by=stranger, at=now)
    form.press(**the_report(question)).follow()
    assert Claim.objects.get().allegations.get().accused != theirs


def test_the_empty_cell_leads_to_a_form_with_party_and_question_filled_in(as_reporter, a_claim, army, question):
    page = read(
        as_reporter, f"/incidents/{a_claim.incident.reference}/utterances/new/?party={army.pk}&question={question.pk}"
    )
    assert page.fields["claimants-0-name"] == army.name
    assert page.fields["claims-0-question"] == str(question.pk)
    assert page.fields["claims-0-answers-0-allegation"] == str(a_claim.allegations.get().pk)
    denial = {
        "claims-0-text": "We killed nobody.",
        "claims-0-stance": "denies",
        "claims-0-answers-0-position": "denies",
    }
    page.press(**denial).follow()
    answer = Claim.objects.latest("pk").answers.get()
    assert (answer.allegation.claim, answer.position) == (a_claim, "denies")


def test_an_answer_left_open_says_nothing(as_reporter, a_claim, army, question):
    page = read(as_reporter, f"/incidents/{a_claim.incident.reference}/utterances/new/?party={army.pk}")
    page.press(**{"claims-0-text": "We mourn the dead."}).follow()
    assert not Claim.objects.latest("pk").answers.exists()


@pytest.mark.parametrize("query", ["party=x&question=", "party=999999999999999999999", "question=-1", "party=0"])
def test_a_prefill_that_names_nothing_shows_the_plain_form(as_reporter, incident, query):
    page = read(as_reporter, f"/incidents/{incident.reference}/utterances/new/?{query}")
    assert page.status == 200
    assert page.fields["claimants-0-name"] == ""


def test_htmx_gets_the_form_alone(form, question):
    page = form.send(headers={"HX-Request": "true"}, more="claims")
    assert page.fields["claims-count"] == "2"
    assert "<html" not in page.text
    assert "autofocus" in page.text


def test_no_more_rows_are_taken_than_fit_on_one_page(form, question, snapshot):
    before = snapshot()
    page = form.press(**the_report(question) | {"claims-count": "999"})
    assert page.status == 422
    assert "At most 30 fit on one page." in page.errors
    assert snapshot() == before
