"""What every page does alike: who may enter, what a refusal leaves, two people at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from claims.actions.incidents import restrict_incident, revise_incident
from claims.models import Incident, Tick
from claims.vocabulary import DatePrecision
from claims.web.doors import CLOCK
from tests.web.conftest import LATER, Browser
from tests.web.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def revising(incident) -> str:
    return reverse("incident-revise", args=[incident.reference])


def test_nobody_is_sent_to_sign_in_and_by_htmx_without_a_page_in_the_page(as_nobody: Browser, incident):
    by_htmx = as_nobody.get("/", headers={"HX-Request": "true", "HX-Current-URL": "https://testserver/incidents/?q=x"})

    assert as_nobody.get("/").url == "/sign-in/?next=/"
    assert by_htmx.status_code == 200
    assert by_htmx["HX-Redirect"] == "/sign-in/?next=/incidents/%3Fq%3Dx"


def test_a_stranger_gets_the_same_404_as_for_nothing_at_all(as_stranger: Browser, incident):
    hidden = as_stranger.get(reverse("incident", args=[incident.reference]))
    missing = as_stranger.get(reverse("incident", args=["ZZZ-ZZZ"]))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_a_viewer_is_told_which_role_it_takes(as_viewer: Browser, revising, snapshot):
    before = snapshot()
    answers = [as_viewer.get(revising), as_viewer.post(revising, {"title": "Mine", "version": 1})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "This needs the role “Reporter”" in answers[0].content.decode()
    assert snapshot() == before


def test_pages_carry_a_strict_policy_and_no_inline_code(as_editor: Browser, incident, a_claim):
    answer = as_editor.get(reverse("incident", args=[incident.reference]))
    policy, page = answer["Content-Security-Policy"], answer.content.decode()

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


def test_pages_are_not_kept_by_anything_in_between(as_viewer: Browser):
    assert as_viewer.get("/")["Cache-Control"] == "private, no-cache"


def test_a_stopped_clock_is_told_on_every_page(as_viewer: Browser):
    assert "The clock has stopped" in as_viewer.get("/").content.decode()
    Tick.objects.create(name=CLOCK, at=LATER - timedelta(minutes=5))
    assert "The clock has stopped" not in as_viewer.get("/incidents/").content.decode()
    Tick.objects.update(at=LATER - timedelta(minutes=6))
    assert "It last ticked 20 November 2026, 12:54" in as_viewer.get("/incidents/").content.decode()


def test_what_was_typed_survives_a_refusal(as_reporter: Browser, revising, snapshot):
    before = snapshot()
    page = read(as_reporter, revising).press(title="", summary="Much typed here", occurred_on="2031-01-01")

    assert page.status == 422
    assert page.fields["summary"] == "Much typed here"
    assert page.fields["occurred_on"] == "2031-01-01"
    assert snapshot() == before


def test_a_date_typed_before_a_refusal_is_still_written_after_it(as_reporter: Browser, revising, incident):
    refused = read(as_reporter, revising).press(title="", occurred_on="2026-11-02")
    refused.press(title="Strikes").follow()
    incident.refresh_from_db()

    assert incident.occurred_on.isoformat() == "2026-11-02"


def test_a_rules_refusal_stands_at_its_field(as_reporter: Browser, revising, snapshot):
    before = snapshot()
    page = read(as_reporter, revising).press(title="Strikes", occurred_on="2027-01-01")

    assert page.status == 422
    assert page.errors == ["This date lies in the future."]
    assert 'id="id_occurred_error"' in page.text
    assert snapshot() == before


def test_only_what_was_touched_is_written(as_reporter: Browser, revising, incident, editor, now):
    page = read(as_reporter, revising)
    revise_incident(incident=incident, version=1, title="A better title", by=editor, at=now)
    page.press(summary="A summary").follow()
    incident.refresh_from_db()

    assert (incident.title, incident.summary) == ("A better title", "A summary")


@pytest.fixture
def conflict(as_reporter: Browser, revising, incident, editor, now):
    """Both changed the title and the date; only I changed the summary, only they the place."""
    page = read(as_reporter, revising)
    theirs = {"occurred_on": now.date(), "occurred_precision": DatePrecision.MONTH, "place_name": "Their place"}
    revise_incident(incident=incident, version=1, title="Their title", **theirs, by=editor, at=now)
    return page.press(title="My “title”", occurred_on="2026-11-01", summary="My\nsummary")


def test_two_peoples_edits_stand_side_by_side(conflict):
    assert conflict.status == 409
    for words in ["Drone strikes on a border town", "Their title", "My “title”", "Month, 2026-11-20", "2026-11-01"]:
        assert words in conflict.text
    assert conflict.fields["choose:title"] == "mine"


def test_mine_and_theirs_are_merged_by_choice_and_nothing_is_lost(conflict, incident):
    conflict.press(**{"choose:occurred": "theirs"}).follow()
    incident.refresh_from_db()

    assert incident.title == "My “title”"
    assert (incident.occurred_on.isoformat(), incident.occurred_precision) == ("2026-11-20", "month")
    assert (incident.summary, incident.place_name) == ("My\nsummary", "Their place")


def test_one_can_go_on_editing_with_the_choices_made(conflict, incident):
    form = conflict.press("back-to-form", "1", **{"choose:title": "theirs"})
    assert (form.fields["title"], form.fields["summary"].splitlines()) == ("Their title", ["My", "summary"])
    form.press(title="Both our titles").follow()
    incident.refresh_from_db()

    assert (incident.title, incident.place_name) == ("Both our titles", "Their place")
    assert incident.occurred_on.isoformat() == "2026-11-01"


def test_a_client_that_does_not_say_what_it_was_shown_overwrites_nothing(
    as_reporter: Browser, revising, incident, editor, now
):
    revise_incident(incident=incident, version=1, title="Their title", summary="Theirs", by=editor, at=now)
    answer = as_reporter.post(revising, {"version": 1, "title": "My title", "place_precision": "unknown"})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert 'name="choose:title"' in page
    assert Incident.objects.get().summary == "Theirs"


def test_a_version_that_never_was_is_refused(as_reporter: Browser, revising, snapshot):
    before = snapshot()
    page = read(as_reporter, revising).press(title="Mine", version="99")

    assert page.status == 422
    assert snapshot() == before


def test_forms_answer_htmx_with_the_form_alone(as_reporter: Browser, revising):
    htmx = {"HX-Request": "true"}
    fragment = as_reporter.get(revising, headers=htmx).content.decode()
    done = read(as_reporter, revising).send(headers=htmx, title="By HTMX")

    assert "<form" in fragment
    assert "<html" not in fragment
    assert done.response["HX-Redirect"] == revising.removesuffix("revise/")


def test_a_form_that_opened_in_the_page_refreshes_it(as_reporter: Browser, revising, incident):
    page = revising.removesuffix("revise/")
    shown = as_reporter.get(page).content.decode()
    htmx = {"HX-Request": "true", "HX-Current-URL": f"https://testserver{page}#matrix"}
    refused = read(as_reporter, revising).send(headers=htmx, title="")
    done = read(as_reporter, revising).send(headers=htmx, title="Typed in place")

    assert f'data-hx-get="{revising}" data-hx-target="#summary-inline"' in shown
    assert (refused.status, "<html" in refused.text, f'data-hx-post="{revising}"' in refused.text) == (422, False, True)
    assert done.response["HX-Refresh"] == "true"
    assert "HX-Redirect" not in done.response


def test_a_form_about_a_restricted_incident_is_404_to_others(as_reporter: Browser, revising, incident, editor, now):
    restrict_incident(incident=incident, by=editor, at=now)

    assert as_reporter.get(revising).status_code == 404
    assert as_reporter.post(revising, {"title": "x", "version": 2}).status_code == 404


def test_half_of_each_persons_coordinates_is_never_stored(as_reporter: Browser, revising, incident, editor, now):
    page = read(as_reporter, revising)
    revise_incident(incident=incident, version=1, latitude=Decimal(10), longitude=Decimal(20), by=editor, at=now)
    conflict = page.press(latitude="30", longitude="40")
    assert "choose:longitude" not in conflict.fields
    conflict.press(**{"choose:latitude": "theirs"}).follow()
    incident.refresh_from_db()

    assert (incident.latitude, incident.longitude) == (10, 20)


def test_a_basis_of_one_and_a_basis_of_the_other_both_stay(as_reporter: Browser, revising, incident, editor, now):
    page = read(as_reporter, revising)
    revise_incident(incident=incident, version=1, inferred={"place_name": "Theirs"}, by=editor, at=now)
    conflict = page.press(inferred_occurred_on="Mine")
    conflict.press().follow()
    incident.refresh_from_db()

    assert incident.inferred == {"place_name": "Theirs", "occurred_on": "Mine"}


@pytest.mark.parametrize("reference", ["%00", "a" * 500, "-1", "قصف"])
def test_odd_addresses_are_404(as_editor: Browser, reference):
    assert as_editor.get(f"/incidents/{reference}/").status_code == 404
