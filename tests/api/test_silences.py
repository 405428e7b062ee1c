"""Waivers, reported silences and channel checks over the API."""

import pytest

from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


def test_a_silence_is_recorded_in_the_sources_wording(by_reporter, incident, army, source, coalition, allegation):
    body = {
        "incident": incident.pk,
        "party": army.pk,
        "source": source.pk,
        "allegation": allegation.pk,
        "asked_by": coalition.pk,
        "kind": "yet_to_comment",
        "wording": "has yet to comment",
        "reported_on": "2024-08-26",
        "reported_precision": "day",
    }

    added = by_reporter.post("reported-silences/", body)

    assert added.status_code == 201
    shown = added.json()
    assert by_reporter.get(f"reported-silences/{shown['id']}/").json() == shown
    assert by_reporter.get(f"reported-silences/?incident={incident.pk}&party={army.pk}").json()["results"] == [shown]
    assert by_reporter.get(f"reported-silences/?party={coalition.pk}").json()["results"] == []
    assert (shown["asked_by"]["id"], shown["reported_on"]) == (coalition.pk, "2024-08-26")


def test_a_channel_check_is_recorded(by_reporter, incident, army):
    body = {"incident": incident.pk, "party": army.pk, "channels": "Web site, two accounts", "result": "found_nothing"}

    added = by_reporter.post("channel-checks/", body)

    assert added.status_code == 201
    assert by_reporter.get(f"channel-checks/{added.json()['id']}/").json() == added.json()
    assert by_reporter.get(f"channel-checks/?party={army.pk}").json()["results"] == [added.json()]
    assert added.json()["at"] == "2026-11-20T13:00:00Z"


def test_two_people_waive_and_the_answer_is_no_longer_owed(
    by_reporter, by_editor, by_token, incident, army, allegation, snapshot
):
    body = {"allegation": allegation.pk, "party": army.pk, "reason": "It would put a witness at risk."}
    before = snapshot()
    assert refusal(by_token.post("waivers/", body), 403)[0] == "person_needed"
    assert snapshot() == before

    proposed = by_reporter.post("waivers/", body)

    assert (proposed.status_code, proposed.json()["decision"]) == (201, None)
    here = f"waivers/{proposed.json()['id']}/"
    assert by_editor.get("waivers/?decided=false").json()["results"] == [proposed.json()]
    (owed,) = by_editor.get(f"incidents/{incident.pk}/owed-answers/").json()["owed_answers"]
    assert (owed["waived"], owed["waiver_waits"], owed["owed"]) == (False, True, True)
    assert refusal(by_reporter.post(f"{here}approve/", {}), 403)[0] == "not_permitted"
    waived = by_editor.post(f"{here}approve/", {})
    assert (waived.status_code, waived.json()["decision"]["approved"]) == (200, True)
    assert by_editor.get("waivers/?decided=false").json()["results"] == []
    assert by_editor.get(f"waivers/{waived.json()['id']}/").json() == waived.json()
    assert by_editor.get(f"waivers/?incident={incident.pk}&party={army.pk}").json()["results"] == [waived.json()]
    (owed,) = by_editor.get(f"incidents/{incident.pk}/owed-answers/").json()["owed_answers"]
    assert (owed["waived"], owed["owed"]) == (True, False)


@pytest.mark.parametrize(
    ("address", "body", "status", "field"),
    [
        ("reported-silences/", {"kind": "sulks"}, 400, "kind"),
        ("reported-silences/", {"wording": ""}, 422, "wording"),
        ("reported-silences/", {"reported_on": "2024-08-26"}, 400, "reported_precision"),
        ("reported-silences/", {"party": None}, 400, "party"),
        ("channel-checks/", {"channels": "\x00"}, 422, "channels"),
        ("channel-checks/", {"checked_at": "2026-11-25T00:00:00Z"}, 422, "checked_at"),
        ("channel-checks/", {"checked_at": "soon"}, 400, "checked_at"),
    ],
)
def test_bad_input_is_refused_and_leaves_no_trace(
    by_reporter, incident, army, source, snapshot, address, body, status, field
):
    before = snapshot()
    silence = {"kind": "yet_to_comment", "wording": "has yet to comment", "source": source.pk}
    look = {"channels": "Web site", "result": "found_nothing"}
    whole = {"incident": incident.pk, "party": army.pk} | (silence if "silences" in address else look) | body

    assert list(refusal(by_reporter.post(address, whole), status)[1]) == [field]

    assert snapshot() == before
