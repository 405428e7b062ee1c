"""Whatever people do, and however the clock runs: after every step flags and answer states are what the rules say.

Every step is followed by a tick whose work is looked at and undone, so that real ticks, which are steps of their own,
are also missed for long, and doubled.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from claims.actions.attempts import record_attempt
from claims.actions.clock import run_flags
from claims.actions.comment_requests import draft_comment_request, send_comment_request, withdraw_comment_request
from claims.actions.deadlines import extend_deadline
from claims.actions.drafts import AnswerDraft
from claims.actions.incidents import close_incident, open_incident, reopen_incident
from claims.actions.newsrooms import revise_newsroom
from claims.actions.parties import add_party, merge_parties, relate_parties
from claims.actions.replies import record_reply
from claims.actions.reply_trail import correct_reply, handle_reply
from claims.actions.silences import record_channel_check
from claims.actions.standing import retract_claim
from claims.actions.waivers import approve_waiver, refuse_waiver, waive
from claims.errors import RuleBroken
from claims.models import (
    Allegation,
    Change,
    CommentRequest,
    Flag,
    Incident,
    Newsroom,
    Reply,
    RequestedAllegation,
    Waiver,
)
from claims.models.answer_states import states_of
from claims.models.answering import owed_answers
from claims.models.flag import SUBJECTS
from claims.vocabulary import (
    Channel,
    CheckResult,
    Outcome,
    PartyKind,
    PartyRelationKind,
    Position,
    Reached,
    ReplyKind,
    WorkState,
)
from tests.actions.conftest import alleged
from tests.actions.flags_by_rules import flags_by_rules
from tests.factories import NOW

pytestmark = pytest.mark.django_db

FULL = bool(os.environ.get("TEST_FULL"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANY = st.integers(0, 10_000)
FAILED = (Outcome.BOUNCED, Outcome.NO_ANSWER)


class ClockHistory(RuleBasedStateMachine):
    """A coalition accuses an army, for which a ministry may answer. A step that a rule refuses is none."""

    people: Any

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at = NOW
        self.reporter, self.checker, self.editor, self.admin = self.people

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.incident = open_incident(title="Strikes", by=self.reporter, at=self.at)
        names = ("Coalition", "Army", "Ministry", "General staff")
        self.parties = [add_party(name=each, kind=PartyKind.OTHER, by=self.reporter, at=self.at) for each in names]
        self.allege(True)
        self.ask(0, 1, 24, Channel.EMAIL)

    def pick(self, model: Any, number: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def tried(self, action: Any, by: Any = None, **values: Any) -> Any:
        if any(value is None for value in values.values()):
            return None
        try:
            with transaction.atomic():
                return action(**values, by=by or self.reporter, at=self.at)
        except RuleBroken:
            return None

    @rule(for_publication=st.sampled_from([True, True, False]))
    def allege(self, for_publication: bool) -> None:
        coalition, army = self.parties[:2]
        if Allegation.objects.count() < 5:
            how = {"for_publication": for_publication, "by": self.reporter, "at": self.at}
            alleged(self.incident, coalition, army, **how)

    @rule(number=ANY, party=st.integers(1, 3), hours=st.integers(1, 72), channel=st.sampled_from(Channel))
    def ask(self, number: int, party: int, hours: int, channel: Channel) -> None:
        draft = self.tried(
            draft_comment_request,
            incident=self.incident,
            party=self.parties[party],
            nature="a news report",
            text="What do you say?",
            allegations=[self.pick(Allegation, number)],
            deadline=self.at + hours * HOUR,
            deadline_zone="UTC",
        )
        self.tried(send_comment_request, comment_request=draft, channel=channel)

    @rule(number=ANY, channel=st.sampled_from([Channel.EMAIL, Channel.PHONE]), outcome=st.sampled_from(Outcome))
    def attempt(self, number: int, channel: Channel, outcome: Outcome) -> None:
        reached = Reached.NOBODY if outcome in FAILED else Reached.OFFICE
        request = self.pick(CommentRequest, number)
        self.tried(record_attempt, comment_request=request, channel=channel, reached=reached, outcome=outcome)

    @rule(number=ANY, kind=st.sampled_from(ReplyKind), answers=st.booleans())
    def reply(self, number: int, kind: ReplyKind, answers: bool) -> None:
        request = self.pick(CommentRequest, number)
        asked = RequestedAllegation.objects.filter(comment_request=request).first()
        answer = [AnswerDraft(allegation=asked.allegation, position=Position.DENIES)] if asked and answers else []
        self.tried(record_reply, comment_request=request, kind=kind, words="…", answers=answer)

    @rule(number=ANY, hours=st.integers(1, 48))
    def extend(self, number: int, hours: int) -> None:
        request = self.pick(CommentRequest, number)
        later = request and request.deadline and request.deadline + hours * HOUR
        stated = {"deadline": later, "deadline_zone": "UTC"}
        self.tried(extend_deadline, comment_request=request, **stated, reason="They asked")

    @rule(number=ANY)
    def withdraw(self, number: int) -> None:
        request = self.pick(CommentRequest, number)
        self.tried(withdraw_comment_request, comment_request=request, reason="Sent by mistake")

    @rule(number=ANY, party=st.integers(1, 2))
    def propose_not_to_ask(self, number: int, party: int) -> None:
        about = {"allegation": self.pick(Allegation, number), "party": self.parties[party]}
        self.tried(waive, **about, reason="Unsafe", by=self.editor)

    @rule(number=ANY, approved=st.booleans())
    def decide(self, number: int, approved: bool) -> None:
        waiver = self.pick(Waiver, number)
        if approved:
            self.tried(approve_waiver, waiver=waiver, by=self.admin)
        else:
            self.tried(refuse_waiver, waiver=waiver, reason="Ask them", by=self.admin)

    @rule(number=ANY)
    def work_in(self, number: int) -> None:
        self.tried(handle_reply, reply=self.pick(Reply, number), note="Nothing new")

    @rule(number=ANY, words=st.sampled_from(["No.", "None of it."]))
    def correct(self, number: int, words: str) -> None:
        self.tried(correct_reply, reply=self.pick(Reply, number), words=words, reason="Misheard")

    @rule(party=st.integers(1, 3), result=st.sampled_from([*CheckResult, CheckResult.FOUND_NOTHING]))
    def look_at_channels(self, party: int, result: CheckResult) -> None:
        about = {"incident": self.incident, "party": self.parties[party], "channels": "Site"}
        self.tried(record_channel_check, **about, result=result)

    @rule(party=st.integers(2, 3), starts=st.integers(-2, 2), lasts=st.integers(0, 2))
    def begin_to_answer_for_the_army(self, party: int, starts: int, lasts: int) -> None:
        since = (self.at + starts * DAY).date()
        days = {"since": since, "until": since + lasts * DAY}
        ends = {"party": self.parties[party], "other": self.parties[1]}
        self.tried(relate_parties, **ends, kind=PartyRelationKind.ANSWERS_FOR, **days)

    @rule()
    def find_two_to_be_one(self) -> None:
        ends = {"party": self.parties[3], "into": self.parties[2]}
        self.tried(merge_parties, **ends, reason="The same", by=self.editor)

    @rule(number=ANY)
    def retract(self, number: int) -> None:
        made = self.pick(Allegation, number)
        self.tried(retract_claim, claim=made and made.claim, reason="Taken back", by=self.checker)

    @rule()
    def close_or_reopen(self) -> None:
        incident = Incident.objects.get(pk=self.incident.pk)
        action = reopen_incident if incident.work_state == WorkState.CLOSED else close_incident
        self.tried(action, incident=incident, reason="So decided", by=self.editor)

    @rule(hours=st.integers(1, 60))
    def change_the_limit(self, hours: int) -> None:
        newsroom = Newsroom.objects.get(pk=self.incident.newsroom_id)
        self.tried(revise_newsroom, newsroom=newsroom, not_asked_after_hours=hours, by=self.admin)

    @rule(minutes=st.sampled_from([1, 59, 360, 720, 1440, 3 * 1440]))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(minutes=st.sampled_from([1, 360, 1440]), times=st.integers(1, 2))
    def tick(self, minutes: int, times: int) -> None:
        self.at += timedelta(minutes=minutes)
        run_flags(now=self.at)
        for _again in range(1, times):
            recorded = Change.objects.count()
            assert run_flags(now=self.at) == 0
            assert Change.objects.count() == recorded

    @invariant()
    def a_tick_comes_to_what_the_rules_say(self) -> None:
        if not hasattr(self, "incident"):
            return
        with transaction.atomic():
            run_flags(now=self.at)
            standing = Flag.objects.standing().filter(incident=self.incident)
            found = {
                (flag.kind, next(each for name in SUBJECTS if (each := getattr(flag, f"{name}_id"))), flag.since)
                for flag in standing
            }
            assert len(found) == len(standing)
            assert found == flags_by_rules(self.incident, now=self.at)
            transaction.set_rollback(True)

    @invariant()
    def states_are_what_the_rule_says(self) -> None:
        made = Allegation.objects.order_by("pk")
        by_rule = {(each.allegation.pk, each.party.pk): each.state for each in owed_answers(made, now=self.at)}
        assert states_of([each.pk for each in made], now=self.at) == by_rule


def test_any_history_comes_to_what_the_rules_say(reporter, fact_checker, editor, admin):
    ClockHistory.people = (reporter, fact_checker, editor, admin)
    run_state_machine_as_test(
        ClockHistory,
        settings=settings(
            max_examples=200 if FULL else 6,
            stateful_step_count=40 if FULL else 14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
