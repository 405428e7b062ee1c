"""Reported silences, checks of a party's own channels, and decisions not to ask."""

import pytest
from django.urls import reverse

from claims.actions.silences import record_channel_check
from claims.models import ChannelCheck, Party, ReportedSilence, Source, Waiver
from claims.vocabulary import CheckResult, DatePrecision, SilenceKind
from tests.web.conftest import Browser
from tests.web.pages import Page, read

pytestmark = pytest.mark.django_db


def silence(browser: Browser, incident, party=None) -> Page:
    query = f"?party={party.pk}" if party else ""
    return read(browser, reverse("silence-add", args=[incident.reference]) + query)


def check(browser: Browser, incident) -> Page:
    return read(browser, reverse("channel-check-add", args=[incident.reference]))


def test_a_silence_is_recorded_with_who_reports_it_in_its_words(
    as_reporter: Browser, incident, army, source, allegation
):
    page = silence(as_reporter, incident, army)
    assert page.fields["party"] == army.name
    page.press(
        source=source.title, kind="yet_to_comment", wording="has yet to comment", allegation=str(allegation.pk)
    ).follow()

    row = ReportedSilence.objects.get()
    assert (row.party, row.source, row.kind, row.asked_by) == (army, source, SilenceKind.YET_TO_COMMENT, None)
    assert row.reported_precision == DatePrecision.UNKNOWN


def test_it_leaves_our_own_asking_as_it_was(as_reporter: Browser, incident, army, source, allegation):
    silence(as_reporter, incident, army).press(source=source.title, kind="declined", wording="declined to comment")
    text = as_reporter.get(reverse("party", args=[army.pk])).content.decode()

    assert "answer-not_asked" in text
    assert "answer-declined" not in text
    assert "“declined to comment”" in text or ">declined to comment<" in text


def test_source_and_asker_may_be_new(as_reporter: Browser, incident, army):
    page = silence(as_reporter, incident, army).press(
        source="A report", source_kind="article", kind="did_not_respond", wording="did not respond",
        asked_by="The agency", asked_by_kind="media", reported_precision="month", reported_on="2026-11-01",
    )  # fmt: skip
    page.follow()

    assert Source.objects.get().title == "A report"
    assert ReportedSilence.objects.get().asked_by == Party.objects.get(name="The agency")


@pytest.mark.parametrize(
    "typed",
    [
        {"party": ""},
        {"party": "Somebody"},
        {"source": "Some report"},
        {"kind": "sulked"},
        {"wording": ""},
        {"wording": "x" * 501},
        {"wording": "<b>no</b>"},
        {"allegation": "999999"},
        {"reported_precision": "day", "reported_on": "2026-12-24"},
        {"reported_precision": "day"},
    ],
)
def test_a_bad_silence_is_refused_leaves_no_trace_and_keeps_what_was_typed(
    as_reporter: Browser, incident, army, source, snapshot, typed
):
    before = snapshot()
    good = {"party": army.name, "source": source.title, "kind": "other", "wording": "was not there", "asked_by": ""}
    page = silence(as_reporter, incident).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert page.fields["wording"] == (good | typed)["wording"]
    assert snapshot() == before


def test_a_check_is_recorded(as_reporter: Browser, incident, army):
    page = check(as_reporter, incident)
    page.press(party=army.name, channels="the army’s website", result="found_nothing").follow()

    assert ChannelCheck.objects.get().party == army
    assert "the army’s website" in as_reporter.get(reverse("party", args=[army.pk])).content.decode()


@pytest.mark.parametrize(
    "typed", [{"channels": ""}, {"result": ""}, {"result": "maybe"}, {"checked_at": "2026-12-24T12:00"}, {"party": "X"}]
)
def test_a_bad_check_is_refused_and_leaves_no_trace(as_reporter: Browser, incident, army, snapshot, typed):
    before = snapshot()
    good = {"party": army.name, "channels": "its website", "result": "found_nothing", "note": "At noon"}
    page = check(as_reporter, incident).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert page.fields["note"] == "At noon"
    assert snapshot() == before


@pytest.mark.parametrize("name", ["silence-add", "channel-check-add"])
def test_viewers_and_strangers_record_nothing(as_viewer: Browser, as_stranger: Browser, incident, name):
    address = reverse(name, args=[incident.reference])

    assert as_viewer.get(address).status_code == 403
    assert as_stranger.get(address).status_code == 404


