"""Redaction in the browser: from the list of changes, by two people."""

import pytest

from claims.actions.incidents import close_incident
from claims.actions.sources import revise_source
from claims.models import Change, Redaction, Source
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db
NAME = "Amina of the market"


@pytest.fixture
def as_admin(as_):
    return as_("admin")


@pytest.fixture
def change(source, reporter, now):
    """The one with which a person's name came into a source."""
    revise_source(source=source, version=1, author=NAME, by=reporter, at=now)
    return Change.objects.latest("pk")


def propose(browser: Browser, change: Change, **given):
    return browser.post(f"/changes/{change.pk}/redact/", {"field": "author", "reason": "asked us to"} | given)


def test_two_people_redact_and_everybody_reads_that_it_was(as_editor: Browser, as_admin: Browser, as_viewer, change):
    assert f"/changes/{change.pk}/redact/" in as_editor.get("/changes/").content.decode()
    assert NAME in as_editor.get(f"/changes/{change.pk}/redact/").content.decode()

    assert propose(as_editor, change).status_code == 303
    proposal = Redaction.objects.get()
    assert "waits for a second person" in as_editor.get("/redactions/").content.decode()
    assert "destroyed for good" in as_admin.get(f"/redactions/{proposal.pk}/approve/").content.decode()
    assert as_admin.post(f"/redactions/{proposal.pk}/approve/", {"understood": "on"}).status_code == 303

    assert Source.objects.get().author == "[redacted]"
    page = as_viewer.get("/changes/").content.decode()
    assert "destroyed a personal value" in page
    assert NAME not in page
    assert NAME not in as_editor.get(f"/changes/{change.pk}/redact/").content.decode()


def test_one_s_own_proposal_is_not_approved(as_admin: Browser, change, snapshot):
    propose(as_admin, change)
    before = snapshot()

    answer = as_admin.post(f"/redactions/{Redaction.objects.get().pk}/approve/", {"understood": "on"})

    assert answer.status_code == 422
    assert "a second person has to approve it" in answer.content.decode()
    assert snapshot() == before


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reason": f"{NAME} asked us"}, "write it without the value"),
        ({"reason": ""}, "This field is required."),
        ({"field": "kind"}, "is not one of the available choices"),
        ({"field": "url"}, "is not one of the available choices"),
    ],
)
def test_what_is_refused_is_said_beside_the_field(as_editor: Browser, change, snapshot, given, words):
    before = snapshot()

    answer = propose(as_editor, change, **given)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert snapshot() == before


def test_the_reason_of_a_change_is_offered(as_editor: Browser, as_admin: Browser, a_claim, editor, now):
    close_incident(incident=a_claim.incident, reason=f"{NAME} asked us to stop", by=editor, at=now)
    change = Change.objects.latest("pk")
    assert propose(as_editor, change, field="change.reason").status_code == 303

    as_admin.post(f"/redactions/{Redaction.objects.get().pk}/approve/", {"understood": "on"})

    assert NAME not in as_editor.get("/changes/").content.decode()
    change.refresh_from_db()
    assert change.reason == "[redacted]"


@pytest.mark.parametrize("role", ["viewer", "reporter", "fact_checker"])
def test_others_are_offered_nothing(as_, change, role):
    browser = as_(role)

    assert "/redact/" not in browser.get("/changes/").content.decode()
    assert browser.get(f"/changes/{change.pk}/redact/").status_code == 403
    assert browser.get("/redactions/").status_code == 403
