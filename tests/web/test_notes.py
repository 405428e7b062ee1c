"""Notes on the pages of a claim and an incident, and on the desk of whom they mention."""

import pytest
from django.urls import reverse

from claims.actions.notes import write_note
from claims.models import Mention, Note
from tests.web.conftest import Browser
from tests.web.pages import read

pytestmark = pytest.mark.django_db


def test_a_note_on_a_claim_is_read_on_both_pages_and_on_the_desk(as_reporter, as_viewer, a_claim, incident):
    page = read(as_reporter, reverse("claim-note", args=[a_claim.pk]))
    shown = page.press(text="@Viewer, which hospital?\nAsk twice.").follow()

    assert "which hospital?<br>Ask twice." in shown.text
    assert "which hospital?" in as_viewer.get(reverse("incident", args=[incident.reference])).content.decode()
    desk = as_viewer.get("/").content.decode()
    assert "Mentioned you" in desk
    assert "which hospital?" in desk
    assert "Mentioned you" not in as_reporter.get("/").content.decode()


def test_a_refused_note_keeps_the_text(as_reporter, incident, snapshot, users):
    before = snapshot()
    page = read(as_reporter, reverse("incident-note", args=[incident.reference])).press(text=" ")

    assert page.status == 422
    assert snapshot() == before


def test_marked_as_read_it_leaves_the_desk(as_viewer: Browser, incident, reporter, now):
    for text in ("@Viewer one", "@Viewer two"):
        write_note(about=incident, text=text, by=reporter, at=now)
    first, second = Mention.objects.order_by("pk")

    as_viewer.post(reverse("mentions-read"), {"mention": first.pk})
    assert [each.pk for each in Mention.objects.filter(read_at=None)] == [second.pk]
    as_viewer.post(reverse("mentions-read"))
    assert "Mentioned you" not in as_viewer.get("/").content.decode()


def test_a_withdrawn_note_shows_that_it_was_and_no_longer_what_it_said(as_reporter, as_editor, incident, reporter, now):
    note = write_note(about=incident, text="A slip.", by=reporter, at=now)

    assert as_editor.post(reverse("note-withdraw", args=[note.pk])).status_code == 422
    page = read(as_reporter, reverse("note-withdraw", args=[note.pk])).press().follow()
    assert "Withdrawn by whoever wrote it" in page.text
    assert "A slip." not in page.text
    assert Note.objects.get().withdrawn_at is not None
