"""Notes over the API."""

import pytest

from claims.models import Note
from claims.vocabulary import Role, TokenScope
from tests.api.conftest import Caller, refusal

pytestmark = pytest.mark.django_db


def test_notes_are_written_listed_narrowed_and_withdrawn(by_reporter, by_viewer, a_claim, incident):
    note = by_reporter.post("notes/", {"claim": a_claim.pk, "text": "Ask, @Viewer."}).json()
    other = by_reporter.post("notes/", {"incident": incident.pk, "text": "Who was there?"}).json()

    assert note["mentions"][0]["user"]["name"] == "Viewer"
    assert note["incident"]["id"] == other["incident"]["id"] == incident.pk
    for query, found in (
        ("", [note, other]),
        (f"?claim={a_claim.pk}", [note]),
        (f"?incident={incident.pk}", [note, other]),
        ("?mentions_me=true", [note]),
        ("?mentions_me=false", [other]),
        ("?withdrawn=true", []),
    ):
        rows = by_viewer.get(f"notes/{query}").json()["results"]
        assert sorted(row["id"] for row in rows) == [row["id"] for row in found], query
    assert by_reporter.post(f"notes/{note['id']}/withdraw/").json()["withdrawn_at"]
    assert by_viewer.get("notes/?mentions_me=true&withdrawn=false").json()["results"] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "On nothing"}, "note_about_one_thing"),
        ({"incident": 1, "claim": 1, "text": "On both"}, "note_about_one_thing"),
        ({"incident": 1, "text": ""}, "required"),
        ({"incident": 0, "text": "On what?"}, "unknown_reference"),
    ],
)
def test_bad_notes_are_refused(by_reporter, a_claim, incident, snapshot, body, code):
    rows = {"incident": incident.pk, "claim": a_claim.pk}
    sent = {name: rows[name] if value == 1 else value for name, value in body.items()}
    before = snapshot()
    answer = by_reporter.post("notes/", sent)

    assert answer.status_code >= 400
    assert code in answer.content.decode()
    assert snapshot() == before


def test_a_token_for_comments_writes_and_takes_back_its_own_alone(incident, by_reporter, token_of):
    tool = Caller(token=token_of(role=Role.REPORTER, scopes=[TokenScope.COMMENT]))
    written = tool.post("notes/", {"incident": incident.pk, "text": "The mailbox is full."})
    theirs = by_reporter.post("notes/", {"incident": incident.pk, "text": "Mine."}).json()["id"]

    assert written.status_code == 201, written.content
    assert refusal(tool.post(f"notes/{theirs}/withdraw/"), 422)[0] == "not_the_author"
    assert tool.post(f"notes/{written.json()['id']}/withdraw/").status_code == 200
    assert Note.objects.filter(withdrawn_at=None).count() == 1
