"""Decisions not to ask."""

from datetime import timedelta

import pytest

from claims.actions.comment_requests import send_comment_request, withdraw_comment_request
from claims.actions.drafts import AnswerDraft, ClaimDraft
from claims.actions.parties import merge_parties
from claims.actions.standing import mark_misattributed
from claims.actions.utterances import record_utterance
from claims.actions.waivers import approve_waiver, refuse_waiver, waive
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Allegation, Change, Claim, Waiver, WaiverDecision
from claims.models.answering import OwedAnswer, owed_answers
from claims.rules.actor import Actor, command
from claims.vocabulary import ActorKind, Channel, Position, Role, Stance, Verb
from tests.factories import member

HOUR = timedelta(hours=1)


@pytest.fixture
def waiving(allegation, army, reporter, now):
    return {"allegation": allegation, "party": army, "reason": "It cannot be reached safely", "by": reporter, "at": now}


def owed(allegation, now) -> OwedAnswer:
    return owed_answers(Allegation.objects.filter(pk=allegation.pk), now=now)[0]


def test_a_proposal_keeps_who_wants_it_and_why_and_counts_for_nothing_yet(waiving, allegation, army, reporter, now):
    waiver = waive(**waiving)

    assert (waiver.allegation, waiver.party, waiver.by_user_id) == (allegation, army, reporter.id)
    assert (owed(allegation, now).waived, owed(allegation, now).waiver_waits) == (False, True)
    assert owed(allegation, now).owed
    change = Change.objects.about(waiver).get()
    assert (change.verb, change.reason) == (Verb.ALLEGATION_WAIVED, "It cannot be reached safely")


def test_a_waiver_may_be_about_who_answers_for_the_accused(waiving, ministry):
    assert waive(**waiving | {"party": ministry}).party == ministry


def test_a_second_person_approves_and_the_party_is_not_to_be_asked(waiving, allegation, editor, now):
    waiver = waive(**waiving)

    decision = approve_waiver(waiver=waiver, by=editor, at=now + HOUR)

    assert (decision.approved, decision.by_user_id, decision.at) == (True, editor.id, now + HOUR)
    assert (owed(allegation, now).waived, owed(allegation, now).owed) == (True, False)
    assert Change.objects.about(decision).get().verb == Verb.WAIVER_APPROVED


def test_what_was_refused_counts_for_nothing_and_may_be_proposed_again(waiving, allegation, editor, now, snapshot):
    waiver = waive(**waiving)
    before = snapshot()
    with pytest.raises(RuleBroken) as no:
        refuse_waiver(waiver=waiver, reason=" ", by=editor, at=now)
    assert (no.value.code, no.value.field) == ("required", "reason")
    assert snapshot() == before

    refused = refuse_waiver(waiver=waiver, reason="Their office has a telephone", by=editor, at=now)

    change = Change.objects.about(refused).get()
    assert (change.verb, change.reason) == (Verb.WAIVER_REFUSED, "Their office has a telephone")
    assert (owed(allegation, now).waived, owed(allegation, now).waiver_waits) == (False, False)
    approve_waiver(waiver=waive(**waiving), by=editor, at=now)
    assert owed(allegation, now).waived


@pytest.mark.parametrize("decide", [approve_waiver, lambda **how: refuse_waiver(reason="No", **how)])
def test_nobody_decides_alone_or_twice_or_below_editor(
    waiving, editor, fact_checker, newsroom, stranger, now, snapshot, decide
):
    own = waive(**waiving | {"by": editor})
    before = snapshot()
    with pytest.raises(RuleBroken, match="a second person"):
        decide(waiver=own, by=editor, at=now)
    token = Actor(kind=ActorKind.TOKEN, newsroom_id=newsroom.pk, role=Role.ADMIN, id=1)
    for by in (fact_checker, token, command("load", newsroom.pk)):
        with pytest.raises(NotPermitted):
            decide(waiver=own, by=by, at=now)
    with pytest.raises(NotVisible):
        decide(waiver=own, by=stranger, at=now)
    assert snapshot() == before

    decide(waiver=own, by=member(newsroom, Role.EDITOR), at=now)
    with pytest.raises(RuleBroken) as twice:
        decide(waiver=own, by=member(newsroom, Role.EDITOR), at=now)
    assert twice.value.code == "already_decided"
    assert WaiverDecision.objects.count() == 1


