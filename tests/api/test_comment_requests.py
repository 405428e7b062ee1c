"""Requests for comment over the API, from the draft to the reply."""

from datetime import timedelta

import pytest

from tests.api.conftest import refusal
from tests.api.world import correspond
from tests.factories import NOW

pytestmark = pytest.mark.django_db

DEADLINE = {"deadline": (NOW + timedelta(days=2)).isoformat(), "deadline_zone": "Africa/Bamako"}


@pytest.fixture
def draft(by_reporter, incident, army, allegation) -> dict:
    body = {
        "incident": incident.pk,
        "party": army.pk,
        "nature": "a report",
        "text": "Did you?",
        "allegations": [allegation.pk],
    }
    answer = by_reporter.post("comment-requests/", body | DEADLINE | {"questions": ["Who gave the order?"]})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_draft_holds_what_will_be_asked(by_reporter, draft, allegation, army):
    assert by_reporter.get(f"comment-requests/{draft['id']}/expanded/").json() == draft
    assert (draft["state"], draft["sent_at"], draft["version"]) == ("draft", None, 1)
    assert draft["questions"] == ["Who gave the order?"]
    assert draft["allegations"][0]["id"] == allegation.pk
    assert draft["allegations"][0]["accused"] == {"id": army.pk, "name": army.name}
    assert draft["deadline"] == "2026-11-22T12:00:00Z"


def test_a_draft_is_revised(by_reporter, draft):
    answer = by_reporter.patch(
        f"comment-requests/{draft['id']}/", {"version": 1, "questions": [], "text": "Was it you?"}
    )

    assert answer.status_code == 200
    assert (answer.json()["text"], answer.json()["questions"], answer.json()["version"]) == ("Was it you?", [], 2)
    assert len(answer.json()["allegations"]) == 1


def test_what_a_party_says_is_recorded_step_by_step(by_reporter, draft, a_claim, incident):
    correspond(by_reporter, draft["id"])

    shown = by_reporter.get(f"comment-requests/{draft['id']}/expanded/").json()
    assert (shown["state"], shown["sent_by"]["name"]) == ("sent", "Reporter")
    tries = by_reporter.get(f"comment-requests/{draft['id']}/attempts/").json()["results"]
    assert [row["outcome"] for row in tries] == ["message_left", "sent"]
    (reply,) = by_reporter.get(f"comment-requests/{draft['id']}/replies/").json()["results"]
    assert (reply["kind"], reply["answers"][0]["position"]) == ("denial", "denies")
    (owed,) = by_reporter.get(f"incidents/{incident.pk}/owed-answers/").json()["owed_answers"]
    assert (owed["state"], owed["comment_requests"]) == ("answered", [draft["id"]])


def test_a_sent_request_is_not_revised_but_withdrawn_with_a_reason(by_reporter, draft, snapshot):
    by_reporter.post(f"comment-requests/{draft['id']}/send/", {"channel": "email"})
    before = snapshot()
    refusal(by_reporter.patch(f"comment-requests/{draft['id']}/", {"version": 2, "text": "T"}), 422)
    refusal(by_reporter.post(f"comment-requests/{draft['id']}/withdraw/", {}), 422)
    assert snapshot() == before

    answer = by_reporter.post(f"comment-requests/{draft['id']}/withdraw/", {"reason": "To the wrong desk."})

    assert (answer.json()["state"], answer.json()["withdrawn_reason"]) == ("withdrawn", "To the wrong desk.")


def test_a_request_without_a_deadline_is_not_sent(by_reporter, incident, army, allegation, snapshot):
    body = {
        "incident": incident.pk,
        "party": army.pk,
        "nature": "a report",
        "text": "Did you?",
        "allegations": [allegation.pk],
    }
    key = by_reporter.post("comment-requests/", body).json()["id"]
    before = snapshot()

    fields = refusal(by_reporter.post(f"comment-requests/{key}/send/", {"channel": "email"}), 422)[1]

    assert list(fields) == ["deadline"]
    assert snapshot() == before


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"deadline": "2026-11-22"}, 400, "deadline"),
        ({"deadline": "2999-01-01T00:00:00Z", "deadline_zone": "UTC"}, 422, "deadline"),
        ({"deadline_zone": "Moon/Base"}, 422, "deadline_zone"),
        ({"allegations": [999999]}, 400, "allegations.0"),
        ({"questions": ["x" * 1001]}, 422, "questions.0"),
        ({"questions": [["nested"]]}, 400, "questions.0"),
        ({"state": "sent"}, 400, "state"),
        ({"contact_point": 999999}, 400, "contact_point"),
    ],
)
def test_bad_input_is_refused_and_leaves_no_trace(by_reporter, incident, army, snapshot, body, status, field):
    before = snapshot()
    whole = {"incident": incident.pk, "party": army.pk, "nature": "a report", "text": "Did you?"} | body

    assert list(refusal(by_reporter.post("comment-requests/", whole), status)[1]) == [field]

    assert snapshot() == before


def test_the_list_filters(by_reporter, draft, incident, army, coalition):
    def found(query: str) -> int:
        return len(by_reporter.get(f"comment-requests/?{query}").json()["results"])

    assert found("") == found(f"incident={incident.pk}&party={army.pk}&state=draft") == 1
    assert found(f"party={coalition.pk}") == found("state=sent") == 0


def test_the_utterance_behind_a_reply_is_left_out_for_those_who_cannot_see_it(by_editor, by_viewer, draft, army):
    hidden = by_editor.post("incidents/", {"title": "Hidden"}).json()["id"]
    by_editor.post(f"incidents/{hidden}/restrict/")
    body = {"claimants": [army.pk], "claims": [{"incident": hidden, "text": "We did not"}]}
    utterance = by_editor.post("utterances/", body).json()["id"]
    by_editor.post(f"comment-requests/{draft['id']}/send/", {"channel": "email"})
    replied = by_editor.post(
        f"comment-requests/{draft['id']}/replies/", {"kind": "refers_elsewhere", "utterance": utterance}
    )
    assert replied.status_code == 201, replied.content
    assert replied.json()["utterance"] == utterance

    assert by_viewer.get(f"comment-requests/{draft['id']}/replies/").json()["results"][0]["utterance"] is None
