from datetime import date, timedelta
from typing import Any

import pytest

from claims.actions.claims import revise_claim
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft
from claims.actions.incidents import open_incident
from claims.actions.parties import add_party, merge_parties, relate_parties
from claims.actions.utterances import record_claims, record_utterance, revise_utterance
from claims.errors import RuleBroken
from claims.models import Allegation, Answer, Change, Claim
from claims.models.answer_states import states_of
from claims.models.answering import owed_answers
from claims.vocabulary import (
    AccusedRole,
    AnswerState,
    DatePrecision,
    PartyKind,
    PartyRelationKind,
    Position,
    Stance,
    Verb,
)


def on(day: date, precision: DatePrecision = DatePrecision.DAY) -> dict[str, Any]:
    return {"said_on": day, "said_at": None, "said_precision": precision}


def denial(incident, allegation, **changes):
    return ClaimDraft(
        **{
            "incident": incident,
            "text": "The army struck nothing in the town",
            "stance": Stance.DENIES,
            "answers": [AnswerDraft(allegation=allegation, position=Position.DENIES)],
            **changes,
        }
    )


def test_the_accused_answers_unprompted(incident, allegation, army, reporter, now):
    record_utterance(claimants=[army], claims=[denial(incident, allegation)], by=reporter, at=now)
    answer = Answer.objects.get()
    assert (answer.allegation, answer.position) == (allegation, Position.DENIES)
    assert answer.claim == Claim.objects.latest("id")
    assert Change.objects.about(answer).get().verb == Verb.ANSWER_RECORDED


