"""Revising a claim with its figures, allegations and answers, alone and beside somebody else."""

import pytest

from claims.actions.claims import revise_claim
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.parties import add_party
from claims.actions.utterances import record_utterance
from claims.models import Claim, Party
from claims.vocabulary import AccusedRole, Metric, PartyKind, Position, Qualifier, Stance
from tests.web.conftest import Browser
from tests.web.pages import Page, read


def page_of(browser: Browser, claim: Claim, what: str = "revise/") -> Page:
    return read(browser, f"/claims/{claim.pk}/{what}")


def test_a_claim_is_revised_with_its_parts(as_reporter, a_claim, army):
    page = page_of(as_reporter, a_claim, "revise/")
    assert page.fields["figures-0-minimum"] == "21"
    assert page.fields["allegations-0-accused"] == army.name
    page = page.press("more", "figures", **{"figures-0-minimum": "27"})
    new = {"figures-1-minimum": "11", "figures-1-population": "children", "text": "The army killed at least 27 people."}
    page.press(**new).follow()
    a_claim.refresh_from_db()
    figures = [(row.minimum, row.population) for row in a_claim.figures.current().order_by("pk")]
    assert (a_claim.text, a_claim.version) == ("The army killed at least 27 people.", 2)
    assert figures == [(27, "people"), (11, "children")]
    assert a_claim.allegations.current().count() == 1


def test_a_figure_taken_out_is_withdrawn_and_kept(as_reporter, a_claim):
    page_of(as_reporter, a_claim, "revise/").press("less", "figures-0").press().follow()
    assert not a_claim.figures.current().exists()
    assert a_claim.figures.get().withdrawn_at is not None


def test_a_revision_that_changes_nothing_writes_nothing(as_reporter, a_claim, snapshot):
    before = snapshot()
    page_of(as_reporter, a_claim, "revise/").press().follow()
    assert snapshot() == before


def test_an_untouched_list_does_not_overwrite_a_colleagues(as_reporter, a_claim, reporter, now):
    page = page_of(as_reporter, a_claim, "revise/")
    figures = [FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=30)]
    revise_claim(claim=a_claim, version=1, figures=figures, by=reporter, at=now)
    page.press(text="They killed many.").follow()
    a_claim.refresh_from_db()
    assert (a_claim.text, a_claim.figures.current().get().minimum) == ("They killed many.", 30)


@pytest.mark.parametrize(("side", "stands"), [("theirs", 30), ("mine", 27)])
def test_two_who_changed_the_figures_choose_between_the_lists(as_reporter, a_claim, reporter, now, side, stands):
    page = page_of(as_reporter, a_claim, "revise/")
    figures = [FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=30)]
    revise_claim(claim=a_claim, version=1, figures=figures, text="Theirs", by=reporter, at=now)
    page = page.press(**{"figures-0-minimum": "27", "hedge": "perhaps", "certainty": "possible"})
    assert page.status == 409
    for words in ("at least · 21", "at least · 30", "at least · 27"):
        assert words in page.text
    page.press(**{"choose:figures": side}).follow()
    a_claim.refresh_from_db()
    assert a_claim.figures.current().get().minimum == stands
    assert (a_claim.text, a_claim.hedge) == ("Theirs", "perhaps")


BAD_REVISIONS = [
    ({"figures-0-minimum": "-1"}, "figures-0-minimum"),
    ({"allegations-0-accused": "Somebody new"}, "allegations-0-accused_kind"),
    ({"text": ""}, "text"),
    ({"question": "", "question_text": "New?"}, "question_kind"),
    ({"answers-0-allegation": "77", "answers-0-position": "denies"}, "answers-0-allegation"),
]


@pytest.mark.parametrize(("wrong", "marked"), BAD_REVISIONS)
def test_a_refused_revision_leaves_no_trace(as_reporter, a_claim, snapshot, wrong, marked):
    before = snapshot()
    page = page_of(as_reporter, a_claim, "revise/").press(**{"text": "They killed 99.", **wrong})
    assert page.status == 422
    assert f'id="id_{marked}_error"' in page.text
    assert snapshot() == before


def test_a_new_accused_named_while_revising_is_added_with_the_revision(as_reporter, a_claim):
    page = page_of(as_reporter, a_claim, "revise/").press("more", "allegations")
    page.press(**{"allegations-1-accused": "Hired men", "allegations-1-accused_kind": "armed_group"}).follow()
    assert {row.accused.name for row in a_claim.allegations.current()} == {"Army of the republic", "Hired men"}


def test_a_claim_that_accuses_one_of_two_of_the_same_name_is_revised_without_choosing_again(
    as_reporter, a_claim, army, reporter, now
):
    add_party(name=army.name, kind=PartyKind.STATE_FORCES, country="NE", by=reporter, at=now)
    page = page_of(as_reporter, a_claim)
    assert page.fields["allegations-0-accused"] == f"{army.name} [{army.pk}]"
    page.press(text="They killed many.").follow()
    assert a_claim.allegations.get().accused == army


def test_an_answer_to_an_allegation_withdrawn_since_stays_while_the_text_is_revised(
    as_reporter, a_claim, army, reporter, now
):
    answer = AnswerDraft(allegation=a_claim.allegations.get(), position=Position.DENIES)
    draft = ClaimDraft(incident=a_claim.incident, text="Not us.", stance=Stance.DENIES, answers=[answer])
    record_utterance(claimants=[army], claims=[draft], by=reporter, at=now)
    revise_claim(claim=a_claim, version=1, allegations=[], by=reporter, at=now)
    denial = Claim.objects.latest("pk")
    page_of(as_reporter, denial).press(text="It was not us.").follow()
    denial.refresh_from_db()
    assert (denial.text, denial.answers.current().count()) == ("It was not us.", 1)


def test_the_kind_of_somebody_known_is_known(as_reporter, a_claim, army, snapshot):
    before = snapshot()
    page = page_of(as_reporter, a_claim).press(**{"allegations-0-accused_kind": "court"})
    assert "is on record already (State forces)" in page.errors[0]
    assert snapshot() == before
    page.press(**{"allegations-0-accused_kind": "state_forces"}).follow()
    assert set(Party.objects.filter(name=army.name)) == {army}


def test_two_who_changed_whom_it_accuses_choose_between_the_lists(as_reporter, a_claim, coalition, reporter, now):
    other = add_party(name="Hired men", kind=PartyKind.ARMED_GROUP, by=reporter, at=now)
    page = page_of(as_reporter, a_claim)
    theirs = [AllegationDraft(accused=other, role=AccusedRole.ORDERED)]
    revise_claim(claim=a_claim, version=1, allegations=theirs, by=reporter, at=now)
    page = page.press(**{"allegations-0-role": "supplied"})
    assert page.status == 409
    assert "Hired men · ordered" in page.text
    assert "Army of the republic · supplied" in page.text
    page.press(**{"choose:allegations": "mine"}).follow()
    assert [(row.accused.name, row.role) for row in a_claim.allegations.current()] == [
        ("Army of the republic", "supplied")
    ]
