from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from claims.actions.assessments import assess_claim
from claims.actions.claims import repeat_claim, revise_claim
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.incidents import open_incident
from claims.actions.parties import add_party
from claims.actions.questions import raise_question
from claims.actions.standing import retract_claim
from claims.actions.utterances import record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Allegation, Answer, Change, Claim, ClaimUtterance, Figure
from claims.vocabulary import (
    AccusedRole,
    Certainty,
    ClaimKind,
    Metric,
    PartyKind,
    Population,
    Position,
    Qualifier,
    QuestionKind,
    Stance,
    Status,
    Verb,
)

KILLED = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=21)
CHILDREN = FigureDraft(
    metric=Metric.KILLED, qualifier=Qualifier.EXACTLY, minimum=11, maximum=11, population=Population.CHILDREN
)


def current(model, claim):
    return list(model.objects.filter(claim=claim, withdrawn_at=None).order_by("id"))


def test_revise_claim_changes_words_and_parts(a_claim, allegation, coalition, question, revise, now):
    [figure] = current(Figure, a_claim)
    before = Change.objects.latest("id").pk
    claim = revise(
        text="The army killed more than 21 people",
        certainty=Certainty.LIKELY,
        hedge="in all likelihood",
        question=None,
        figures=[
            CHILDREN,
            replace(KILLED, qualifier=Qualifier.MORE_THAN, side=coalition, id=figure.pk),
        ],
        allegations=[AllegationDraft(accused=allegation.accused, role=AccusedRole.ORDERED)],
    )
    assert (claim.version, claim.question, claim.hedge) == (2, None, "in all likelihood")
    stored, added = current(Figure, a_claim)
    assert (stored.pk, stored.qualifier, stored.side) == (figure.pk, Qualifier.MORE_THAN, coalition)
    assert added.population == Population.CHILDREN
    allegation.refresh_from_db()
    assert allegation.withdrawn_at == now
    assert [each.role for each in current(Allegation, a_claim)] == [AccusedRole.ORDERED]
    changes = list(Change.objects.filter(pk__gt=before).order_by("id"))
    assert [change.subject_type for change in changes] == ["figure"] * 2 + ["allegation"] * 2 + ["claim"]
    assert {change.verb for change in changes} == {Verb.CLAIM_REVISED}
    assert Change.objects.filter(pk=changes[-1].pk, after__version=2).exists()


def test_a_change_of_parts_alone_raises_the_version(a_claim, revise):
    claim = revise(figures=[])
    assert claim.version == 2
    assert current(Figure, a_claim) == []
    assert Figure.objects.get(claim=a_claim).withdrawn_at is not None


def test_what_changes_nothing_leaves_no_trace(a_claim, allegation, army, revise, snapshot):
    before = snapshot()
    claim = revise(
        text=a_claim.text,
        figures=[KILLED],
        allegations=[AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT)],
        answers=[],
    )
    assert claim.version == 1
    assert snapshot() == before


def test_a_part_without_id_that_says_the_same_keeps_its_row(a_claim, allegation, army, revise):
    [figure] = current(Figure, a_claim)
    revise(
        figures=[CHILDREN, KILLED],
        allegations=[
            AllegationDraft(accused=army, role=AccusedRole.ORDERED),
            AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT, for_publication=False),
        ],
    )
    assert figure in current(Figure, a_claim)
    kept, added = current(Allegation, a_claim)
    assert (kept.pk, kept.for_publication) == (allegation.pk, False)
    assert added.role == AccusedRole.ORDERED


