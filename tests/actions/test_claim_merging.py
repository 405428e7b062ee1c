import threading
from dataclasses import replace

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from claims.actions._part_edits import same
from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.parties import add_party, merge_parties
from claims.actions.utterances import record_utterance
from claims.errors import RuleBroken, StaleEdit
from claims.models import Allegation, Answer, Change, Claim, Figure
from claims.vocabulary import (
    AccusedRole,
    Metric,
    PartyKind,
    Population,
    Position,
    Qualifier,
    Stance,
    Status,
)

KILLED = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=21)
CHILDREN = FigureDraft(
    metric=Metric.KILLED, qualifier=Qualifier.EXACTLY, minimum=11, maximum=11, population=Population.CHILDREN
)


def current(model, claim):
    return list(model.objects.filter(claim=claim, withdrawn_at=None).order_by("id"))


def test_edits_of_different_fields_and_lists_are_merged(a_claim, allegation, army, revise, fact_checker, source, now):
    revise(by=fact_checker, figures=[KILLED, CHILDREN])
    revise(by=fact_checker, version=2, text="The army killed at least 21")
    mine = revise(
        version=1,
        question=None,
        # As my page showed them, and as I left them.
        text=a_claim.text,
        figures=[KILLED],
        allegations=[AllegationDraft(accused=army, role=AccusedRole.ORDERED)],
    )
    assert (mine.version, mine.text, mine.question) == (4, "The army killed at least 21", None)
    assert len(current(Figure, a_claim)) == 2
    assert [each.role for each in current(Allegation, a_claim)] == [AccusedRole.ORDERED]


def test_an_assessment_does_not_stand_in_the_way_of_an_edit(a_claim, revise, fact_checker, now):
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No access", by=fact_checker, at=now)
    claim = revise(figures=[CHILDREN], text="11 children")
    assert (claim.version, claim.status) == (3, Status.COULD_NOT_BE_VERIFIED)


def test_what_both_touched_is_given_back_side_by_side(a_claim, army, coalition, revise, fact_checker, snapshot):
    revise(by=fact_checker, figures=[CHILDREN], text="11 children")
    before = snapshot()
    with pytest.raises(StaleEdit) as stale:
        revise(figures=[replace(KILLED, minimum=22, side=coalition)], text="At least 22", question=None)
    assert snapshot() == before
    assert stale.value.current_version == 2
    assert stale.value.fields.keys() == {"figures", "text"}
    base, theirs, mine = stale.value.fields["figures"]
    assert [figure["minimum"] for figure in base] == [21]
    assert [figure["population"] for figure in theirs] == ["children"]
    assert [(figure["minimum"], figure["side"]) for figure in mine] == [(22, coalition.name)]
    assert stale.value.fields["text"] == (a_claim.text, "11 children", "At least 22")


def test_the_base_is_what_the_editor_saw_even_if_it_came_back(a_claim, allegation, army, revise, fact_checker):
    accused = AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT)
    revise(by=fact_checker, allegations=[])
    revise(by=fact_checker, version=2, allegations=[accused])
    again = current(Allegation, a_claim)
    assert again != [allegation]
    # Their list says what it said on version 1, so mine goes through; on version 2, when it was empty, it does not.
    with pytest.raises(StaleEdit) as stale:
        revise(version=2, allegations=[replace(accused, role=AccusedRole.ORDERED)])
    base, theirs, mine = stale.value.fields["allegations"]
    assert base == []
    assert [(each["accused"], each["role"]) for each in theirs] == [(army.name, "carried_out")]
    assert [each["role"] for each in mine] == ["ordered"]
    revise(version=1, allegations=[replace(accused, role=AccusedRole.ORDERED)])
    assert [each.role for each in current(Allegation, a_claim)] == [AccusedRole.ORDERED]


