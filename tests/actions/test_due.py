"""What the clock works out in SQL is what the rules say, in situations that nobody thought of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions._due import all_of, due_at
from claims.actions.incidents import open_incident
from claims.models import (
    Allegation,
    Answer,
    Attempt,
    ChannelCheck,
    Claim,
    ClaimUtterance,
    CommentRequest,
    Incident,
    Newsroom,
    Party,
    PartyRelation,
    Reply,
    ReplyHandled,
    RequestedAllegation,
    Utterance,
    UtteranceClaimant,
    Waiver,
    WaiverDecision,
)
from claims.rules.actor import Actor
from claims.rules.deadlines import last_quarter
from claims.vocabulary import (
    AccusedRole,
    Channel,
    CheckResult,
    Outcome,
    PartyKind,
    PartyRelationKind,
    Position,
    Reached,
    ReplyKind,
    RequestState,
    Standing,
    WorkState,
)
from tests.actions.flags_by_rules import Due, flags_by_rules
from tests.factories import NOW

DAY, HOUR, MICROSECOND = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
SUBJECTS = ("allegation", "comment_request", "reply", "waiver", "channel_check")
HOLDS = 6 * HOUR
# The accused, one merged into it, one that may answer for it, one merged into that, and a bystander.
PARTIES = range(5)

someone = st.sampled_from([0, 1, 2, 2, 3, 3, 4])
standings = st.sampled_from([Standing.LIVE, Standing.RETRACTED, Standing.MISATTRIBUTED])
# So that halves of microseconds come up.
moments = st.builds(
    lambda whole, odd: NOW + whole * HOUR + timedelta(microseconds=odd), st.integers(-60, 12), st.integers(-3, 3)
)

# Each thing drawn is plainly due, but for the few twists that it has: with everything wrong at once nothing would show.
TWISTS_OF_ALLEGATIONS = st.one_of(
    st.tuples(st.just("claimant"), someone),
    st.tuples(st.just("standing"), standings),
    st.tuples(st.just("background")),
    st.tuples(st.just("withdrawn")),
    st.tuples(st.just("answered"), someone, standings, st.booleans()),
    st.tuples(st.just("replied"), someone, st.booleans()),
    st.tuples(st.just("asked"), someone, st.sampled_from(RequestState)),
    st.tuples(st.just("waived"), someone, st.sampled_from([True, True, False, None])),
)
TWISTS_OF_REQUESTS = st.one_of(
    st.tuples(st.just("state"), st.sampled_from(RequestState)),
    st.tuples(st.just("reply"), st.sampled_from(ReplyKind), st.sampled_from(["", "linked", "handled"])),
)
# Few channels, outcomes and instants, so that attempts follow one another and coincide.
attempts = st.tuples(
    st.sampled_from([Channel.EMAIL, Channel.EMAIL, Channel.PHONE]),
    st.sampled_from([Outcome.SENT, Outcome.BOUNCED, Outcome.NO_ANSWER]),
    st.sampled_from([NOW, NOW + HOUR]),
)
allegations = st.fixed_dictionaries(
    {
        "at": moments,
        "accused": st.sampled_from([0, 1, 0, 1, 4]),
        "twists": st.lists(TWISTS_OF_ALLEGATIONS, max_size=2),
    }
)
requests = st.fixed_dictionaries(
    {
        "party": st.sampled_from([0, 0, 1, 2, 3, 4]),
        "sent_at": moments,
        "allowed": st.builds(
            lambda n, odd: n * HOUR + timedelta(microseconds=odd), st.integers(0, 60), st.integers(1, 9)
        ),
        "attempts": st.lists(attempts, max_size=3),
        "twists": st.lists(TWISTS_OF_REQUESTS, max_size=1),
    }
)
checks = st.tuples(moments, st.sampled_from(PARTIES), st.sampled_from([*CheckResult, CheckResult.FOUND_NOTHING]))
days = st.none() | st.integers(min_value=-2, max_value=2).map(lambda n: (NOW + timedelta(days=n)).date())
spans = st.tuples(days, days).filter(lambda ends: ends[0] is None or ends[1] is None or ends[0] <= ends[1])
situations = st.fixed_dictionaries(
    {
        "work_state": st.sampled_from([WorkState.OPEN] * 3 + [WorkState.MONITORING, WorkState.CLOSED]),
        "limit": st.integers(min_value=1, max_value=48),
        "relation": st.one_of(spans, spans, spans, st.none()),
        "allegations": st.lists(allegations, min_size=4, max_size=10),
        "requests": st.lists(requests, max_size=5),
        "checks": st.lists(checks, max_size=4),
    }
)


class World:
    """Writes a situation straight into the tables: the clock must be right about rows however they came to be."""

    def __init__(self, incident: Incident, people: tuple[int, int], situation: dict[str, Any]) -> None:
        self.own = {"newsroom_id": incident.newsroom_id}
        (self.user, self.editor), self.incident = people, incident
        limits = {"not_asked_after_hours": situation["limit"], "channel_check_holds_hours": HOLDS // HOUR}
        Newsroom.objects.filter(pk=incident.newsroom_id).update(**limits)
        Incident.objects.filter(pk=incident.pk).update(work_state=situation["work_state"])
        self._parties(situation["relation"])
        for each in situation["allegations"]:
            self._allegation(each)
        for each in situation["requests"]:
            self._awaited(each)
        for at, party, result in situation["checks"]:
            checked = {"incident": self.incident, "party": self.parties[party], "channels": "Site", **self.own}
            ChannelCheck.objects.create(**checked, result=result, at=at)

    def _parties(self, relation: tuple[Any, Any] | None) -> None:
        self.parties = [
            Party.objects.create(name=f"Party {place}", kind=PartyKind.OTHER, added_at=NOW, **self.own)
            for place in PARTIES
        ]
        for merged, into in ((1, 0), (3, 2)):
            self.parties[merged].merged_into = self.parties[into]
            self.parties[merged].save()
        if relation:
            # Between the merged ones, so that both ends have to be resolved.
            PartyRelation.objects.create(
                party=self.parties[3],
                kind=PartyRelationKind.ANSWERS_FOR,
                other=self.parties[1],
                since=relation[0],
                until=relation[1],
                related_at=NOW,
                **self.own,
            )

    def _claim(self, *claimants: int, standing: Standing = Standing.LIVE) -> Claim:
        claim = Claim.objects.create(
            incident=self.incident,
            text="They did it",
            standing=standing,
            standing_reason="" if standing == Standing.LIVE else "A reason",
            recorded_at=NOW,
            **self.own,
        )
        utterance = Utterance.objects.create(recorded_at=NOW, **self.own)
        ClaimUtterance.objects.create(claim=claim, utterance=utterance, **self.own)
        for place in set(claimants):
            UtteranceClaimant.objects.create(utterance=utterance, party=self.parties[place], **self.own)
        return claim

    def _allegation(self, drawn: dict[str, Any]) -> None:
        twists: dict[str, tuple[Any, ...]] = {name: how for name, *how in drawn["twists"]}
        standing = twists.get("standing", [Standing.LIVE])[0]
        allegation = Allegation.objects.create(
            claim=self._claim(*twists.get("claimant", ()), standing=standing),
            accused=self.parties[drawn["accused"]],
            role=AccusedRole.CARRIED_OUT,
            for_publication="background" not in twists,
            at=drawn["at"],
            withdrawn_at=NOW if "withdrawn" in twists else None,
            **self.own,
        )
        for name, *how in drawn["twists"]:
            if name in ("answered", "replied", "asked", "waived"):
                getattr(self, f"_{name}")(allegation, *how)

    def _answered(self, allegation: Allegation, by: int, standing: Standing, withdrawn: bool) -> None:
        self._answer(allegation, withdrawn, claim=self._claim(by, standing=standing))

    def _replied(self, allegation: Allegation, by: int, withdrawn: bool) -> None:
        # To a request that was withdrawn, so that the reply alone tells.
        request = self._request(RequestState.WITHDRAWN, self.parties[0], NOW, NOW + HOUR)
        reply = self._reply(request, ReplyKind.STATEMENT, self.parties[by])
        self._answer(allegation, withdrawn, reply=reply)

    def _answer(self, allegation: Allegation, withdrawn: bool, **by: Any) -> None:
        Answer.objects.create(
            allegation=allegation,
            position=Position.DENIES,
            at=NOW,
            withdrawn_at=NOW if withdrawn else None,
            **by,
            **self.own,
        )

    def _asked(self, allegation: Allegation, party: int, state: RequestState) -> None:
        request = self._request(state, self.parties[party], NOW, NOW + HOUR)
        RequestedAllegation.objects.create(comment_request=request, allegation=allegation, **self.own)

    def _waived(self, allegation: Allegation, party: int, approved: bool | None) -> None:
        about = {"allegation": allegation, "party": self.parties[party], **self.own}
        waiver = Waiver.objects.create(**about, by_user_id=self.user, reason="Unsafe", at=NOW)
        if approved is not None:
            decided = {"approved": approved, "reason": "No", "by_user_id": self.editor, "at": NOW, **self.own}
            WaiverDecision.objects.create(waiver=waiver, **decided)

    def _awaited(self, drawn: dict[str, Any]) -> None:
        state = next((how[0] for name, *how in drawn["twists"] if name == "state"), RequestState.SENT)
        asked = self.parties[drawn["party"]]
        request = self._request(state, asked, drawn["sent_at"], drawn["sent_at"] + drawn["allowed"])
        for name, *how in drawn["twists"]:
            if name == "reply":
                self._reply(request, how[0], asked, how[1])
        for channel, outcome, at in drawn["attempts"]:
            Attempt.objects.create(
                comment_request=request,
                channel=channel,
                reached=Reached.OFFICE,
                outcome=outcome,
                at=at,
                **self.own,
            )

    def _request(self, state: RequestState, party: Party, sent_at: datetime, deadline: datetime) -> CommentRequest:
        return CommentRequest.objects.create(
            incident=self.incident,
            party=party,
            text="What do you say?",
            state=state,
            sent_at=None if state == RequestState.DRAFT else sent_at,
            deadline=deadline,
            deadline_zone="UTC",
            drafted_at=sent_at,
            withdrawn_at=NOW if state == RequestState.WITHDRAWN else None,
            **self.own,
        )

    def _reply(self, request: CommentRequest, kind: ReplyKind, speaks_for: Party, done: str = "") -> Reply:
        said = Utterance.objects.create(recorded_at=NOW, **self.own) if done == "linked" else None
        what = {"kind": kind, "speaks_for": speaks_for, "utterance": said}
        reply = Reply.objects.create(comment_request=request, **what, received_at=NOW, **self.own)
        if done == "handled":
            ReplyHandled.objects.create(reply=reply, by_user_id=self.user, at=NOW, **self.own)
        return reply


def by_sql(now: datetime) -> Due:
    found: Due = set()
    for subject in SUBJECTS:
        with connection.cursor() as cursor:
            cursor.execute(due_at(subject, all_of(subject), now))
            rows = cursor.fetchall()
        assert len(rows) == len(set(rows))
        found |= {(kind, row, since) for row, kind, since in rows}
    return found


def turning_points(situation: dict[str, Any]) -> set[datetime]:
    """The instants at which something becomes due or ceases to be, and those beside them."""
    limit = timedelta(hours=situation["limit"])
    points = {NOW} | {each["at"] + late for each in situation["allegations"] for late in (timedelta(), limit)}
    points |= {at + HOLDS for at, _party, _result in situation["checks"]}
    for each in situation["requests"]:
        deadline = each["sent_at"] + each["allowed"]
        points |= {deadline, last_quarter(sent_at=each["sent_at"], deadline=deadline)}
    return {point + beside for point in points for beside in (-MICROSECOND, timedelta(), MICROSECOND)}


@pytest.fixture
def compare_in_a_world_of_its_own(reporter: Actor, editor: Actor) -> Callable[[dict[str, Any], set[datetime]], None]:
    def compare(situation: dict[str, Any], moments: set[datetime]) -> None:
        with transaction.atomic():
            incident = open_incident(title="Anything", by=reporter, at=NOW)
            World(incident, (reporter.id or 0, editor.id or 0), situation)
            for now in sorted(moments):
                assert by_sql(now) == flags_by_rules(incident, now=now)
            transaction.set_rollback(True)

    return compare


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(situation=situations, data=st.data())
def test_sql_and_rules_agree_on_what_is_due(compare_in_a_world_of_its_own, situation, data):
    points = sorted(turning_points(situation))
    moments = data.draw(st.sets(st.sampled_from(points), min_size=1, max_size=6), label="now")

    compare_in_a_world_of_its_own(situation, moments | {points[-1]})


@pytest.mark.parametrize(
    ("since", "until", "answers_for"),
    [
        (None, None, True),
        (NOW, None, True),
        (None, NOW, True),
        (NOW, NOW, True),
        (NOW + DAY, None, False),
        (None, NOW - DAY, False),
    ],
)
def test_who_answers_for_the_accused_does_so_from_first_to_last_day(reporter, editor, since, until, answers_for):
    incident = open_incident(title="Anything", by=reporter, at=NOW)
    twist = ("answered", 2, Standing.LIVE, False)
    situation = {
        "work_state": WorkState.OPEN,
        "limit": 24,
        "relation": (since and since.date(), until and until.date()),
        "allegations": [{"at": NOW - 2 * DAY, "accused": 0, "twists": [twist]}],
        "requests": [],
        "checks": [],
    }
    World(incident, (reporter.id or 0, editor.id or 0), situation)

    assert by_sql(NOW) == flags_by_rules(incident, now=NOW)
    assert bool(by_sql(NOW)) is not answers_for
