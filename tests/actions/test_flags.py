"""The clock's flags: raised once, cleared when no longer true, caught up with after any pause."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from claims.actions.attempts import record_attempt
from claims.actions.clock import FLAGS, run_flags
from claims.actions.comment_requests import draft_comment_request, send_comment_request, withdraw_comment_request
from claims.actions.drafts import AnswerDraft, ClaimDraft
from claims.actions.flags import raise_flags
from claims.actions.incidents import close_incident, open_incident, reopen_incident
from claims.actions.newsrooms import revise_newsroom
from claims.actions.parties import add_party
from claims.actions.replies import record_reply
from claims.actions.standing import mark_misattributed, retract_claim
from claims.actions.utterances import record_utterance
from claims.actions.waivers import approve_waiver, waive
from claims.models import Change, Claim, Flag, Newsroom, Tick
from claims.vocabulary import (
    ActorKind,
    Channel,
    FlagKind,
    Outcome,
    PartyKind,
    Position,
    Reached,
    ReplyKind,
    Stance,
    Verb,
)
from tests.actions.conftest import alleged

HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)


# Raised beside those of the deadline wherever a party was tried once, or has replied.
BESIDE = (FlagKind.ONE_ATTEMPT, FlagKind.ONE_ROUTE, FlagKind.REPLY_WAITING)


def standing() -> list[FlagKind]:
    flags = Flag.objects.standing().exclude(kind__in=BESIDE).order_by("since", "id")
    return [FlagKind(flag.kind) for flag in flags]


def test_an_allegation_that_nobody_asked_about_is_flagged_when_the_limit_has_passed(allegation, incident, now):
    assert run_flags(now=now + DAY - MOMENT) == 0
    assert run_flags(now=now + DAY) == 1

    flag = Flag.objects.get()
    assert (flag.kind, flag.allegation, flag.incident) == (FlagKind.NOT_ASKED, allegation, incident)
    assert (flag.since, flag.raised_at, flag.cleared_at) == (now + DAY, now + DAY, None)


def test_a_request_is_flagged_in_its_last_quarter_and_then_past_its_deadline(a_request, now):
    assert run_flags(now=now + 18 * HOUR - MOMENT) == 0
    run_flags(now=now + 18 * HOUR)
    assert standing() == [FlagKind.DUE_SOON]
    run_flags(now=now + DAY)
    assert standing() == [FlagKind.NO_REPLY]

    flag = Flag.objects.standing().get(kind=FlagKind.NO_REPLY)
    assert (flag.comment_request, flag.since) == (a_request, a_request.deadline)


def test_raising_and_clearing_are_recorded_by_the_clock_in_the_newsroom_of_the_row(a_request, now):
    run_flags(now=now + 18 * HOUR)
    run_flags(now=now + DAY)

    recorded = Change.objects.filter(subject_type="flag").exclude(after__kind__in=BESIDE).order_by("at", "verb")
    assert [(change.verb, (change.after or {})["kind"]) for change in recorded] == [
        (Verb.FLAG_RAISED, FlagKind.DUE_SOON),
        (Verb.FLAG_CLEARED, FlagKind.DUE_SOON),
        (Verb.FLAG_RAISED, FlagKind.NO_REPLY),
    ]
    for change in recorded:
        assert (change.by_kind, change.newsroom_id) == (ActorKind.CLOCK, a_request.newsroom_id)
        assert change.incident_id == a_request.incident_id
    assert (recorded[1].after or {})["cleared_at"].startswith((now + DAY).isoformat()[:16])


def test_a_tick_run_twice_changes_nothing(allegation, now, snapshot):
    run_flags(now=now + DAY)
    before = snapshot()

    assert run_flags(now=now + DAY) == 0
    assert snapshot() == before


def test_every_newsroom_is_served_by_the_same_statements(allegation, stranger, now, django_assert_num_queries):
    parties = [add_party(name=name, kind=PartyKind.OTHER, by=stranger, at=now) for name in ("Council", "Guard")]
    elsewhere = open_incident(title="A disputed vote", by=stranger, at=now)
    theirs = alleged(elsewhere, *parties, by=stranger, at=now)

    # Whatever there is: what was stirred, then per kind of row which ones, one statement about them, and whether there
    # are more; and whether this stirred anything.
    with django_assert_num_queries(29):
        assert raise_flags(now=now + DAY) == 2

    assert {flag.newsroom_id for flag in Flag.objects.all()} == {allegation.newsroom_id, theirs.newsroom_id}
    changes = Change.objects.filter(verb=Verb.FLAG_RAISED).values_list("newsroom_id", "after__newsroom_id")
    assert set(changes) == {(each, each) for each in (allegation.newsroom_id, theirs.newsroom_id)}


def test_a_clock_that_stood_still_for_weeks_catches_up_and_says_since_when(allegation, a_draft, reporter, now):
    late = now + 30 * DAY
    run_flags(now=late)

    assert [(flag.kind, flag.since) for flag in Flag.objects.all()] == [(FlagKind.NOT_ASKED, now + DAY)]


def test_missed_days_of_a_request_lead_straight_to_the_missing_reply(a_request, now):
    run_flags(now=now + 30 * DAY)

    flags = Flag.objects.exclude(kind__in=BESIDE)
    assert [(flag.kind, flag.since) for flag in flags] == [(FlagKind.NO_REPLY, a_request.deadline)]


def test_what_is_not_meant_for_publication_is_not_flagged(incident, coalition, army, reporter, now):
    alleged(incident, coalition, army, by=reporter, at=now, for_publication=False)

    assert run_flags(now=now + 30 * DAY) == 0


def test_a_finished_tick_is_remembered(allegation, now):
    run_flags(now=now)
    run_flags(now=now + HOUR)

    assert Tick.objects.get(name=FLAGS).at == now + HOUR


@pytest.fixture
def flagged(allegation, other_allegation, now):
    """Two allegations against the army that nobody asked about, both flagged."""
    run_flags(now=now + DAY)
    assert standing() == [FlagKind.NOT_ASKED] * 2
    return allegation


def _left(now) -> list[int]:
    """The allegations whose flags still stand at the next tick, flags of something else last."""
    run_flags(now=now + DAY + HOUR)
    last = F("allegation_id").asc(nulls_last=True)
    flags = Flag.objects.standing().exclude(kind__in=BESIDE)
    return list(flags.order_by(last).values_list("allegation_id", flat=True))


def test_asking_clears_the_flag_of_what_was_asked_alone(flagged, other_allegation, a_draft, reporter, now):
    assert len(_left(now)) == 2, "a draft asks nobody"
    send_comment_request(comment_request=a_draft, channel=Channel.EMAIL, sent_at=now + HOUR, by=reporter, at=now + DAY)

    # The request is by now past its deadline, and has a flag of its own.
    assert _left(now) == [other_allegation.pk, None]


def test_withdrawing_the_request_brings_the_flag_back(flagged, incident, army, allegation, reporter, now):
    later = now + DAY + 2 * HOUR
    request = draft_comment_request(
        incident=incident,
        party=army,
        text="What do you say?",
        allegations=[allegation],
        deadline=later + DAY,
        nature="a news report",
        deadline_zone="UTC",
        by=reporter,
        at=now,
    )
    send_comment_request(comment_request=request, channel=Channel.EMAIL, sent_at=now, by=reporter, at=now)
    assert allegation.pk not in _left(now)
    withdraw_comment_request(comment_request=request, reason="Sent by mistake", by=reporter, at=now)

    run_flags(now=later)
    flag = Flag.objects.get(allegation=allegation)
    assert (flag.cleared_at, flag.raised_at, flag.since) == (None, later, now + DAY)
    trail = Change.objects.about(flag).order_by("id")
    assert [change.verb for change in trail] == [Verb.FLAG_RAISED, Verb.FLAG_CLEARED, Verb.FLAG_RAISED]


def _denied_in_public(incident, party, allegation, by, at) -> Claim:
    denial = ClaimDraft(
        incident=incident,
        text="We did not do this",
        stance=Stance.DENIES,
        answers=[AnswerDraft(allegation=allegation, position=Position.DENIES)],
    )
    utterance = record_utterance(claimants=[party], claims=[denial], words="We did not.", by=by, at=at)
    return Claim.objects.get(links__utterance=utterance)


def test_a_public_answer_clears_the_flag_of_that_allegation_alone(
    flagged, other_allegation, incident, army, reporter, now
):
    _denied_in_public(incident, army, flagged, reporter, now + DAY)

    assert _left(now) == [other_allegation.pk]


def test_an_answer_that_proves_misattributed_brings_the_flag_back(flagged, incident, army, reporter, fact_checker, now):
    denial = _denied_in_public(incident, army, flagged, reporter, now + DAY)
    assert len(_left(now)) == 1
    mark_misattributed(claim=denial, reason="Forged letterhead", by=fact_checker, at=now + DAY)

    assert len(_left(now)) == 2


def test_who_answers_for_the_accused_clears_the_flag(flagged, other_allegation, ministry, incident, reporter, now):
    _denied_in_public(incident, ministry, flagged, reporter, now + DAY)

    assert _left(now) == [other_allegation.pk]


def test_waiving_clears_the_flag_of_that_allegation_alone(flagged, other_allegation, army, reporter, editor, now):
    waiver = waive(allegation=flagged, party=army, reason="Cannot be reached safely", by=reporter, at=now + DAY)
    assert _left(now) == [flagged.pk, other_allegation.pk, None]  # the proposal has a flag of its own
    approve_waiver(waiver=waiver, by=editor, at=now + DAY)

    assert _left(now) == [other_allegation.pk]


def test_a_claim_that_no_longer_stands_clears_the_flag(flagged, other_allegation, fact_checker, now):
    retract_claim(claim=flagged.claim, reason="The spokesperson took it back", by=fact_checker, at=now + DAY)

    assert _left(now) == [other_allegation.pk]


def test_closing_the_incident_clears_its_flags_and_reopening_raises_the_same_ones(flagged, incident, editor, now):
    closed = close_incident(incident=incident, reason="Settled", by=editor, at=now + DAY)
    assert _left(now) == []
    reopen_incident(incident=closed, reason="Not settled", by=editor, at=now + DAY)

    assert len(_left(now)) == 2
    assert Flag.objects.count() == 2


def test_closing_also_ends_the_waiting_for_replies(a_request, editor, now):
    run_flags(now=now + 2 * DAY)
    close_incident(incident=a_request.incident, reason="Settled", by=editor, at=now + 2 * DAY)
    run_flags(now=now + 2 * DAY)

    assert standing() == []


def test_a_new_limit_of_the_newsroom_moves_the_flag(flagged, newsroom, admin, now):
    revise_newsroom(newsroom=newsroom, not_asked_after_hours=12, by=admin, at=now + DAY)
    assert len(_left(now)) == 2
    assert {flag.since for flag in Flag.objects.standing()} == {now + 12 * HOUR}

    revise_newsroom(newsroom=Newsroom.objects.get(pk=newsroom.pk), not_asked_after_hours=72, by=admin, at=now + DAY)
    assert _left(now) == []


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        (ReplyKind.STATEMENT, []),
        (ReplyKind.DECLINES, []),
        (ReplyKind.ASKS_FOR_TIME, [FlagKind.NO_REPLY]),
        (ReplyKind.REFERS_ELSEWHERE, [FlagKind.NO_REPLY]),
    ],
)
def test_a_reply_clears_the_flag_of_its_request_unless_it_puts_off(a_request, reporter, now, kind, left):
    late = now + 2 * DAY
    run_flags(now=late)
    record_reply(comment_request=a_request, kind=kind, words="…", by=reporter, at=late)
    run_flags(now=late)

    assert standing() == left


def test_a_bounce_is_never_a_missing_reply_until_another_try_reaches_somebody(a_request, reporter, now):
    def tried(reached, outcome, channel):
        record_attempt(
            comment_request=a_request, channel=channel, reached=reached, outcome=outcome, by=reporter, at=now + HOUR
        )

    tried(Reached.NOBODY, Outcome.BOUNCED, Channel.EMAIL)
    run_flags(now=now + 2 * DAY)
    assert standing() == [FlagKind.NOT_REACHED]

    tried(Reached.OFFICE, Outcome.MESSAGE_LEFT, Channel.PHONE)
    run_flags(now=now + 2 * DAY)
    assert standing() == [FlagKind.NO_REPLY]


@pytest.mark.django_db(transaction=True)
def test_four_ticks_at_once_raise_each_flag_once(allegation, other_allegation, a_request, now):
    gate = threading.Barrier(4)
    changed: list[int] = []

    def tick() -> None:
        try:
            gate.wait(10)
            changed.append(run_flags(now=now + 2 * DAY))
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(changed) == 3
    assert Flag.objects.count() == 3
    assert Change.objects.filter(verb=Verb.FLAG_RAISED).count() == 3
