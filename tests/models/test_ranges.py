"""Claimed ranges and earlier positions, as they are put together from what is on record."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.parties import add_party, merge_parties, relate_parties
from claims.actions.standing import mark_duplicate, mark_misattributed, retract_claim, supersede_claim
from claims.actions.utterances import record_utterance
from claims.models import Assessment, Claim, SignOff
from claims.models.matrix import matrix_of
from claims.models.ranges import claimed_ranges
from claims.vocabulary import (
    AccusedRole,
    ClaimKind,
    DatePrecision,
    Involvement,
    Metric,
    PartyKind,
    PartyRelationKind,
    Population,
    Position,
    Qualifier,
    Stance,
    Standing,
    Status,
)

pytestmark = pytest.mark.django_db


def killed(qualifier, low=None, high=None, **more):
    return FigureDraft(metric=Metric.KILLED, qualifier=qualifier, minimum=low, maximum=high, **more)


@pytest.fixture
def say(question, reporter, now):
    def said(party, *figures, on=None, text="So many", **more):
        draft = ClaimDraft(incident=question.incident, question=question, text=text, figures=list(figures), **more)
        dated = {"said_on": on, "said_at": None, "said_precision": DatePrecision.DAY} if on else {}
        parties = [party] if party else []
        utterance = record_utterance(claimants=parties, claims=[draft], **dated, by=reporter, at=now)
        return Claim.objects.get(links__utterance=utterance)

    return said


@pytest.fixture
def only_range(incident, viewer):
    def found():
        (only,) = claimed_ranges(incident, actor=viewer)
        return only

    return found


def test_an_open_end_stays_open_and_names_what_others_give(a_claim, say, army, coalition, only_range):
    lower = say(army, killed(Qualifier.EXACTLY, 12, 12))

    found = only_range()
    assert (found.lowest.bound, [voice.claim for voice in found.lowest.voices]) == (12, [lower])
    highest = found.highest
    assert (highest.bound, highest.reaches, highest.given) == (None, 21, 12)
    assert ([voice.claim for voice in highest.voices], highest.parties) == ([a_claim], [coalition])
    assert [voice.claim for voice in highest.given_by] == [lower]


def test_part_figures_and_words_stand_apart(say, army, only_range):
    say(None, killed(Qualifier.IN_WORDS, wording="dozens"), killed(Qualifier.AT_LEAST, 3))
    say(army, killed(Qualifier.EXACTLY, 27, 27, scope="part", scope_label="in one hospital"))
    say(army, killed(Qualifier.IN_WORDS, wording="a great many"))

    found = only_range()
    assert (found.lowest.bound, found.highest.reaches) == (3, 3)
    assert [voice.figure.scope_label for voice in found.apart] == ["in one hospital"]
    assert [(voice.figure.wording, voice.number) for voice in found.words] == [("dozens", 12), ("a great many", None)]
    assert found.words[0].speakers == []


def test_denials_plans_and_claims_that_are_not_theirs_give_no_number(say, army, fact_checker, now, incident, viewer):
    say(army, killed(Qualifier.EXACTLY, 1, 1), stance=Stance.DENIES)
    say(army, killed(Qualifier.EXACTLY, 2, 2), stance=Stance.NO_POSITION)
    say(army, killed(Qualifier.EXACTLY, 3, 3), kind=ClaimKind.DEMAND_OR_INTENTION)
    stays = say(army, killed(Qualifier.EXACTLY, 4, 4))
    who = {"reason": "So", "by": fact_checker, "at": now}
    mark_duplicate(claim=say(army, killed(Qualifier.EXACTLY, 5, 5)), other=stays, **who)
    mark_misattributed(claim=say(army, killed(Qualifier.EXACTLY, 6, 6)), **who)

    (found,) = claimed_ranges(incident, actor=viewer)
    assert (found.lowest.bound, found.highest.bound, found.earlier) == (4, 4, [])


def test_refuted_figures_count_until_the_refutation_is_signed_off(
    a_claim, say, army, users, fact_checker, editor, only_range, now
):
    say(army, killed(Qualifier.EXACTLY, 12, 12))
    proposed = Assessment.objects.create(
        newsroom_id=editor.newsroom_id,
        claim=a_claim,
        claim_version=1,
        status=Status.REFUTED,
        rationale="Counted on the spot.",
        by_user_id=fact_checker.user_id,
        at=now,
    )
    assert only_range().highest.bound is None
    SignOff.objects.create(
        newsroom_id=editor.newsroom_id, assessment=proposed, by_user_id=editor.user_id, roots=2, admissions=0, at=now
    )
    Claim.objects.filter(pk=a_claim.pk).update(status=Status.REFUTED)
    assert only_range().highest.bound == 12


def test_those_with_a_side_of_their_own_are_marked(a_claim, say, army, coalition, reporter, only_range, now):
    who = {"by": reporter, "at": now}
    office = add_party(name="Press office", kind=PartyKind.MEDIA, **who)
    relate_parties(party=office, kind=PartyRelationKind.OUTLET_OF, other=army, **who)
    company = add_party(name="The company", kind=PartyKind.COMPANY, **who)
    monitors = add_party(name="Monitors", kind=PartyKind.NGO, **who)
    accuses = [AllegationDraft(accused=company, role=AccusedRole.SUPPLIED)]
    say(monitors, killed(Qualifier.BETWEEN, 15, 30), allegations=accuses)
    say(office, killed(Qualifier.EXACTLY, 15, 15))
    say(company, killed(Qualifier.EXACTLY, 30, 30))

    found = only_range()
    assert [(each.party, each.involvement) for each in found.lowest.speakers] == [
        (monitors, None),
        (office, Involvement.BELONGS),
    ]
    assert found.lowest.belligerent
    assert [(each.party, each.involvement) for each in found.highest.speakers] == [(coalition, Involvement.FIGHTING)]
    involved = {each.party: each.involvement for voice in found.wholes for each in voice.speakers}
    assert involved[company] == Involvement.ACCUSED


def test_a_range_is_of_one_side_whatever_the_names_it_went_by(say, army, coalition, reporter, editor, only_range, now):
    twin = add_party(name="The forces", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    say(coalition, killed(Qualifier.EXACTLY, 4, 4, side=twin, population=Population.SOLDIERS))
    say(coalition, killed(Qualifier.EXACTLY, 6, 6, side=army, population=Population.SOLDIERS))
    merge_parties(party=twin, into=army, reason="The same", by=editor, at=now)

    assert (only_range().lowest.bound, only_range().highest.bound) == (4, 6)


def test_a_later_figure_does_not_hide_the_earlier_ones(say, army, fact_checker, only_range, now):
    second = say(army, killed(Qualifier.EXACTLY, 6, 6), on=date(2024, 8, 27))
    first = say(army, killed(Qualifier.EXACTLY, 2, 2), on=date(2024, 8, 26))
    last = say(army, killed(Qualifier.EXACTLY, 9, 9), on=date(2024, 8, 28))
    supersede_claim(claim=first, other=second, reason="A later count", by=fact_checker, at=now)
    supersede_claim(claim=second, other=last, reason="A later count", by=fact_checker, at=now)

    found = only_range()
    assert (found.lowest.bound, found.highest.bound) == (9, 9)
    assert [(voice.claim, voice.figure.minimum) for voice in found.earlier] == [(first, 2), (second, 6)]
    retract_claim(claim=last, reason="Taken back", by=fact_checker, at=now)
    assert (only_range().wholes, len(only_range().earlier)) == ([], 3)


def test_a_party_that_denied_and_later_accepts_shows_both_in_order(
    say, a_claim, allegation, army, question, incident, fact_checker, viewer, now
):
    accepts = AnswerDraft(allegation=allegation, position=Position.ACCEPTS)
    denies = AnswerDraft(allegation=allegation, position=Position.DENIES)
    later = say(army, on=date(2024, 8, 29), text="It was us", stance=Stance.ACCEPTS, answers=[accepts])
    before = say(army, on=date(2024, 8, 26), text="Not us", stance=Stance.DENIES, answers=[denies])

    cell = matrix_of(incident, actor=viewer, now=now).at(question, army)
    assert [shown.claim for shown in cell.claims] == [before, later]
    supersede_claim(claim=before, other=later, reason="It admits it now", by=fact_checker, at=now)
    cell = matrix_of(incident, actor=viewer, now=now).at(question, army)
    assert ([shown.claim for shown in cell.claims], [each.claim for each in cell.earlier]) == ([later], [before])


def test_what_was_misattributed_or_recorded_twice_was_no_position(
    say, army, a_claim, question, incident, fact_checker, viewer, now
):
    who = {"reason": "So", "by": fact_checker, "at": now}
    mark_misattributed(claim=say(army), **who)
    mark_duplicate(claim=say(army), other=a_claim, **who)
    assert matrix_of(incident, actor=viewer, now=now).at(question, army).earlier == []


def test_matrix_and_ranges_take_as_many_queries_with_many_earlier_positions_as_with_few(
    say, incident, fact_checker, reporter, editor, viewer, now
):
    def queries(read):
        with CaptureQueriesContext(connection) as captured:
            read()
        return len(captured)

    def grow(rows):
        for number in range(rows):
            party = add_party(name=f"Party {Claim.objects.count()}", kind=PartyKind.NGO, by=reporter, at=now)
            twin = add_party(name=f"Twin {Claim.objects.count()}", kind=PartyKind.NGO, by=reporter, at=now)
            claims = [
                say(who, killed(Qualifier.EXACTLY, number + n, number + n, side=twin))
                for n, who in enumerate((party, twin))
            ]
            supersede_claim(claim=claims[0], other=claims[1], reason="Later", by=fact_checker, at=now)
            merge_parties(party=twin, into=party, reason="The same", by=editor, at=now)
        return (
            queries(lambda: matrix_of(incident, actor=viewer, now=now)),
            queries(lambda: [each.lowest for each in claimed_ranges(incident, actor=viewer)]),
        )

    assert grow(1) == grow(5)
    assert Claim.objects.filter(standing=Standing.SUPERSEDED).count() == 6
