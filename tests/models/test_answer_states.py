"""The states of answers in SQL are those of the rule, in newsrooms that nobody thought of."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings

from claims.actions.incidents import open_incident
from claims.actions.questions import raise_question
from claims.models import (
    Allegation,
    Answer,
    Attempt,
    Claim,
    DeadlineExtension,
    Incident,
    Party,
    RequestedAllegation,
)
from claims.models.answer_states import InAnswerState, Per, states_of, worst_of
from claims.models.answering import OwedAnswer, owed_answers
from claims.rules.actor import Actor
from claims.rules.answers import worst
from claims.vocabulary import AccusedRole, AnswerState, Position, QuestionKind, RequestState, WorkState
from tests.actions.test_due import HOUR, MICROSECOND, World, situations, turning_points
from tests.factories import NOW
from tests.rules.test_answers import BACK, SAID, TRIED, cells

pytestmark = pytest.mark.django_db


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(situation=situations)
def test_sql_and_rule_agree_on_every_state(reporter, editor, situation):
    with transaction.atomic():
        incident = open_incident(title="Anything", by=reporter, at=NOW)
        World(incident, (reporter.id or 0, editor.id or 0), situation)
        raised = {"incident": incident, "kind": QuestionKind.RESPONSIBILITY, "text": "Who did it?"}
        question = raise_question(**raised, by=reporter, at=NOW)
        some = list(Claim.objects.filter(incident=incident).values_list("pk", flat=True))[::2]
        Claim.objects.filter(pk__in=some).update(question=question)
        in_part = list(Answer.objects.filter(allegation__claim__incident=incident).values_list("pk", flat=True))[1::2]
        Answer.objects.filter(pk__in=in_part).update(position=Position.PARTLY)
        everything = Allegation.objects.filter(claim__incident=incident)
        ids = list(everything.values_list("pk", flat=True))
        for now in sorted(turning_points(situation))[::19]:
            owed = owed_answers(everything, now=now)
            assert states_of(ids, now=now) == {(each.allegation.pk, each.party.pk): each.state for each in owed}
            for per, key in KEYS.items():
                assert worst_of(ids, per, now=now) == by_rule(owed, key), per
        for per, model in LISTED.items():  # as of the last of them
            assert listed(model, per, reporter, now) == {key[0]: s for key, s in worst_of(ids, per, now=now).items()}
        transaction.set_rollback(True)


# What each stands for, of an answer owed.
KEYS: dict[Per, Callable[[OwedAnswer], tuple[int | None, ...]]] = {
    Per.CLAIM: lambda each: (each.allegation.claim_id,),
    Per.PARTY: lambda each: (each.party.pk,),
    Per.CELL: lambda each: (each.allegation.claim.incident_id, each.allegation.claim.question_id, each.party.pk),
    Per.INCIDENT: lambda each: (each.allegation.claim.incident_id,),
}
LISTED: dict[Per, type[Any]] = {Per.CLAIM: Claim, Per.PARTY: Party, Per.INCIDENT: Incident}


def by_rule(owed: list[OwedAnswer], key: Callable[[OwedAnswer], tuple[int | None, ...]]) -> dict[Any, AnswerState]:
    found = defaultdict(list)
    for each in owed:
        if each.owed:
            found[key(each)].append(each.state)
    return {place: state for place, states in found.items() if (state := worst(states))}


def listed(model: type[Any], per: Per, reader: Actor, now: datetime) -> dict[int, AnswerState]:
    """The rows that lists give, state by state."""
    return {
        pk: state
        for state in AnswerState
        for pk in model.objects.visible_to(reader)
        .filter(InAnswerState(F("pk"), per, (state,), reader, now))
        .values_list("pk", flat=True)
    }


NOTHING: dict[str, Any] = {"work_state": WorkState.OPEN, "limit": 24, "relation": None}
NOTHING |= {"allegations": [], "requests": [], "checks": []}
GIVEN, EXTENDED = NOW + HOUR, NOW + 3 * HOUR


def test_sql_and_reading_follow_the_grid_of_the_rule(reporter, editor, incident):
    """Every kind of reply × what it answers × attempts, all with a deadline that was extended."""
    world = World(incident, (reporter.id or 0, editor.id or 0), NOTHING)
    another = alleged(world)
    expected = {happened(world, key, another): states for key, states in cells().items()}
    everything = Allegation.objects.filter(pk__in=expected)

    for now, over in ((GIVEN, 0), (EXTENDED - MICROSECOND, 0), (EXTENDED, 1)):
        right = {id_: states[over] for id_, states in expected.items()}
        assert {allegation: state for (allegation, _party), state in states_of(expected, now=now).items()} == right
        assert {each.allegation.pk: each.state for each in owed_answers(everything, now=now)} == right


def alleged(world: World) -> Allegation:
    about = {"claim": world._claim(4), "accused": world.parties[0], "role": AccusedRole.CARRIED_OUT}
    return Allegation.objects.create(**about, at=NOW, **world.own)


def happened(world: World, key: tuple[str, str, str], another: Allegation) -> int:
    """Write a request with what came of it, as a cell of the grid has it; the id of the allegation in question."""
    (back, said, tried), this, party = key, alleged(world), world.parties[0]
    request = world._request(RequestState.SENT, party, NOW, EXTENDED)
    moved = {"earlier": GIVEN, "deadline": EXTENDED, "deadline_zone": "UTC", "reason": "Asked", "at": NOW}
    DeadlineExtension.objects.create(comment_request=request, by_user_id=world.user, **moved, **world.own)
    for each in (this, another):
        RequestedAllegation.objects.create(comment_request=request, allegation=each, **world.own)
    for number, tries in enumerate(TRIED[tried]):
        made = {"channel": tries.channel, "reached": tries.reached, "outcome": tries.outcome}
        Attempt.objects.create(comment_request=request, at=NOW + number * MICROSECOND, **made, **world.own)
    replies = [world._reply(request, kind, party) for kind in BACK[back]]
    position = Position.DENIES if said == "to another" else SAID[said][1]
    if position is not None:
        by = {"reply": replies[0]} if replies else {"claim": world._claim(0)}  # in public, if nothing came back
        to = another if said == "to another" else this
        Answer.objects.create(allegation=to, position=position, at=NOW, **by, **world.own)
    return this.pk
