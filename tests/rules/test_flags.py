"""Since when something needs a person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from claims.rules.assessments import Facts
from claims.rules.flags import (
    AllegationFact,
    ChannelCheckFact,
    ReplyFact,
    RequestFact,
    SigningFact,
    SupportFact,
    TimedAttempt,
    UseFact,
    WaiverFact,
    allegation_flags,
    check_old_since,
    not_reached_since,
    published_since,
    reply_waiting_since,
    request_flags,
    retry_after,
    settles,
    sign_off_void_since,
    support_lapsed_since,
    waiver_unapproved_since,
)
from claims.rules.roots import Support
from claims.vocabulary import (
    AnswerState,
    Channel,
    FlagKind,
    Outcome,
    Reached,
    ReplyKind,
    RequestState,
    Standing,
    Status,
    WorkState,
)

MADE = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)
ALLEGATION = AllegationFact(
    at=MADE,
    limit=DAY,
    for_publication=True,
    state=AnswerState.NOT_ASKED,
    owed=True,
    work_state=WorkState.OPEN,
)
REQUEST = RequestFact(state=RequestState.SENT, sent_at=MADE, deadline=MADE + 4 * HOUR, work_state=WorkState.OPEN)


def test_an_allegation_is_neglected_from_the_limit_on():
    assert allegation_flags(ALLEGATION, now=MADE + DAY - MOMENT) == {}
    assert allegation_flags(ALLEGATION, now=MADE + DAY) == {FlagKind.NOT_ASKED: MADE + DAY}


def test_a_tick_that_comes_weeks_late_still_says_since_when():
    assert allegation_flags(ALLEGATION, now=MADE + 30 * DAY) == {FlagKind.NOT_ASKED: MADE + DAY}


@pytest.mark.parametrize(
    "but",
    [
        {"for_publication": False},
        {"owed": False},
        {"work_state": WorkState.CLOSED},
        *[{"state": state} for state in AnswerState if state != AnswerState.NOT_ASKED],
    ],
)
def test_nobody_is_to_be_asked_in_background_closed_or_answered_matters(but):
    assert allegation_flags(replace(ALLEGATION, **but), now=MADE + 30 * DAY) == {}
    assert allegation_flags(replace(ALLEGATION, added=True, **but), now=MADE + 30 * DAY) == {}


def test_a_monitored_incident_is_not_closed():
    monitored = replace(ALLEGATION, work_state=WorkState.MONITORING)

    assert allegation_flags(monitored, now=MADE + DAY) == {FlagKind.NOT_ASKED: MADE + DAY}


def test_an_allegation_added_to_an_open_request_is_flagged_at_once_and_not_twice():
    added = replace(ALLEGATION, added=True)

    for now in (MADE, MADE + 30 * DAY):
        assert allegation_flags(added, now=now) == {FlagKind.ALLEGATION_ADDED: MADE}


@pytest.mark.parametrize(
    ("passed", "flags"),
    [
        (3 * HOUR - MOMENT, {}),
        (3 * HOUR, {FlagKind.DUE_SOON: MADE + 3 * HOUR}),
        (4 * HOUR - MOMENT, {FlagKind.DUE_SOON: MADE + 3 * HOUR}),
        (4 * HOUR, {FlagKind.NO_REPLY: MADE + 4 * HOUR}),
        (400 * HOUR, {FlagKind.NO_REPLY: MADE + 4 * HOUR}),
    ],
)
def test_a_request_is_due_soon_in_its_last_quarter_and_without_reply_from_its_deadline_on(passed, flags):
    assert request_flags(REQUEST, now=MADE + passed) == flags


@pytest.mark.parametrize("kind", list(ReplyKind))
def test_a_reply_ends_the_waiting_unless_it_asks_for_time_or_refers_elsewhere(kind):
    keeps_open = kind in {ReplyKind.ASKS_FOR_TIME, ReplyKind.REFERS_ELSEWHERE}
    replied = replace(REQUEST, replies=[kind])

    assert settles(kind) is not keeps_open
    assert bool(request_flags(replied, now=MADE + 3 * HOUR)) is keeps_open
    assert bool(request_flags(replied, now=MADE + 5 * HOUR)) is keeps_open


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.WITHDRAWN])
def test_a_request_that_is_not_out_is_not_awaited(state):
    assert request_flags(replace(REQUEST, state=state), now=MADE + 5 * HOUR) == {}


def test_a_closed_incident_awaits_nothing():
    assert request_flags(replace(REQUEST, work_state=WorkState.CLOSED), now=MADE + 5 * HOUR) == {}


def _tries(*outcomes: tuple[Channel, Outcome]) -> list[TimedAttempt]:
    """One attempt an hour from the sending on."""
    return [
        TimedAttempt(channel, Reached.OFFICE, outcome, MADE + number * HOUR)
        for number, (channel, outcome) in enumerate(outcomes)
    ]


@pytest.mark.parametrize(
    ("attempts", "raised"),
    [
        ([], True),
        ([(Channel.EMAIL, Outcome.SENT)], True),
        ([(Channel.EMAIL, Outcome.SENT), (Channel.EMAIL, Outcome.BOUNCED)], False),
        ([(Channel.EMAIL, Outcome.BOUNCED), (Channel.EMAIL, Outcome.SENT)], True),
        ([(Channel.EMAIL, Outcome.BOUNCED), (Channel.PHONE, Outcome.MESSAGE_LEFT)], True),
        ([(Channel.EMAIL, Outcome.BOUNCED), (Channel.PHONE, Outcome.NO_ANSWER)], False),
    ],
)
def test_a_bounce_is_never_a_missing_reply(attempts, raised):
    tried = replace(REQUEST, attempts=_tries(*attempts))

    flags = request_flags(tried, now=MADE + 5 * HOUR)
    assert (FlagKind.NO_REPLY in flags, FlagKind.NOT_REACHED in flags) == (raised, not raised)


def test_a_request_that_bounced_is_still_due_soon():
    tried = replace(REQUEST, attempts=_tries((Channel.EMAIL, Outcome.BOUNCED)))

    assert FlagKind.DUE_SOON in request_flags(tried, now=MADE + 3 * HOUR)


def test_whoever_asked_for_time_was_reached_whatever_the_attempts_say():
    tried = replace(REQUEST, attempts=_tries((Channel.EMAIL, Outcome.BOUNCED)), replies=[ReplyKind.ASKS_FOR_TIME])

    assert FlagKind.NO_REPLY in request_flags(tried, now=MADE + 5 * HOUR)


VOIDED = SigningFact(standing=Standing.LIVE, voided_at=MADE)


def test_a_void_sign_off_is_flagged_from_its_voiding_on_while_the_claim_stands():
    assert sign_off_void_since(VOIDED, now=MADE) == MADE
    assert sign_off_void_since(VOIDED, now=MADE - MOMENT) is None
    assert sign_off_void_since(replace(VOIDED, voided_at=None), now=MADE) is None
    for standing in Standing:
        assert bool(sign_off_void_since(replace(VOIDED, standing=standing), now=MADE)) is (standing == Standing.LIVE)


def _supported(roots: int, status: Status = Status.CORROBORATED) -> SupportFact:
    facts = Facts(now=status, support=Support(supported_by=roots, firm_roots=roots))
    return SupportFact(standing=Standing.LIVE, facts=facts, assessed_at=MADE, lost_at=None)


def test_lapsed_support_is_flagged_since_evidence_went_or_else_since_the_assessment():
    assert support_lapsed_since(_supported(2), now=MADE + 2 * DAY) is None
    assert support_lapsed_since(_supported(1), now=MADE + 2 * DAY) == MADE
    assert support_lapsed_since(replace(_supported(1), lost_at=MADE + DAY), now=MADE + 2 * DAY) == MADE + DAY
    assert support_lapsed_since(replace(_supported(1), lost_at=MADE - DAY), now=MADE + 2 * DAY) == MADE
    assert support_lapsed_since(replace(_supported(0), standing=Standing.RETRACTED), now=MADE + 2 * DAY) is None


@pytest.mark.parametrize("status", [status for status in Status if status != Status.CORROBORATED])
def test_only_corroboration_lapses(status):
    assert support_lapsed_since(_supported(0, status), now=MADE + 2 * DAY) is None


@pytest.mark.parametrize(
    ("touched", "handled", "since"),
    [
        ([], None, None),
        ([MADE - DAY, MADE], None, None),
        ([MADE + DAY, MADE + HOUR, MADE - DAY], None, MADE + HOUR),
        ([MADE + HOUR], MADE + HOUR, None),
        ([MADE + HOUR, MADE + DAY], MADE + HOUR, MADE + DAY),
        ([MADE + HOUR], MADE - HOUR, MADE + HOUR),
        ([MADE + 40 * DAY], None, None),
    ],
)
def test_printed_words_are_to_be_looked_at_from_the_first_thing_that_nobody_has_looked_at(touched, handled, since):
    fact = UseFact(printed_at=MADE, handled_at=handled, touched=touched)

    assert published_since(fact, now=MADE + 30 * DAY) == since


E, P, SENT, FAILED = Channel.EMAIL, Channel.PHONE, Outcome.SENT, Outcome.BOUNCED


@pytest.mark.parametrize(
    ("attempts", "since"),
    [
        ([], None),
        ([(E, SENT)], None),
        ([(E, FAILED)], 0),
        ([(E, FAILED), (E, FAILED), (P, FAILED)], 0),
        ([(E, SENT), (E, FAILED)], 1),
        ([(E, SENT), (E, FAILED), (E, FAILED)], 1),
        ([(E, SENT), (P, FAILED), (E, FAILED)], 2),
        ([(E, SENT), (E, FAILED), (P, SENT), (P, FAILED), (E, FAILED)], 3),
        ([(E, SENT), (E, FAILED), (P, SENT)], None),
    ],
)
def test_nothing_goes_through_since_the_last_way_that_worked_failed(attempts, since):
    assert not_reached_since(_tries(*attempts)) == (None if since is None else MADE + since * HOUR)


@pytest.mark.parametrize(
    ("attempts", "kind", "since"),
    [
        ([(E, SENT)], FlagKind.ONE_ATTEMPT, 3),
        ([(E, FAILED)], None, None),
        ([(E, SENT), (E, SENT)], FlagKind.ONE_ROUTE, 3),
        ([(E, SENT)] * 5, FlagKind.ONE_ROUTE, 3),
        ([(E, FAILED), (E, FAILED)], FlagKind.ONE_ROUTE, 3),
        ([(E, SENT), (P, FAILED)], None, None),
        ([], None, None),
    ],
)
def test_one_try_or_one_route_is_too_little_from_the_last_quarter_on(attempts, kind, since):
    tried = replace(REQUEST, attempts=_tries(*attempts))

    for now in (MADE + 3 * HOUR, MADE + 30 * DAY):
        flags = request_flags(tried, now=now)
        found = {each: flags[each] for each in (FlagKind.ONE_ATTEMPT, FlagKind.ONE_ROUTE) if each in flags}
        assert found == ({kind: MADE + since * HOUR} if kind else {})
    assert not {FlagKind.ONE_ATTEMPT, FlagKind.ONE_ROUTE} & set(request_flags(tried, now=MADE + 3 * HOUR - MOMENT))


def test_a_second_try_by_the_same_route_after_the_deadline_is_one_route_since_then():
    tries = [TimedAttempt(E, Reached.OFFICE, SENT, MADE + number * DAY) for number in range(2)]

    assert request_flags(replace(REQUEST, attempts=tries), now=MADE + DAY)[FlagKind.ONE_ROUTE] == MADE + DAY


REPLY = ReplyFact(MADE, linked=False, handled=False, work_state=WorkState.OPEN)
WAIVER = WaiverFact(MADE, decided=False, stands=True, work_state=WorkState.OPEN)
CHECK = ChannelCheckFact(MADE, DAY, True, True, [AnswerState.NO_REPLY], WorkState.OPEN)


@pytest.mark.parametrize("but", [{"linked": True}, {"handled": True}, {"work_state": WorkState.CLOSED}])
def test_a_reply_waits_until_it_is_worked_in(but):
    assert reply_waiting_since(REPLY, now=MADE) == MADE
    assert reply_waiting_since(REPLY, now=MADE - MOMENT) is None
    assert reply_waiting_since(replace(REPLY, **but), now=MADE) is None


@pytest.mark.parametrize("but", [{"decided": True}, {"stands": False}, {"work_state": WorkState.CLOSED}])
def test_a_proposal_not_to_ask_waits_for_somebody_to_decide(but):
    assert waiver_unapproved_since(WAIVER, now=MADE) == MADE
    assert waiver_unapproved_since(WAIVER, now=MADE - MOMENT) is None
    assert waiver_unapproved_since(replace(WAIVER, **but), now=MADE) is None


@pytest.mark.parametrize(
    "but",
    [
        {"latest": False},
        {"found_nothing": False},
        {"owed": []},
        {"owed": [AnswerState.PARTLY, AnswerState.DECLINED, AnswerState.ANSWERED]},
        {"work_state": WorkState.CLOSED},
    ],
)
def test_a_look_that_found_nothing_grows_old_while_the_party_owes_an_answer(but):
    assert check_old_since(CHECK, now=MADE + DAY) == MADE + DAY
    assert check_old_since(CHECK, now=MADE + DAY - MOMENT) is None
    assert check_old_since(replace(CHECK, **but), now=MADE + 30 * DAY) is None


def test_what_was_set_aside_is_tried_again_ever_more_rarely_but_daily():
    waits = [retry_after(tries) for tries in range(1, 100)]

    assert waits[0] == timedelta(minutes=5)
    assert waits == sorted(waits)
    assert waits[-1] == DAY
