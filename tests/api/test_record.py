"""Flags and changes over the API."""

from datetime import timedelta

import pytest

from claims import tasks
from claims.actions.flags import raise_flags
from claims.actions.incidents import close_incident
from claims.actions.numbering import number_changes
from claims.actions.sealing import seal_record
from claims.models import Change, Seal
from tests.api.conftest import refusal
from tests.factories import NOW
from tests.models.test_record_check import past_the_triggers

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


def test_cleared_flags_are_told_from_standing_ones(by_viewer, allegation, editor):
    raise_flags(now=NOW + timedelta(days=2))
    close_incident(incident=allegation.claim.incident, reason="Settled", by=editor, at=NOW)
    raise_flags(now=NOW + timedelta(days=2))

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
    assert by_viewer.get(f"changes/{incident_opened['id']}/").json() | {"hidden": False} == incident_opened


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
    token = by_admin.post("tokens/", {"label": "A tool", "role": "reporter", "scopes": ["read"]}).json()["token"]
    number_changes()

    shown = by_admin.get("changes/").content.decode()

    assert "token.issued" in shown
    assert token.split(".")[1] not in shown
    assert '"digest"' not in shown


def test_heads_are_read_in_their_order(by_viewer, incident, question):
    number_changes()
    seal_record(now=NOW)

    (head,) = by_viewer.get("record/heads/").json()["results"]

    assert head == {"number": 1, **Seal.objects.get().signed_head().as_json()}
    assert (head["head"]["tree_size"], head["head"]["sealed_at"]) == (2, "2026-11-20T12:00:00.000000Z")
    assert by_viewer.get("record/heads/?after=1").json()["results"] == []


def test_a_change_is_proven_once_it_is_sealed(by_viewer, incident):
    key = Change.objects.get().pk
    assert refusal(by_viewer.get(f"changes/{key}/proof/"), 422)[0] == "not_sealed_yet"
    number_changes()
    assert refusal(by_viewer.get(f"changes/{key}/proof/"), 422)[0] == "not_sealed_yet"
    seal_record(now=NOW)

    proof = by_viewer.get(f"changes/{key}/proof/").json()

    shown = by_viewer.get(f"changes/{key}/").json()
    values = {name: field["value"] for name, field in proof["fields"].items()}
    assert values == {**shown["after"], "change.reason": shown["reason"]}
    assert proof["header"]["position"] == shown["position"]


def test_what_was_altered_is_not_proven(by_viewer, an_utterance):
    number_changes()
    seal_record(now=NOW)
    change = Change.objects.latest("pk")
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change.pk])

    assert refusal(by_viewer.get(f"changes/{change.pk}/proof/"), 422)[0] == "record_not_whole"


def test_a_proof_is_only_for_those_who_see_the_change(by_viewer, by_editor, incident):
    number_changes()
    seal_record(now=NOW)
    key = Change.objects.get().pk
    by_editor.post(f"incidents/{incident.pk}/restrict/")

    assert refusal(by_viewer.get(f"changes/{key}/proof/"), 404)
    assert by_editor.get(f"changes/{key}/proof/").status_code == 200


def test_the_whole_record_is_computed_again(by_admin, an_utterance):
    number_changes()
    seal_record(now=NOW)
    change = Change.objects.get(numbering__position=2)
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change.pk])

    asked = by_admin.post("record/checks/")
    assert asked.status_code == 201
    check = asked.json()
    assert (check["tries"], check["done_at"], check["findings"]) == (0, None, [])
    assert refusal(by_admin.post("record/checks/"), 422)[0] == "check_under_way"
    tasks.check_records()

    (done,) = by_admin.get("record/checks/").json()["results"]

    assert done == by_admin.get(f"record/checks/{check['id']}/").json()
    (finding,) = done["findings"]
    assert finding["trouble"] == "row_altered"
    assert finding["params"] == {"position": 2, "change": change.pk, "verb": change.verb}
    assert finding["message"].startswith(f"Position 2: change {change.pk} ({change.verb}) was altered")
    assert done["done_at"]
