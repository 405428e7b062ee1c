"""“Remind me”: one's own, on the desk when it is due, and nobody else's business."""

from datetime import timedelta

import pytest

from claims.actions.clock import run_flags
from claims.actions.incidents import restrict_incident
from claims.actions.reminders import set_reminder
from claims.models import Change, Reminder
from claims.vocabulary import ReminderState, RemindWhen, Role
from tests.factories import NOW
from tests.web.conftest import LATER

pytestmark = pytest.mark.django_db

SOON = LATER + timedelta(minutes=30)


def set_by(actor, about, at=NOW, when=RemindWhen.AT, **change):
    return set_reminder(about=about, when=when, reminded_at=NOW + timedelta(minutes=30), by=actor, at=at, **change)


def test_somebody_asks_to_be_reminded_of_a_request_on_its_deadline(as_viewer, a_request, users, snapshot):
    address = f"/requests/{a_request.pk}/remind/"
    assert "On the deadline" in as_viewer.get(address).content.decode()
    changes = Change.objects.count()

    answer = as_viewer.post(address, {"when": "on_deadline", "note": "Call the press office"})

    assert (answer.status_code, answer["Location"]) == (303, f"/requests/{a_request.pk}/")
    (reminder,) = Reminder.objects.all()
    assert (reminder.user, reminder.at, reminder.note) == (
        users[Role.VIEWER],
        a_request.deadline,
        "Call the press office",
    )
    assert Change.objects.count() == changes


@pytest.mark.parametrize(
    "typed", [{}, {"when": "at"}, {"when": "at", "reminded_at": "2020-01-01T10:00"}, {"when": "never"}]
)
def test_a_reminder_that_cannot_be_is_refused_with_what_was_typed(as_viewer, a_claim, typed, snapshot):
    before = snapshot()
    answer = as_viewer.post(f"/claims/{a_claim.pk}/remind/", {"note": "Kept", **typed})

    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    assert snapshot() == before


def test_an_incident_offers_no_deadline_and_takes_a_time_of_ones_own(as_viewer, incident):
    address = f"/incidents/{incident.reference}/remind/"
    assert "On the deadline" not in as_viewer.get(address).content.decode()
    assert as_viewer.post(address, {"when": "at", "reminded_at": "2026-11-20T13:30"}).status_code == 303
    assert Reminder.objects.get().at == SOON


def test_a_due_reminder_stands_on_ones_own_desk_until_it_is_done(as_viewer, as_editor, viewer, a_claim):
    reminder = set_by(viewer, a_claim, note="Look at the video")
    assert "Look at the video" in as_viewer.get("/").content.decode()
    assert "Look at the video" not in as_editor.get("/").content.decode()
    assert as_editor.post(f"/reminders/{reminder.pk}/done/").status_code == 404

    answer = as_viewer.post(f"/reminders/{reminder.pk}/done/", {"from": "desk"})
    assert answer["Location"] == "/"
    reminder.refresh_from_db()
    assert (reminder.state, reminder.closed_at) == (ReminderState.DONE, LATER)
    assert "Look at the video" not in as_viewer.get("/").content.decode()


def test_a_reminder_of_what_one_may_not_see_any_more_says_only_that(as_viewer, viewer, editor, incident):
    reminder = set_by(viewer, incident, note="SECRET NOTE")
    restrict_incident(incident=incident, by=editor, at=NOW)

    for address in ("/", "/reminders/"):
        page = as_viewer.get(address).content.decode()
        assert "something that you may no longer see" in page
        assert "SECRET NOTE" not in page
        assert incident.title not in page
    assert as_viewer.post(f"/reminders/{reminder.pk}/withdraw/").status_code == 303
    assert Reminder.objects.get().state == ReminderState.WITHDRAWN


def test_a_flag_stands_first_on_the_desk_of_whom_it_concerns(as_reporter, as_checker, allegation):
    run_flags(now=NOW + timedelta(days=1))

    assert "Flags for others" not in as_reporter.get("/").content.decode()
    page = as_checker.get("/").content.decode()
    assert page.index("No flag concerns you") < page.index("Flags for others") < page.index("Not asked")