def test_an_allegation_never_changes_whom_it_accuses(allegation, coalition, army, incident, revise, reporter, now):
    company = add_party(name="Hired company", kind=PartyKind.COMPANY, by=reporter, at=now)
    denied = ClaimDraft(
        incident=incident,
        text="We did not",
        stance=Stance.DENIES,
        answers=[AnswerDraft(allegation=allegation, position=Position.DENIES)],
    )
    record_utterance(claimants=[army], claims=[denied], by=reporter, at=now)
    later = now + timedelta(hours=1)
    revise(allegations=[AllegationDraft(accused=company, role=AccusedRole.CARRIED_OUT, id=allegation.pk)], at=later)
    allegation.refresh_from_db()
    assert (allegation.accused, allegation.withdrawn_at) == (army, later)
    [instead] = current(Allegation, allegation.claim)
    assert (instead.accused, instead.at) == (company, later)
    assert Answer.objects.get().allegation == allegation


def test_a_part_of_another_claim_is_refused(a_claim, incident, coalition, revise, reporter, now, snapshot):
    other = ClaimDraft(incident=incident, text="11 children", figures=[CHILDREN])
    record_utterance(claimants=[coalition], claims=[other], by=reporter, at=now)
    foreign = Figure.objects.get(population=Population.CHILDREN)
    [own] = current(Figure, a_claim)
    before = snapshot()
    for figures, code, field in [
        ([replace(CHILDREN, id=foreign.pk)], "unknown_reference", "figures.0.id"),
        ([replace(KILLED, id=own.pk), replace(CHILDREN, id=own.pk)], "part_twice", "figures.1.id"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            revise(figures=figures)
        assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before


def test_revise_claim_gives_and_takes_back_answers(allegation, incident, army, reporter, now, snapshot):
    said = ClaimDraft(incident=incident, text="We struck fighters", stance=Stance.ASSERTS)
    claim = Claim.objects.get(links__utterance=record_utterance(claimants=[army], claims=[said], by=reporter, at=now))
    denies = AnswerDraft(allegation=allegation, position=Position.DENIES)
    claim = revise_claim(claim=claim, version=1, answers=[denies], by=reporter, at=now)
    first = Answer.objects.get()
    claim = revise_claim(
        claim=claim, version=2, answers=[replace(denies, position=Position.PARTLY)], by=reporter, at=now
    )
    assert (Answer.objects.get().pk, Answer.objects.get().position) == (first.pk, Position.PARTLY)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        revise_claim(claim=claim, version=3, stance=Stance.DENIES, by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("position_against_stance", "answers.position")
    with pytest.raises(RuleBroken) as refused:
        revise_claim(claim=claim, version=3, answers=[denies], stance=Stance.NO_POSITION, by=reporter, at=now)
    assert refused.value.code == "position_against_stance"
    assert snapshot() == before
    claim = revise_claim(claim=claim, version=3, answers=[], by=reporter, at=now)
    assert Answer.objects.get().withdrawn_at == now
    assert claim.version == 4


def test_an_answer_that_was_right_is_not_judged_again(allegation, a_claim, incident, army, revise, reporter, now):
    denies = AnswerDraft(allegation=allegation, position=Position.DENIES)
    said = ClaimDraft(incident=incident, text="Not us", stance=Stance.DENIES, answers=[denies])
    claim = Claim.objects.get(links__utterance=record_utterance(claimants=[army], claims=[said], by=reporter, at=now))
    revise(allegations=[])
    claim = revise_claim(claim=claim, version=1, text="Certainly not us", answers=[denies], by=reporter, at=now)
    assert claim.text == "Certainly not us"
    assert Answer.objects.get().withdrawn_at is None


REFUSED = [
    ({"certainty": Certainty.LIKELY}, "hedge_missing", "hedge"),
    ({"hedge": "probably"}, "hedge_in_flat_claim", "certainty"),
    ({"stance": Stance.DENIES}, "stance_accuses_nobody", "allegations.accused"),
    ({"text": ""}, "required", "text"),
    ({"text": "a\x00b"}, "control_character", "text"),
    ({"text": "<img src=x onerror=alert(1)>"}, "markup", "text"),
    ({"kind": "rumour"}, "unknown_choice", "kind"),
    ({"figures": [replace(KILLED, minimum=-3)]}, "figure_out_of_range", "figures.0.minimum"),
    (
        {"figures": [replace(KILLED, qualifier=Qualifier.BETWEEN, minimum=3, maximum=2)]},
        "figure_bounds_reversed",
        "figures.0.minimum",
    ),
]


@pytest.mark.parametrize(("changes", "code", "field"), REFUSED)
def test_revise_claim_refused_leaves_no_trace(changes, code, field, revise, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        revise(**changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before


def test_rows_that_are_not_there_are_refused(revise, coalition, allegation, reporter, viewer, stranger, now, snapshot):
    other = open_incident(title="Fighting a month earlier", by=reporter, at=now)
    elsewhere = raise_question(incident=other, kind=QuestionKind.COUNT, text="How many?", by=reporter, at=now)
    theirs = add_party(name="Theirs", kind=PartyKind.NGO, by=stranger, at=now)
    own = AllegationDraft(accused=coalition, role=AccusedRole.ORDERED)
    refusals: list[tuple[dict[str, Any], str, str]] = [
        ({"question": elsewhere}, "question_of_other_incident", "question"),
        ({"figures": [replace(KILLED, side=theirs)]}, "unknown_reference", "figures.0.side"),
        ({"allegations": [replace(own, accused=theirs)]}, "unknown_reference", "allegations.0.accused"),
        ({"allegations": [own]}, "accuses_itself", "allegations.0.accused"),
        (
            {"answers": [AnswerDraft(allegation=allegation, position=Position.DENIES)]},
            "not_theirs_to_answer",
            "answers.0.allegation",
        ),
        ({"version": 9, "text": "Other"}, "unknown_version", "version"),
    ]
    before = snapshot()
    for changes, code, field in refusals:
        with pytest.raises(RuleBroken) as refused:
            revise(**changes)
        assert (refused.value.code, refused.value.field) == (code, field)
    with pytest.raises(NotPermitted):
        revise(by=viewer, text="Other")
    with pytest.raises(NotVisible):
        revise(by=stranger, text="Other")
    with pytest.raises(TypeError):
        revise(status=Status.CORROBORATED)
    assert snapshot() == before


def test_an_assessed_claim_stays_a_fact(a_claim, source, fact_checker, revise, now, snapshot):
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No access", by=fact_checker, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        revise(version=2, kind=ClaimKind.CHARACTERISATION)
    assert refused.value.code == "assessed_claim_stays_a_fact"
    assert snapshot() == before


def test_repeat_claim_hangs_it_on_a_further_utterance_of_the_same_claimants(
    a_claim, incident, coalition, army, source, reporter, viewer, stranger, editor, fact_checker, now, snapshot
):
    more = ClaimDraft(incident=incident, text="There was a second strike")
    again = record_utterance(claimants=[coalition], claims=[more], by=reporter, at=now)
    others = record_utterance(claimants=[coalition, army], claims=[more], by=reporter, at=now)
    link = repeat_claim(claim=a_claim, utterance=again, by=reporter, at=now)
    assert ClaimUtterance.objects.filter(claim=a_claim).count() == 2
    assert Change.objects.about(link).get().verb == Verb.CLAIM_REPEATED
    before = snapshot()
    for utterance, code in [(again, "claim_repeated_twice"), (others, "other_claimants")]:
        with pytest.raises(RuleBroken) as refused:
            repeat_claim(claim=a_claim, utterance=utterance, by=reporter, at=now)
        assert (refused.value.code, refused.value.field) == (code, "utterance")
    with pytest.raises(NotPermitted):
        repeat_claim(claim=a_claim, utterance=others, by=viewer, at=now)
    with pytest.raises(NotVisible):
        repeat_claim(claim=a_claim, utterance=others, by=stranger, at=now)
    assert snapshot() == before
    third = record_utterance(claimants=[coalition], claims=[more], by=reporter, at=now)
    retract_claim(claim=a_claim, reason="Taken back", by=fact_checker, at=now)
    with pytest.raises(RuleBroken) as refused:
        repeat_claim(claim=a_claim, utterance=third, by=reporter, at=now)
    assert refused.value.code == "claim_not_live"
