"""Whoever follows the record learns of what is hidden from them since, once and by its id alone."""

from datetime import timedelta
from typing import Any

import pytest

from claims.actions.claims import revise_claim
from claims.actions.incidents import lift_restriction, open_incident, restrict_incident
from claims.actions.named_people import name_person, name_token, unname
from claims.actions.numbering import number_changes
from claims.actions.utterances import revise_utterance
from claims.models import ApiToken, Change, IncidentPerson
from claims.vocabulary import Role, Terms
from tests.api.conftest import Caller
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
IDS_ALONE = {"reason": "", "after": None, "hidden": True}


def followed(call: Caller, after: int = 0) -> list[dict[str, Any]]:
    number_changes()
    answer = call.get(f"changes/?after={after}&limit=200")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def tombstones(call: Caller, after: int = 0) -> list[tuple[str, int]]:
    rows = [row for row in followed(call, after) if row["hidden"]]
    for row in rows:
        assert {name: row[name] for name in IDS_ALONE} == IDS_ALONE
        assert row["by"]["id"] is None
        assert row["by"]["name"] == ""
    return [(row["subject_type"], row["subject_id"]) for row in rows]


@pytest.fixture
def by_tool(token_of) -> Caller:
    return Caller(token=token_of(Role.FACT_CHECKER))


def test_a_restricted_incident_is_one_tombstone_behind_what_was_read(
    by_viewer, by_tool, by_editor, incident, a_claim, editor, now
):
    before = followed(by_viewer)[-1]["position"]
    restrict_incident(incident=incident, reason="A source is in danger", by=editor, at=now)

    for call in (by_viewer, by_tool):
        assert tombstones(call, before) == [("incident", incident.pk)]
        rows = followed(call)
        assert [row for row in rows if row["incident"] == incident.pk and not row["hidden"]] == []
        assert "danger" not in str(rows)
    assert tombstones(by_editor) == []
    assert followed(by_editor)[-1]["reason"] == "A source is in danger"


def test_it_goes_when_one_sees_the_row_again(by_viewer, incident, editor, now):
    restrict_incident(incident=incident, by=editor, at=now)
    lift_restriction(incident=incident, by=editor, at=now)
    assert tombstones(by_viewer) == []
    assert [row["verb"] for row in followed(by_viewer)][-2:] == ["incident.restricted", "incident.restriction_lifted"]

    restrict_incident(incident=incident, by=editor, at=now)
    assert tombstones(by_viewer) == [("incident", incident.pk)]  # of the last time


def test_whoever_is_named_loses_it_when_they_are_no_longer(by_reporter, by_viewer, users, incident, editor, now):
    restrict_incident(incident=incident, by=editor, at=now)
    person = name_person(incident=incident, user=users[Role.REPORTER], by=editor, at=now)
    assert tombstones(by_reporter) == []

    before = followed(by_reporter)[-1]["position"]
    unname(person=person, by=editor, at=now)
    assert tombstones(by_reporter, before) == tombstones(by_reporter) == [("incident", incident.pk)]
    assert tombstones(by_viewer, before) == []  # it had lost it before


def test_a_tool_that_was_named_loses_it_as_well(by_tool, incident, editor, now):
    token = ApiToken.objects.latest("pk")
    restrict_incident(incident=incident, by=editor, at=now)
    name_token(incident=incident, token=token, by=editor, at=now)
    before = followed(by_tool)[-1]["position"]
    unname(person=IncidentPerson.objects.get(token=token), by=editor, at=now)

    assert tombstones(by_tool, before) == [("incident", incident.pk)]


def test_nobody_learns_of_what_they_never_saw(by_viewer, incident, newsroom, editor, an_utterance, now):
    restrict_incident(incident=incident, by=editor, at=now)
    later = Change.objects.latest("pk").recorded_at + timedelta(seconds=1)
    newcomer = UserFactory.create(email="newcomer@desk.example")
    MembershipFactory.create(newsroom=newsroom, role=Role.VIEWER, user=newcomer, joined_at=later)

    assert tombstones(by_viewer) == [("incident", incident.pk)]
    assert tombstones(Caller(newcomer)) == []

    before = followed(by_viewer)[-1]["position"]
    revise_utterance(utterance=an_utterance, version=1, terms=Terms.OFF_THE_RECORD, by=editor, at=now)
    assert tombstones(by_viewer, before) == []  # it hangs on the hidden incident alone


def test_what_goes_off_the_record_is_lost_by_those_who_are_not_told(
    by_viewer, by_tool, by_reporter, an_utterance, a_claim, reporter, now
):
    before = followed(by_tool)[-1]["position"]
    revise_utterance(utterance=an_utterance, version=1, terms=Terms.OFF_THE_RECORD, by=reporter, at=now)

    for call in (by_viewer, by_tool):
        assert tombstones(call, before) == [("utterance", an_utterance.pk)]
        assert call.get(f"claims/{a_claim.pk}/").status_code == 404
    assert tombstones(by_reporter) == []
    revise_claim(claim=a_claim, version=1, text="Still between ourselves", by=reporter, at=now)
    assert len(tombstones(by_tool, before)) == 1


def test_an_embargo_hides_what_was_told_and_ends_by_itself(by_tool, an_utterance, a_claim, reporter, now):
    until = Change.objects.latest("pk").recorded_at + timedelta(days=1)
    revise_utterance(utterance=an_utterance, version=1, embargo_until=until, by=reporter, at=now)
    assert tombstones(by_tool) == [("utterance", an_utterance.pk)]

    past = Change.objects.latest("pk").recorded_at - timedelta(days=1)
    revise_utterance(utterance=an_utterance, version=2, embargo_until=past, by=reporter, at=now)
    assert tombstones(by_tool) == []


def test_a_part_of_a_tombstone_tells_no_more(by_viewer, incident, editor, now):
    restrict_incident(incident=incident, reason="A source is in danger", by=editor, at=now)
    number_changes()
    rows = by_viewer.get("changes/?fields=reason,after,by,subject_id").json()["results"]
    assert rows[-1] == {
        "subject_id": incident.pk,
        "by": {"kind": "user", "id": None, "name": ""},
        "reason": "",
        "after": None,
    }


def test_another_newsroom_has_none(by_stranger, stranger, incident, editor, now):
    open_incident(title="Elsewhere", by=stranger, at=now)
    restrict_incident(incident=incident, by=editor, at=now)
    assert tombstones(by_stranger) == []
