"""Since when something needs a person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from claims.rules.answers import AttemptFact
from claims.rules.assessments import Facts
from claims.rules.flags import (
    AllegationFact,
    RequestFact,
    SigningFact,
    SupportFact,
    UseFact,
    not_asked_since,
    published_since,
    request_flags,
    settles,
    sign_off_void_since,
    support_lapsed_since,
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
    assert not_asked_since(ALLEGATION, now=MADE + DAY - MOMENT) is None
    assert not_asked_since(ALLEGATION, now=MADE + DAY) == MADE + DAY


def test_a_tick_that_comes_weeks_late_still_says_since_when():
    assert not_asked_since(ALLEGATION, now=MADE + 30 * DAY) == MADE + DAY


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
    assert not_asked_since(replace(ALLEGATION, **but), now=MADE + 30 * DAY) is None


def test_a_monitored_incident_is_not_closed():
    assert not_asked_since(replace(ALLEGATION, work_state=WorkState.MONITORING), now=MADE + DAY) == MADE + DAY


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


def _tries(*outcomes: tuple[Channel, Outcome]) -> list[AttemptFact]:
    return [AttemptFact(channel, Reached.OFFICE, outcome) for channel, outcome in outcomes]


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

    assert bool(request_flags(tried, now=MADE + 5 * HOUR)) is raised


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
    assert support_lapsed_since(_supported(2)) is None
    assert support_lapsed_since(_supported(1)) == MADE
    assert support_lapsed_since(replace(_supported(1), lost_at=MADE + DAY)) == MADE + DAY
    assert support_lapsed_since(replace(_supported(1), lost_at=MADE - DAY)) == MADE
    assert support_lapsed_since(replace(_supported(0), standing=Standing.RETRACTED)) is None


@pytest.mark.parametrize("status", [status for status in Status if status != Status.CORROBORATED])
def test_only_corroboration_lapses(status):
    assert support_lapsed_since(_supported(0, status)) is None


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