def test_a_party_that_answers_for_the_accused_may_answer(incident, allegation, army, reporter, now, snapshot):
    ministry = add_party(name="Ministry of defence", kind=PartyKind.MINISTRY, by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[ministry], claims=[denial(incident, allegation)], by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("not_theirs_to_answer", "claims.0.answers.0.allegation")
    assert snapshot() == before
    relate_parties(
        party=ministry,
        kind=PartyRelationKind.ANSWERS_FOR,
        other=army,
        since=date(2025, 1, 1),
        basis="The army says so",
        by=reporter,
        at=now,
    )
    early = on(date(2024, 8, 25))
    with pytest.raises(RuleBroken):
        record_utterance(claimants=[ministry], claims=[denial(incident, allegation)], by=reporter, at=now, **early)
    record_utterance(claimants=[ministry], claims=[denial(incident, allegation)], by=reporter, at=now)
    assert Answer.objects.count() == 1


def test_a_relation_of_a_merged_party_counts_for_the_one_that_stands_for_it(
    incident, allegation, army, reporter, editor, now
):
    old = add_party(name="Defence department", kind=PartyKind.MINISTRY, by=reporter, at=now)
    ministry = add_party(name="Ministry of defence", kind=PartyKind.MINISTRY, by=reporter, at=now)
    relate_parties(party=old, kind=PartyRelationKind.ANSWERS_FOR, other=army, basis="By law", by=reporter, at=now)
    merge_parties(party=old, into=ministry, reason="Renamed", by=editor, at=now)
    record_utterance(claimants=[ministry], claims=[denial(incident, allegation)], by=reporter, at=now)
    assert Answer.objects.count() == 1


def test_the_unattributed_and_the_uninvolved_answer_nothing(incident, allegation, coalition, reporter, now, snapshot):
    before = snapshot()
    for claimants in ([], [coalition]):
        with pytest.raises(RuleBroken) as refused:
            record_utterance(claimants=claimants, claims=[denial(incident, allegation)], by=reporter, at=now)
        assert refused.value.code == "not_theirs_to_answer"
    assert snapshot() == before


def test_a_denial_accepts_nothing_and_answers_once(incident, allegation, army, reporter, now, snapshot):
    before = snapshot()
    accepts = AnswerDraft(allegation=allegation, position=Position.ACCEPTS)
    denies = AnswerDraft(allegation=allegation, position=Position.DENIES)
    for answers, code, field in [
        ([accepts], "position_against_stance", "claims.0.answers.0.position"),
        ([denies, denies], "answered_twice", "claims.0.answers.1.allegation"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            record_utterance(
                claimants=[army], claims=[denial(incident, allegation, answers=answers)], by=reporter, at=now
            )
        assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before


def test_what_was_said_before_the_allegation_never_answers_it(question, army, coalition, reporter, now, snapshot):
    accused = ClaimDraft(
        incident=question.incident,
        text="The army did it",
        allegations=[AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT)],
    )
    sunday, saturday = on(date(2026, 11, 15)), on(date(2026, 11, 14))
    record_utterance(claimants=[coalition], claims=[accused], by=reporter, at=now, **sunday)
    answer = denial(question.incident, Allegation.objects.get())
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[army], claims=[answer], by=reporter, at=now, **saturday)
    assert refused.value.code == "answer_before_allegation"
    with pytest.raises(RuleBroken):
        record_utterance(claimants=[army], claims=[answer], by=reporter, at=now - timedelta(minutes=1))
    assert snapshot() == before
    for said in (sunday, on(date(2026, 11, 14), DatePrecision.WEEK), {}):
        record_utterance(claimants=[army], claims=[answer], by=reporter, at=now, **said)


def test_an_allegation_of_another_incident_is_answered_there(allegation, army, reporter, now, snapshot):
    other = open_incident(title="Fighting a month earlier", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[army], claims=[denial(other, allegation)], by=reporter, at=now)
    assert refused.value.code == "allegation_of_other_incident"
    assert snapshot() == before


def test_no_date_puts_an_answer_before_its_allegation(an_utterance, allegation, army, reporter, now, snapshot):
    draft = denial(allegation.claim.incident, allegation)
    denied = record_utterance(claimants=[army], claims=[draft], by=reporter, at=now, **on(date(2026, 11, 15)))
    alleged = revise_utterance(utterance=an_utterance, version=1, by=reporter, at=now, **on(date(2026, 11, 14)))
    before = snapshot()
    for utterance, version, wrong in [(alleged, 2, on(date(2026, 11, 16))), (denied, 1, on(date(2026, 11, 13)))]:
        with pytest.raises(RuleBroken) as refused:
            revise_utterance(utterance=utterance, version=version, by=reporter, at=now, **wrong)
        assert (refused.value.code, refused.value.field) == ("date_before_allegation", "said_on")
        assert draft.text in str(refused.value)
    assert snapshot() == before
    revise_utterance(utterance=denied, version=1, by=reporter, at=now, **on(date(2026, 11, 14)))


def states(now, *allegations: Allegation) -> list[AnswerState]:
    """The state of the accused's answer to each, by the rule; SQL says the same."""
    ids = [each.pk for each in allegations]
    by_rule = {each.allegation.pk: each.state for each in owed_answers(Allegation.objects.filter(pk__in=ids), now=now)}
    assert {id_: state for (id_, _party), state in states_of(ids, now=now).items()} == by_rule
    return [by_rule[id_] for id_ in ids]


@pytest.fixture
def another(incident, allegation, army, coalition, reporter, now) -> Allegation:
    """A second allegation against the army, in the same words but for the role."""
    blame = AllegationDraft(accused=army, role=AccusedRole.CONCEALED)
    claim = ClaimDraft(incident=incident, text=allegation.claim.text, allegations=[blame])
    said = record_utterance(claimants=[coalition], claims=[claim], by=reporter, at=now)
    return Allegation.objects.get(claim__links__utterance=said)


def test_an_answer_to_one_allegation_never_clears_another(incident, allegation, another, army, reporter, now):
    plain = denial(incident, allegation, answers=[])
    said = record_utterance(claimants=[army], claims=[plain], words="No.", by=reporter, at=now)
    assert states(now, allegation, another) == [AnswerState.NOT_ASKED] * 2

    (claim,) = record_claims(utterance=said, claims=[denial(incident, allegation)], by=reporter, at=now)
    assert states(now, allegation, another) == [AnswerState.ANSWERED, AnswerState.NOT_ASKED]

    moved = [AnswerDraft(allegation=another, position=Position.DENIES)]
    revise_claim(claim=claim, version=claim.version, answers=moved, by=reporter, at=now)
    assert states(now, allegation, another) == [AnswerState.NOT_ASKED, AnswerState.ANSWERED]


def test_a_claim_made_before_the_allegation_answers_it_at_no_door(question, army, coalition, reporter, now, snapshot):
    blame = [AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT)]
    accused = ClaimDraft(incident=question.incident, text="The army did it", allegations=blame)
    record_utterance(claimants=[coalition], claims=[accused], by=reporter, at=now, **on(date(2026, 11, 15)))
    allegation = Allegation.objects.get()
    plain, answer = denial(question.incident, allegation, answers=[]), denial(question.incident, allegation)
    made = {"claimants": [army], "claims": [plain], "by": reporter, "at": now}
    earlier = record_utterance(**made, **on(date(2026, 11, 14)))
    claim = Claim.objects.get(links__utterance=earlier)

    before = snapshot()
    for act in (
        lambda: record_claims(utterance=earlier, claims=[answer], by=reporter, at=now),
        lambda: revise_claim(claim=claim, version=1, answers=answer.answers, by=reporter, at=now),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.code == "answer_before_allegation"
    assert snapshot() == before
    assert states(now, allegation) == [AnswerState.NOT_ASKED]


def test_an_allegation_made_anew_is_not_answered_by_what_answered_the_old(incident, allegation, army, reporter, now):
    record_utterance(claimants=[army], claims=[denial(incident, allegation)], by=reporter, at=now)
    assert states(now, allegation) == [AnswerState.ANSWERED]

    claim = Claim.objects.get(pk=allegation.claim_id)
    blame = [AllegationDraft(accused=army, role=AccusedRole.ORDERED)]
    revise_claim(claim=claim, version=claim.version, allegations=blame, by=reporter, at=now)
    assert states(now, Allegation.objects.current().get(claim=claim)) == [AnswerState.NOT_ASKED]
