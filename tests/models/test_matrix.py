"""The matrix of the example: cells, answer states, silences, ranges, in a fixed number of queries."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions.drafts import AllegationDraft, ClaimDraft
from claims.actions.incidents import open_incident
from claims.actions.parties import add_party, merge_parties
from claims.actions.questions import raise_question
from claims.actions.utterances import record_utterance
from claims.models import Incident
from claims.models.answering import answer_states
from claims.models.matrix import Cell, Matrix, matrix_of
from claims.models.ranges import claimed_ranges
from claims.rules.actor import Actor
from claims.vocabulary import AccusedRole, ActorKind, AnswerState, PartyKind, QuestionKind, Role, Stance
from tests.factories import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db: None) -> Actor:
    call_command("load_example", password="only-for-this-test", verbosity=0)
    newsroom_id = Incident.objects.earliest("id").newsroom_id
    return Actor(kind=ActorKind.USER, newsroom_id=newsroom_id, role=Role.EDITOR, id=0)


def matrix_titled(start: str, reader: Actor) -> Matrix:
    incident = Incident.objects.get(title__startswith=start)
    return matrix_of(incident, actor=reader, now=timezone.now())


def cell(matrix: Matrix, question: str, party: str) -> Cell:
    asked = next(each for each in matrix.questions if each.text == question)
    who = next(each for each in matrix.parties if each.name == party)
    return matrix.at(asked, who)


def test_the_strikes_show_the_coalitions_claims_and_three_reported_silences(reader):
    matrix = matrix_titled("Drone strikes", reader)

    killed = cell(matrix, "How many were killed?", "CSP-DPA")
    assert [each.claim.text for each in killed.claims] == [
        "At least 21 people were killed.",
        "11 children were among those killed.",
        "The manager of a pharmacy was among those killed.",
    ]
    assert [(figure.minimum, figure.maximum) for each in killed.claims for figure in each.figures] == [
        (21, None),
        (11, 11),
    ]
    silent = {each.party.name for each in matrix.cells if each.silences and each.party}
    assert silent == {"Mali’s army", "Russian defence ministry", "Burkina Faso’s government"}


def test_real_parties_are_not_asked_and_the_ministry_answers_for_wagner(reader):
    matrix = matrix_titled("Drone strikes", reader)

    states = {each.party.name: each.answer for each in matrix.cells if each.party and each.answer}
    assert states == {
        "Mali’s army": AnswerState.NOT_ASKED,
        "Wagner group": AnswerState.NOT_ASKED,
        "Russian defence ministry": AnswerState.NOT_ASKED,
        "Burkina Faso’s government": AnswerState.NOT_ASKED,
    }


def test_what_the_report_says_on_its_own_is_unattributed(reader):
    matrix = matrix_titled("Drone strikes", reader)
    hit = next(each for each in matrix.questions if each.text == "What was hit?")

    assert [each.claim.hedge for each in matrix.at(hit, None).claims] == ["reportedly"]


def test_every_claim_of_the_report_rests_on_one_route_and_no_root(reader):
    matrix = matrix_titled("Drone strikes", reader)
    coalition = [each.support for cell in matrix.cells if cell.party for each in cell.claims]

    assert {(each.attested_by, each.supported_by, each.documents) for each in coalition} == {(1, 0, 1)}


def test_the_exercise_shows_every_answer_state(reader):
    matrix = matrix_titled("TRAINING EXERCISE", reader)

    assert {each.answer for each in matrix.cells} == {*AnswerState, None}


def test_a_range_keeps_open_ends_open_and_names_who_says_so(reader):
    incident = Incident.objects.get(title__startswith="TRAINING EXERCISE")
    (killed,) = claimed_ranges(incident, actor=reader)

    assert (killed.lowest.bound, [party.name for party in killed.lowest.parties]) == (12, ["Meridian Defence Force"])
    assert (killed.highest.bound, [party.name for party in killed.highest.parties]) == (
        None,
        ["Northern Assembly Front"],
    )
    assert [voice.figure.scope_label for voice in killed.apart] == ["in the Harbour Hospital"]


def test_the_disputing_party_is_named_beside_the_claim(reader):
    matrix = matrix_titled("TRAINING EXERCISE", reader)
    front = cell(matrix, "How many were killed?", "Northern Assembly Front")

    assert [party.name for party in front.claims[0].disputed_by] == ["Meridian Defence Force"]


def test_the_number_of_queries_does_not_depend_on_size(reporter: Actor, incident: Incident, now: datetime):
    def grow(rows: int) -> int:
        for row in range(rows):
            _accuse(incident, f"{len(incident.questions.all())}.{row}", reporter, now)
        with CaptureQueriesContext(connection) as queries:
            matrix = matrix_of(incident, actor=reporter, now=now)
            for each in matrix.cells:
                assert each.answer is None or each.answer == AnswerState.NOT_ASKED
        return len(queries)

    grow(1)
    assert grow(1) == grow(12)


def _accuse(incident: Incident, name: str, by: Actor, at: datetime) -> None:
    speaker = add_party(name=f"Speaker {name}", kind=PartyKind.NGO, by=by, at=at)
    accused = add_party(name=f"Accused {name}", kind=PartyKind.STATE_FORCES, by=by, at=at)
    question = raise_question(
        incident=incident, kind=QuestionKind.RESPONSIBILITY, text=f"Who did {name}?", by=by, at=at
    )
    claim = ClaimDraft(
        incident=incident,
        question=question,
        text=f"{accused.name} did it.",
        allegations=[AllegationDraft(accused=accused, role=AccusedRole.CARRIED_OUT)],
    )
    record_utterance(claimants=[speaker], claims=[claim], by=by, at=at)


def test_a_claim_of_responsibility_owes_nobody_an_answer(reporter: Actor, incident: Incident, now: datetime):
    speaker = add_party(name="The claimant", kind=PartyKind.ARMED_GROUP, by=reporter, at=now)
    claim = ClaimDraft(incident=incident, text="We did it.", stance=Stance.CLAIMS_RESPONSIBILITY)
    record_utterance(claimants=[speaker], claims=[claim], by=reporter, at=now)

    assert answer_states(incident, actor=reporter, now=now + timedelta(days=3)) == []


def test_claims_of_a_merged_party_stand_under_the_surviving_one(reporter, editor, incident, now):
    one = add_party(name="Army of the north", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    other = add_party(name="Northern army", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    record_utterance(
        claimants=[one], claims=[ClaimDraft(incident=incident, text="Nothing happened.")], by=reporter, at=now
    )
    merge_parties(party=one, into=other, reason="The same body.", by=editor, at=now)

    matrix = matrix_of(incident, actor=reporter, now=now)
    assert [party.name for party in matrix.parties] == ["Northern army"]


def test_a_restricted_incident_is_not_in_the_matrix_of_another(members, reporter, incident, now):
    other = open_incident(title="Another", by=reporter, at=now)
    _accuse(other, "elsewhere", reporter, now)

    assert matrix_of(incident, actor=actor_of(members[Role.VIEWER]), now=now).cells == []