def test_an_answer_taken_back_meanwhile_stays_so_and_is_not_judged(a_claim, allegation, incident, army, reporter, now):
    denies = AnswerDraft(allegation=allegation, position=Position.DENIES)
    said = ClaimDraft(incident=incident, text="Not us", stance=Stance.DENIES, answers=[denies])
    denial = Claim.objects.get(links__utterance=record_utterance(claimants=[army], claims=[said], by=reporter, at=now))
    revise_claim(claim=denial, version=1, answers=[], by=reporter, at=now)
    revise_claim(claim=a_claim, version=1, allegations=[], by=reporter, at=now)
    # My page still shows the answer, and I left it alone.
    mine = revise_claim(claim=denial, version=1, text="Certainly not us", answers=[denies], by=reporter, at=now)
    assert (mine.version, mine.text) == (3, "Certainly not us")
    assert current(Answer, denial) == []


def test_two_who_make_the_same_change_do_not_clash(a_claim, revise, fact_checker):
    revise(by=fact_checker, figures=[CHILDREN])
    claim = revise(figures=[CHILDREN], text="11 children")
    assert claim.version == 3
    assert len(current(Figure, a_claim)) == 1


def test_a_merge_that_does_not_hold_together_is_refused(a_claim, coalition, allegation, revise, fact_checker, snapshot):
    revise(by=fact_checker, allegations=[])
    revise(by=fact_checker, version=2, stance=Stance.DENIES)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        revise(version=2, allegations=[AllegationDraft(accused=allegation.accused, role=AccusedRole.ORDERED)])
    assert refused.value.code == "stance_accuses_nobody"
    assert snapshot() == before


def test_a_party_merged_meanwhile_is_no_change_of_the_claim(a_claim, allegation, army, revise, editor, reporter, now):
    forces = add_party(name="Armed forces", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    merge_parties(party=army, into=forces, reason="The same", by=editor, at=now)
    claim = revise(
        allegations=[
            AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT, for_publication=False, id=allegation.pk)
        ]
    )
    assert claim.version == 2
    [kept] = current(Allegation, a_claim)
    assert (kept.pk, kept.accused, kept.for_publication) == (allegation.pk, army, False)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment_lose_nothing(a_claim, reporter, fact_checker, now):
    """Each changes what the other does not, on the same version, many times over."""
    barrier = threading.Barrier(2)
    failures = []

    def edit(actor, changes):
        try:
            for each in changes:
                barrier.wait(timeout=20)
                revise_claim(claim=a_claim, version=1, by=actor, at=now, **each)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the test must say so
            failures.append(failure)
            barrier.abort()
        finally:
            connection.close()

    words = [{"text": f"At least 21 were killed, take {take}"} for take in range(1)]
    figures = [{"figures": [KILLED, CHILDREN]}]
    threads = [
        threading.Thread(target=edit, args=(reporter, words)),
        threading.Thread(target=edit, args=(fact_checker, figures)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failures
    claim = Claim.objects.get(pk=a_claim.pk)
    assert (claim.version, claim.text) == (3, "At least 21 were killed, take 0")
    assert len(current(Figure, claim)) == 2
    assert sorted(Change.objects.about(claim).values_list("after__version", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_list_at_the_same_moment_one_is_shown_the_other(
    a_claim, reporter, fact_checker, now
):
    barrier = threading.Barrier(2)
    stale, done = [], []

    def edit(actor, minimum):
        try:
            barrier.wait(timeout=20)
            done.append(
                revise_claim(claim=a_claim, version=1, figures=[replace(KILLED, minimum=minimum)], by=actor, at=now)
            )
        except StaleEdit as refused:
            stale.append((minimum, refused))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=edit, args=(actor, minimum)) for actor, minimum in ((reporter, 22), (fact_checker, 23))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    [(lost, refused)] = stale
    [figure] = current(Figure, a_claim)
    assert len(done) == 1
    assert {lost, figure.minimum} == {22, 23}
    base, theirs, mine = refused.fields["figures"]
    assert [each[0]["minimum"] for each in (base, theirs, mine)] == [21, figure.minimum, lost]


CONTENTS = st.lists(st.fixed_dictionaries({"a": st.integers(0, 2), "b": st.sampled_from(["x", "y", None])}), max_size=4)


@given(CONTENTS, st.randoms(use_true_random=False))
def test_lists_in_another_order_say_the_same(contents, chance):
    shuffled = list(contents)
    chance.shuffle(shuffled)
    assert same(contents, shuffled)
    assert not same(contents, [*shuffled, {"a": 0, "b": "x"}])