def test_what_was_asked_meanwhile_is_no_longer_approved_but_can_be_refused(waiving, a_draft, reporter, editor, now):
    waiver = waive(**waiving)
    send_comment_request(comment_request=a_draft, channel=Channel.EMAIL, by=reporter, at=now)

    with pytest.raises(RuleBroken) as no:
        approve_waiver(waiver=waiver, by=editor, at=now)
    assert no.value.code == "already_asked"
    assert not refuse_waiver(waiver=waiver, reason="Asked", by=editor, at=now).approved


def test_a_waiver_of_a_withdrawn_allegation_is_not_approved(waiving, allegation, editor, now):
    waiver = waive(**waiving)
    allegation.withdrawn_at = now
    allegation.save()

    with pytest.raises(RuleBroken) as no:
        approve_waiver(waiver=waiver, by=editor, at=now)
    assert no.value.code == "allegation_withdrawn"


def test_two_people_at_once_leave_one_proposal(overlapping, waiving, fact_checker):
    first, second = overlapping(lambda: waive(**waiving), lambda: waive(**waiving | {"by": fact_checker}))

    assert isinstance(first, Waiver)
    assert getattr(second, "code", "") == "already_proposed"


def test_a_viewer_proposes_nothing(waiving, viewer, snapshot):
    before = snapshot()

    with pytest.raises(NotPermitted):
        waive(**waiving | {"by": viewer})
    assert snapshot() == before


def test_neither_a_token_nor_a_command_waives(waiving, newsroom, snapshot):
    before = snapshot()

    token = Actor(kind=ActorKind.TOKEN, newsroom_id=newsroom.pk, role=Role.ADMIN, id=1)
    for by in (token, command("load", newsroom.pk)):
        with pytest.raises(NotPermitted):
            waive(**waiving | {"by": by})
    assert snapshot() == before


def test_another_newsroom_sees_nothing_to_waive(waiving, stranger, snapshot):
    before = snapshot()

    with pytest.raises(NotVisible):
        waive(**waiving | {"by": stranger})
    assert snapshot() == before


def test_a_waiver_needs_a_reason(waiving, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        waive(**waiving | {"reason": " "})
    assert (refusal.value.code, refusal.value.field) == ("required", "reason")
    assert snapshot() == before


def test_a_party_that_is_not_to_answer_is_not_waived(waiving, coalition, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        waive(**waiving | {"party": coalition})
    assert (refusal.value.code, refusal.value.field) == ("not_for_this_party", "party")
    assert snapshot() == before


def test_a_waiver_is_given_once_for_a_party_and_those_merged_into_it(waiving, army, ministry, editor, now, snapshot):
    waiver = waive(**waiving)
    merge_parties(party=army, into=ministry, reason="The same body", by=editor, at=now)
    for code in ("already_proposed", "already_waived"):
        before = snapshot()
        for party in (army, ministry):
            with pytest.raises(RuleBroken) as refusal:
                waive(**waiving | {"party": party})
            assert refusal.value.code == code
        assert snapshot() == before
        if code == "already_proposed":
            approve_waiver(waiver=waiver, by=editor, at=now)


def test_who_has_been_asked_is_not_waived(waiving, a_request, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        waive(**waiving)
    assert refusal.value.code == "already_asked"
    assert snapshot() == before


def test_a_draft_or_a_withdrawn_request_does_not_count_as_asking(waiving, a_request, reporter, now):
    withdraw_comment_request(comment_request=a_request, reason="Not safe", by=reporter, at=now)

    waive(**waiving)
    assert Waiver.objects.count() == 1


@pytest.fixture
def public_denial(incident, army, allegation, reporter, now):
    record_utterance(
        claimants=[army],
        claims=[
            ClaimDraft(
                incident=incident,
                text="The army did not carry out the strikes",
                stance=Stance.DENIES,
                answers=[AnswerDraft(allegation=allegation, position=Position.DENIES)],
            )
        ],
        words="We did not.",
        by=reporter,
        at=now,
    )
    return Claim.objects.get(answers__allegation=allegation)


def test_what_has_been_answered_in_public_is_not_waived(waiving, public_denial, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        waive(**waiving)
    assert refusal.value.code == "already_answered"
    assert snapshot() == before


def test_an_answer_that_was_misattributed_is_none(waiving, public_denial, fact_checker, now):
    mark_misattributed(claim=public_denial, reason="Forged letterhead", by=fact_checker, at=now)

    waive(**waiving)
    assert Waiver.objects.count() == 1


def test_a_withdrawn_allegation_is_not_waived(waiving, allegation, now, snapshot):
    allegation.withdrawn_at = now
    allegation.save()
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        waive(**waiving)
    assert refusal.value.code == "allegation_withdrawn"
    assert snapshot() == before
