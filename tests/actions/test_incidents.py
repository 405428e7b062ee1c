"""Incidents: opened, revised by several people at once, closed, restricted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from claims.actions.incidents import (
    close_incident,
    lift_restriction,
    open_incident,
    relate_incident,
    reopen_incident,
    restrict_incident,
    revise_incident,
)
from claims.actions.named_people import name_person, name_token, unname
from claims.actions.tokens import issue_token, revoke_token
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Incident, IncidentPerson
from claims.rules.actor import Actor
from claims.vocabulary import (
    ActorKind,
    DatePrecision,
    IncidentRelationKind,
    PlacePrecision,
    Role,
    TokenScope,
    Verb,
    WorkState,
)
from tests.factories import NOW, UserFactory, member

DAY = date(2026, 11, 15)


def test_an_opened_incident_is_on_the_record_with_its_whole_row(reporter, now):
    incident = open_incident(
        title="Strikes on a town",
        occurred_on=DAY,
        occurred_at=None,
        occurred_precision=DatePrecision.DAY,
        inferred={"occurred_on": "the only Sunday in that week"},
        by=reporter,
        at=now,
    )
    change = Change.objects.about(incident).get()
    assert (change.verb, change.by_user_id, change.at, change.incident_id) == (
        Verb.INCIDENT_OPENED,
        reporter.id,
        now,
        incident.pk,
    )
    assert change.after.keys() == {field.column for field in Incident._meta.concrete_fields}
    assert (change.after["title"], change.after["occurred_on"], change.after["version"]) == (
        "Strikes on a town",
        "2026-11-15",
        1,
    )


BAD = [
    ({"title": ""}, "required", "title"),
    ({"title": "x" * 201}, "too_long", "title"),
    ({"title": "a\x00b"}, "control_character", "title"),
    ({"title": "<script>alert(1)</script>"}, "markup", "title"),
    ({"title": "\u202egnorw"}, "reordering_character", "title"),
    ({"summary": "x" * 5001}, "too_long", "summary"),
    ({"country": "XX"}, "unknown_country", "country"),
    ({"place_name": "<b>x</b>"}, "markup", "place_name"),
    ({"place_precision": "nearby"}, "unknown_choice", "place_precision"),
    ({"place_precision": PlacePrecision.DISPUTED}, "disputed_place_without_wording", "place_wording"),
    ({"latitude": Decimal(91), "longitude": Decimal(0)}, "bad_coordinate", "latitude"),
    ({"latitude": Decimal(0), "longitude": Decimal("-180.1")}, "bad_coordinate", "longitude"),
    ({"latitude": Decimal("NaN"), "longitude": Decimal(0)}, "bad_coordinate", "latitude"),
    ({"latitude": Decimal(20)}, "half_a_coordinate", "longitude"),
    ({"inferred": {"colour": "guess"}}, "unknown_field", "inferred"),
    ({"inferred": {"occurred_on": ""}}, "required", "inferred.occurred_on"),
    (
        {"occurred_on": NOW.date() + timedelta(days=9), "occurred_at": None, "occurred_precision": DatePrecision.DAY},
        "date_in_future",
        "occurred_on",
    ),
    (
        {"occurred_on": DAY, "occurred_at": None, "occurred_precision": DatePrecision.UNKNOWN},
        "date_without_precision",
        "occurred_precision",
    ),
]


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_open_incident_refused_leaves_no_trace(reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        open_incident(**{"title": "Strikes", **fields}, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert str(refusal.value)
    assert snapshot() == before


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_revise_incident_refused_leaves_no_trace(incident, reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_incident(incident=incident, version=1, **fields, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_a_viewer_cannot_open_or_revise_and_leaves_no_trace(incident, viewer, now, snapshot):
    before = snapshot()
    with pytest.raises(NotPermitted):
        open_incident(title="Strikes", by=viewer, at=now)
    with pytest.raises(NotPermitted):
        revise_incident(incident=incident, version=1, title="Strikes", by=viewer, at=now)
    assert snapshot() == before


def test_for_a_stranger_the_incident_does_not_exist(incident, stranger, now, snapshot):
    before = snapshot()
    for write in (
        lambda: revise_incident(incident=incident, version=1, title="Mine now", by=stranger, at=now),
        lambda: close_incident(incident=incident, by=stranger, at=now),
        lambda: restrict_incident(incident=incident, by=stranger, at=now),
        lambda: name_person(incident=incident, user=UserFactory.build(pk=1), by=stranger, at=now),
    ):
        with pytest.raises(NotVisible):
            write()
    assert snapshot() == before


def test_an_incident_is_closed_and_reopened_with_the_reasons_on_record(incident, editor, now):
    assert close_incident(incident=incident, reason="All asked", by=editor, at=now).work_state == WorkState.CLOSED
    assert reopen_incident(incident=incident, reason="New footage", by=editor, at=now).work_state == WorkState.OPEN
    record = Change.objects.about(incident).order_by("pk").values_list("verb", "reason")
    assert list(record)[1:] == [
        (Verb.INCIDENT_CLOSED, "All asked"),
        (Verb.INCIDENT_REOPENED, "New footage"),
    ]


def test_a_closed_incident_is_not_closed_again(incident, editor, now, snapshot):
    close_incident(incident=incident, by=editor, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        close_incident(incident=incident, by=editor, at=now)
    assert refusal.value.code == "work_state_not_next"
    assert snapshot() == before


@pytest.mark.parametrize("write", [close_incident, restrict_incident])
@pytest.mark.parametrize(
    ("reason", "code"), [("a\x00b", "control_character"), ("x" * 2001, "too_long"), ("<i>x</i>", "markup")]
)
def test_a_reason_that_cannot_be_kept_is_refused_and_leaves_no_trace(
    incident, editor, now, snapshot, write, reason, code
):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        write(incident=incident, reason=reason, by=editor, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, "reason")
    assert snapshot() == before


def test_restricting_twice_is_restricting_once(incident, editor, now, snapshot):
    assert restrict_incident(incident=incident, by=editor, at=now).restricted
    before = snapshot()
    restrict_incident(incident=incident, by=editor, at=now)
    assert snapshot() == before
    assert not lift_restriction(incident=incident, by=editor, at=now).restricted


def test_a_named_person_sees_and_works_on_the_restricted_incident(incident, reporter, editor, users, now):
    restrict_incident(incident=incident, by=editor, at=now)
    with pytest.raises(NotVisible):
        revise_incident(incident=incident, version=2, title="Seen", by=reporter, at=now)
    name_person(incident=incident, user=users[Role.REPORTER], by=editor, at=now)
    assert revise_incident(incident=incident, version=2, title="Seen", by=reporter, at=now).title == "Seen"


def test_naming_a_person_twice_is_naming_once(incident, editor, users, now, snapshot):
    name_person(incident=incident, user=users[Role.VIEWER], by=editor, at=now)
    before = snapshot()
    name_person(incident=incident, user=users[Role.VIEWER], by=editor, at=now)
    assert IncidentPerson.objects.count() == 1
    assert snapshot() == before


def test_who_is_taken_off_sees_it_no_longer_and_the_record_says_so(incident, reporter, editor, users, now):
    restrict_incident(incident=incident, by=editor, at=now)
    person = name_person(incident=incident, user=users[Role.REPORTER], by=editor, at=now)
    assert Incident.objects.visible_to(reporter).exists()
    key = person.pk
    unname(person=person, by=editor, at=now)

    assert not Incident.objects.visible_to(reporter).exists()
    taken_off = Change.objects.get(subject_type="incidentperson", verb=Verb.INCIDENT_PERSON_UNNAMED)
    assert (taken_off.subject_id, taken_off.after) == (key, None)


def test_only_an_editor_takes_somebody_off_and_only_once(incident, reporter, editor, stranger, users, now, snapshot):
    person = name_person(incident=incident, user=users[Role.REPORTER], by=editor, at=now)
    before = snapshot()
    for by in (reporter, stranger):
        with pytest.raises((NotPermitted, NotVisible)):
            unname(person=person, by=by, at=now)
    assert snapshot() == before
    again = IncidentPerson.objects.get(pk=person.pk)
    unname(person=person, by=editor, at=now)
    with pytest.raises(NotVisible):
        unname(person=again, by=editor, at=now)


def test_a_named_token_sees_the_restricted_incident_and_a_revoked_one_is_not_named(incident, admin, editor, now):
    given = {"role": Role.REPORTER, "scopes": [TokenScope.READ], "by": admin, "at": now}
    token, _text = issue_token(label="Wire desk", **given)
    tool = Actor(ActorKind.TOKEN, incident.newsroom_id, Role.REPORTER, token.pk, "Wire desk")
    restrict_incident(incident=incident, by=editor, at=now)
    assert not Incident.objects.visible_to(tool).exists()
    named = [name_token(incident=incident, token=token, by=editor, at=now) for _n in range(2)]
    assert named[0] == named[1]
    assert Incident.objects.visible_to(tool).exists()

    revoke_token(token=token, by=admin, at=now)
    with pytest.raises(RuleBroken) as refusal:
        name_token(incident=incident, token=token, by=editor, at=now)
    assert refusal.value.code == "token_over"


def test_only_members_can_be_named(incident, editor, stranger_user, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        name_person(incident=incident, user=stranger_user, by=editor, at=now)
    assert (refusal.value.code, refusal.value.field) == ("not_a_member", "user")
    assert snapshot() == before


def test_incidents_are_related_once(incident, reporter, now, snapshot):
    other = open_incident(title="Fighting a month before", by=reporter, at=now)
    relation = relate_incident(incident=other, kind=IncidentRelationKind.PRECEDES, other=incident, by=reporter, at=now)
    assert (relation.incident, relation.other) == (other, incident)
    before = snapshot()
    relate_incident(incident=other, kind=IncidentRelationKind.PRECEDES, other=incident, by=reporter, at=now)
    assert snapshot() == before


def test_an_incident_is_not_related_to_itself_to_a_hidden_one_or_to_another_newsroom_s(
    incident, reporter, editor, stranger, now, snapshot
):
    hidden = open_incident(title="Restricted", by=editor, at=now)
    restrict_incident(incident=hidden, by=editor, at=now)
    foreign = open_incident(title="Elsewhere", by=stranger, at=now)
    before = snapshot()
    for other, code in ((incident, "relates_to_itself"), (hidden, "unknown_reference"), (foreign, "unknown_reference")):
        with pytest.raises(RuleBroken) as refusal:
            relate_incident(incident=incident, kind=IncidentRelationKind.SAME_AS, other=other, by=reporter, at=now)
        assert (refusal.value.code, refusal.value.field) == (code, "other")
    assert snapshot() == before


def test_a_relation_of_an_unknown_kind_is_refused_and_leaves_no_trace(incident, reporter, now, snapshot):
    other = open_incident(title="Another", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        relate_incident(incident=incident, kind="resembles", other=other, by=reporter, at=now)
    assert refusal.value.code == "unknown_choice"
    assert snapshot() == before


@pytest.mark.parametrize("write", [close_incident, reopen_incident, restrict_incident, lift_restriction])
def test_closing_and_restricting_take_an_editor_and_leave_no_trace_of_others(
    incident, fact_checker, now, snapshot, write
):
    before = snapshot()
    with pytest.raises(NotPermitted):
        write(incident=incident, by=fact_checker, at=now)
    assert snapshot() == before


def test_a_further_editor_of_the_newsroom_sees_restricted_incidents(incident, editor, newsroom, now):
    restrict_incident(incident=incident, by=editor, at=now)
    assert Incident.objects.visible_to(member(newsroom, Role.EDITOR)).contains(incident)
    assert not Incident.objects.visible_to(member(newsroom, Role.FACT_CHECKER)).contains(incident)
