"""Editions of the weekly digest over the API."""

import pytest

from claims.actions.incidents import restrict_incident
from claims.models import DigestBlock
from claims.vocabulary import DigestItemKind, DigestSection, Role
from tests.api.conftest import Caller, refusal
from tests.digests import an_edition, delivered, subscribed
from tests.factories import NOW

pytestmark = pytest.mark.django_db

TITLE = "Drone strikes on a border town"


@pytest.fixture
def edition(a_claim, newsroom) -> DigestBlock:
    return an_edition(newsroom)


def test_the_editions_are_listed_and_one_is_told(by_viewer, edition, incident):
    (row,) = by_viewer.get("digests/").json()["results"]
    assert (row["id"], row["start_position"], row["mine"]) == (edition.pk, 0, None)
    assert row["ended"] == "2026-11-20T12:00:00Z"
    assert row["end_position"] == edition.edition.end_position

    told = by_viewer.get(f"digests/{edition.pk}/").json()

    assert {name: told[name] for name in row} == row
    (opened,) = [item for item in told["items"] if item["kind"] == DigestItemKind.INCIDENT_OPENED]
    assert (opened["section"], opened["incident"]) == (DigestSection.CHANGED, incident.pk)
    assert opened["words"]
    assert opened["url"] == f"/incidents/{incident.reference}/"
    assert told["withheld"] == 0


def test_what_was_restricted_since_is_withheld_and_counted(by_viewer, by_editor, edition, incident, editor):
    restrict_incident(incident=incident, by=editor, at=NOW)

    told = by_viewer.get(f"digests/{edition.pk}/").json()
    assert told["items"] == []
    assert told["withheld"] > 0
    assert by_editor.get(f"digests/{edition.pk}/").json()["items"]


def test_a_person_is_told_what_became_of_their_own_and_a_token_has_none(
    by_viewer, by_reporter, token_of, edition, members
):
    mine = delivered(subscribed(members[Role.VIEWER]), edition)

    (row,) = by_viewer.get("digests/").json()["results"]
    assert row["mine"] == {"id": mine.pk, "state": "sent", "settled_at": "2026-11-20T12:00:00Z", "retry_at": None}
    assert by_viewer.get(f"digests/{edition.pk}/").json()["mine"] == {**row["mine"], "items": []}
    for other in (by_reporter, Caller(token=token_of())):
        assert other.get("digests/").json()["results"][0]["mine"] is None
        assert other.get(f"digests/{edition.pk}/").json()["mine"] is None


def test_the_digests_of_the_past_cannot_be_asked_for(by_viewer, edition):
    assert refusal(by_viewer.get(f"digests/{edition.pk}/?as_of=2026-11-20"), 400)
