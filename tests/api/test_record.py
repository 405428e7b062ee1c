"""Flags and changes over the API."""

from datetime import timedelta

import pytest

from claims.actions.flags import clear_flags, raise_flags
from claims.actions.numbering import number_changes
from claims.models import Change
from tests.api.conftest import refusal
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_flags_are_listed_with_what_they_are_about(by_viewer, incident, allegation, army):
    raise_flags(now=NOW + timedelta(days=2))

    (flag,) = by_viewer.get("flags/").json()["results"]

    assert by_viewer.get(f"flags/{flag['id']}/").json() == flag
    assert (flag["kind"], flag["cleared_at"]) == ("not_asked", None)
    assert flag["allegation"]["accused"]["id"] == army.pk
    assert flag["allegation"]["claim"]["id"] == allegation.claim_id
    assert by_viewer.get(f"flags/?cleared=false&kind=not_asked&incident={incident.pk}").json()["results"] == [flag]
    assert by_viewer.get("flags/?kind=due_soon").json()["results"] == []


def test_cleared_flags_are_told_from_standing_ones(by_viewer, allegation):
    raise_flags(now=NOW + timedelta(days=2))
    clear_flags(now=NOW)

    assert by_viewer.get("flags/?cleared=false").json()["results"] == []
    assert len(by_viewer.get("flags/?cleared=true").json()["results"]) == 1


def test_the_record_is_read_by_position_without_gaps(by_viewer, a_claim):
    number_changes()
    positions, address = [], "/api/v1/changes/?limit=4"

    while address:
        page = by_viewer.get(address).json()
        positions += [row["position"] for row in page["results"]]
        address = page["next"]

    assert positions == list(range(1, Change.objects.count() + 1))
    assert by_viewer.get(f"changes/?after={positions[-1]}").json()["results"] == []


def test_what_is_not_numbered_yet_is_not_read_by_position(by_viewer, incident):
    assert by_viewer.get("changes/").json()["results"] == []
    number_changes()
    incident_opened, *_rest = by_viewer.get(f"changes/?incident={incident.pk}").json()["results"]
    assert (incident_opened["verb"], incident_opened["after"]["title"]) == ("incident.opened", incident.title)
    assert by_viewer.get(f"changes/{incident_opened['id']}/").json() == incident_opened


def test_the_record_of_one_subject_is_found(by_viewer, by_reporter, army):
    by_reporter.patch(f"parties/{army.pk}/", {"version": 1, "description": "Land forces"})
    number_changes()

    rows = by_viewer.get(f"changes/?subject_type=party&subject_id={army.pk}").json()["results"]

    assert [row["verb"] for row in rows] == ["party.added", "party.revised"]
    assert refusal(by_viewer.get("changes/?verb=party.eaten"), 400)[1] == {"verb": "unknown_choice"}


def test_the_record_of_a_restricted_incident_is_hidden_when_it_is_read(by_viewer, by_editor, incident):
    number_changes()
    key = by_viewer.get("changes/").json()["results"][0]["id"]
    by_editor.post(f"incidents/{incident.pk}/restrict/")

    assert by_viewer.get("changes/").json()["results"] == []
    assert refusal(by_viewer.get(f"changes/{key}/"), 404)
    assert by_editor.get(f"changes/{key}/").status_code == 200


def test_no_secret_enters_the_record(by_admin):
    token = by_admin.post("tokens/", {"label": "A tool", "role": "reporter", "scope": "read"}).json()["token"]
    number_changes()

    shown = by_admin.get("changes/").content.decode()

    assert "token.issued" in shown
    assert token.split(".")[1] not in shown
    assert '"digest"' not in shown
