"""Decisions not to ask."""

from datetime import timedelta

import pytest

from claims.actions.comment_requests import withdraw_comment_request
from claims.actions.drafts import AnswerDraft, ClaimDraft
from claims.actions.parties import merge_parties
from claims.actions.standing import mark_misattributed
from claims.actions.utterances import record_utterance
from claims.actions.waivers import waive
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Claim, Waiver
from claims.rules.actor import Actor, command
from claims.vocabulary import ActorKind, Position, Role, Stance, Verb

HOUR = timedelta(hours=1)


@pytest.fixture
def waiving(allegation, army, editor, now):
    return {"allegation": allegation, "party": army, "reason": "It cannot be reached safely", "by": editor, "at": now}


def test_a_waiver_keeps_who_decided_and_why(waiving, allegation, army, editor):
    waiver = waive(**waiving)

    assert (waiver.allegation, waiver.party, waiver.by_user_id) == (allegation, army, editor.id)
    change = Change.objects.about(waiver).get()
    assert (change.verb, change.reason) == (Verb.ALLEGATION_WAIVED, "It cannot be reached safely")


def test_a_waiver_may_be_about_who_answers_for_the_accused(waiving, ministry):
    assert waive(**waiving | {"party": ministry}).party == ministry


@pytest.mark.parametrize("role", ["viewer", "reporter", "fact_checker"])
def test_below_editor_nobody_waives(waiving, request, role, snapshot):
    by = request.getfixturevalue(role)
    before = snapshot()

    with pytest.raises(NotPermitted):
        waive(**waiving | {"by": by})
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
    waive(**waiving)
    merge_parties(party=army, into=ministry, reason="The same body", by=editor, at=now)
    before = snapshot()

    for party in (army, ministry):
        with pytest.raises(RuleBroken) as refusal:
            waive(**waiving | {"party": party})
        assert refusal.value.code == "already_waived"
    assert snapshot() == before


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