def test_a_reporter_proposes_not_to_ask_and_an_editor_approves(
    as_reporter: Browser, as_editor: Browser, allegation, army
):
    page = read(as_reporter, reverse("waive", args=[allegation.pk]) + f"?party={army.pk}")
    assert "What follows" in page.text
    assert page.fields["party"] == str(army.pk)
    page.press(reason="It cannot be reached without endangering somebody").follow()
    waiver = Waiver.objects.get()
    assert waiver.party == army
    assert "Proposal not to ask waits" in as_reporter.get(reverse("party", args=[army.pk])).content.decode()
    approve = reverse("waiver-approve", args=[waiver.pk])
    assert approve in as_editor.get("/").content.decode()
    assert approve not in as_reporter.get("/waivers/").content.decode()
    decide = read(as_editor, approve)
    assert "without endangering somebody" in decide.text
    assert "Approved" in decide.press().follow().text

    assert "Not to be asked" in as_editor.get(reverse("party", args=[army.pk])).content.decode()
    assert "waits for your approval" not in as_editor.get("/").content.decode()


def test_an_editor_refuses_with_a_reason(as_reporter: Browser, as_editor: Browser, allegation, army, snapshot):
    proposed = read(as_reporter, reverse("waive", args=[allegation.pk])).press(party=str(army.pk), reason="Too busy")
    proposed.follow()
    page = read(as_editor, reverse("waiver-refuse", args=[Waiver.objects.get().pk]))
    before = snapshot()
    assert page.press(reason="").errors
    assert snapshot() == before

    assert "They have a telephone" in page.press(reason="They have a telephone").follow().text
    assert "No decision matches" in as_editor.get("/waivers/?waits=on").content.decode()


def test_nobody_approves_what_they_proposed(as_editor: Browser, allegation, army, snapshot):
    read(as_editor, reverse("waive", args=[allegation.pk])).press(party=str(army.pk), reason="A child").follow()
    before = snapshot()
    page = read(as_editor, reverse("waiver-approve", args=[Waiver.objects.get().pk])).press()

    assert (page.status, "a second person" in page.text) == (422, True)
    assert snapshot() == before


@pytest.mark.parametrize("typed", [{"reason": ""}, {"reason": "x" * 2001}, {"party": "999999"}])
def test_a_bad_waiver_is_refused_and_leaves_no_trace(as_editor: Browser, allegation, army, snapshot, typed):
    before = snapshot()
    good = {"party": str(army.pk), "reason": "A child"}
    page = read(as_editor, reverse("waive", args=[allegation.pk])).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before


def test_who_has_been_asked_cannot_be_waived(as_editor: Browser, a_request, allegation, army, snapshot):
    before = snapshot()
    page = read(as_editor, reverse("waive", args=[allegation.pk])).press(party=str(army.pk), reason="Never mind")

    assert page.status == 422
    assert "asked about this allegation already" in page.text
    assert snapshot() == before


def test_viewers_and_strangers_waive_nothing(as_viewer: Browser, as_stranger: Browser, allegation):
    assert as_viewer.get(reverse("waive", args=[allegation.pk])).status_code == 403
    assert as_stranger.get(reverse("waive", args=[allegation.pk])).status_code == 404


def test_they_are_a_step_from_the_cell_of_a_party_that_has_not_spoken(
    as_reporter: Browser, as_viewer: Browser, allegation, army
):
    incident = allegation.claim.incident
    page = reverse("incident", args=[incident.reference])
    for name in ("silence-add", "channel-check-add"):
        address = f"{reverse(name, args=[incident.reference])}?party={army.pk}"
        assert as_reporter.get(page).content.decode().count(f'href="{address}"') == 2  # the cell, and the list below
        assert f'href="{address}"' not in as_viewer.get(page).content.decode()
        assert army.name in read(as_reporter, address).fields["party"]


def test_where_one_looked_last_is_proposed_again(as_reporter: Browser, incident, army, reporter, now):
    look = {"incident": incident, "party": army, "channels": "its website and its page"}
    record_channel_check(**look, result=CheckResult.FOUND_NOTHING, by=reporter, at=now)
    page = read(as_reporter, reverse("channel-check-add", args=[incident.reference]) + f"?party={army.pk}")

    assert page.fields["channels"] == "its website and its page"
