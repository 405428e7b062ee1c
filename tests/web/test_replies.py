"""Attempts and replies, as they are typed in."""

import pytest
from django.urls import reverse

from claims.models import Answer, Attempt, Reply
from claims.vocabulary import Position, ReplyKind
from tests.web.conftest import Browser
from tests.web.pages import Page, read

pytestmark = pytest.mark.django_db


def attempt(browser: Browser, request) -> Page:
    return read(browser, reverse("attempt-add", args=[request.pk]))


def reply(browser: Browser, request) -> Page:
    return read(browser, reverse("reply-add", args=[request.pk]))


def test_an_attempt_takes_three_choices(as_reporter: Browser, a_request):
    shown = attempt(as_reporter, a_request).press(channel="phone", reached="voicemail", outcome="message_left").follow()

    assert Attempt.objects.count() == 2
    assert "Message left" in shown.text


def test_an_attempt_can_be_entered_on_the_request_itself(as_reporter: Browser, a_request):
    page = read(as_reporter, reverse("request", args=[a_request.pk]))

    assert page.fields["quick"] == "called_voicemail"  # it was only written to so far
    typed = page.fields | {"quick": "mail_bounced"}
    assert as_reporter.post(reverse("attempt-add", args=[a_request.pk]), typed).status_code == 303
    assert "Not reached" in read(as_reporter, reverse("request", args=[a_request.pk])).text


@pytest.mark.parametrize(
    "typed",
    [
        {"outcome": "bounced", "reached": "office"},
        {"outcome": "delivered", "reached": "nobody"},
        {"channel": ""},
        {"channel": "pigeon"},
        {"reached": ""},
        {"tried_at": "2026-11-19T12:00"},  # before it was sent
        {"tried_at": "2026-12-24T12:00"},
        {"contact_point": "999999"},
        {"note": "x" * 2001},
        {"note": "<img src=x>"},
    ],
)
def test_a_bad_attempt_is_refused_leaves_no_trace_and_keeps_what_was_typed(
    as_reporter: Browser, a_request, snapshot, typed
):
    before = snapshot()
    good = {"channel": "phone", "reached": "voicemail", "outcome": "message_left", "note": "Left my number"}
    page = attempt(as_reporter, a_request).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert page.fields["note"] == (good | typed)["note"]
    assert snapshot() == before


def test_nothing_is_tried_or_answered_under_a_draft(as_reporter: Browser, a_draft, snapshot):
    before = snapshot()

    assert attempt(as_reporter, a_draft).press(channel="phone", reached="office", outcome="delivered").status == 422
    assert reply(as_reporter, a_draft).press(kind="statement", words="We say.").status == 422
    assert snapshot() == before


def test_a_denial_says_which_allegation_it_denies(as_reporter: Browser, a_request, allegation):
    said = {"words": "C’est faux.", "language": "fr", "translation": "It is untrue.", "machine_translated": "on"}
    answers = {f"answer_{allegation.pk}": "denies"}
    reply(as_reporter, a_request).press(kind="denial", speaker_label="the spokesperson", **said, **answers).follow()
    shown = read(as_reporter, reverse("request", args=[a_request.pk]))

    row = Reply.objects.get()
    assert (row.kind, row.translation, row.machine_translated) == (ReplyKind.DENIAL, "It is untrue.", True)
    assert Answer.objects.get().position == Position.DENIES
    assert "Answered" in shown.text
    assert "translated by a machine" in shown.text


def test_asking_for_time_is_no_answer(as_reporter: Browser, a_request):
    shown = reply(as_reporter, a_request).press(kind="asks_for_time", words="Tomorrow, please.").follow()

    assert "answer-asked" in shown.text
    assert "answer-answered" not in shown.text


def test_declining_is_said_only_of_who_declined(as_reporter: Browser, a_request):
    assert "Declined" not in read(as_reporter, reverse("request", args=[a_request.pk])).text
    assert "Declined" in reply(as_reporter, a_request).press(kind="declines", words="No comment.").follow().text


def test_a_later_reply_stands_beside_the_first(as_reporter: Browser, a_request):
    reply(as_reporter, a_request).press(kind="asks_for_time", words="Tomorrow, please.").follow()
    reply(as_reporter, a_request).press(kind="statement", words="We regret it.").follow()
    shown = read(as_reporter, reverse("request", args=[a_request.pk]))

    assert "Tomorrow, please." in shown.text
    assert "We regret it." in shown.text


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ({"kind": "denial"}, ""),
        ({"kind": "declines"}, "denies"),
        ({"kind": ""}, ""),
        ({"kind": "shrug"}, ""),
        ({"kind": "statement"}, "perhaps"),
        ({"received_at": "2026-11-19T12:00"}, ""),
        ({"received_at": "2026-12-24T12:00"}, ""),
        ({"terms": "on_background"}, ""),
        ({"background_as": "an official"}, ""),
        ({"translated_by": "a colleague", "translation": ""}, ""),
        ({"language": "klingon"}, ""),
        ({"words": "x" * 10001}, ""),
        ({"words": "We say\u202e."}, ""),
        ({"speaks_for": "999999"}, ""),
    ],
)
def test_a_bad_reply_is_refused_leaves_no_trace_and_keeps_what_was_typed(
    as_reporter: Browser, a_request, allegation, snapshot, typed, position
):
    before = snapshot()
    good = {"kind": "statement", "words": "We regret it.", "speaker_label": "the spokesperson"}
    page = reply(as_reporter, a_request).press(**good | typed, **{f"answer_{allegation.pk}": position})

    assert page.status == 422
    assert page.errors
    assert page.fields["speaker_label"] == "the spokesperson"
    assert page.fields["words"] == (good | typed)["words"]
    assert snapshot() == before


def test_a_reply_is_worked_in_as_an_utterance_with_what_is_known_of_it(
    as_reporter: Browser, a_request, allegation, army
):
    said = {"words": "C’est faux.", "language": "fr", "speaker_label": "the spokesperson"}
    answers = {f"answer_{allegation.pk}": "denies"}
    offered = reply(as_reporter, a_request).press(kind="denial", **said, **answers).follow()
    row = Reply.objects.get()
    address = reverse("utterance-new", args=[a_request.incident.reference]) + f"?reply={row.pk}"
    assert address in offered.text.replace("&amp;", "&")

    form = read(as_reporter, address)
    assert {name: form.fields[name] for name in said} == said
    assert army.name in form.fields["claimants-0-name"]
    form.press(**{"claims-0-text": "It is untrue that the army did this."}).follow()

    row = Reply.objects.get()
    assert row.handled.utterance.words == "C’est faux."
    # Which allegations the claim answers, a person says; nobody did.
    assert Answer.objects.filter(claim__isnull=False).count() == 0
    shown = read(as_reporter, reverse("request", args=[a_request.pk])).text
    assert "Worked in as an utterance" in shown
    assert as_reporter.get(address).status_code == 404


def test_a_typing_error_is_corrected_and_the_first_wording_can_be_opened(as_reporter: Browser, a_request, snapshot):
    reply(as_reporter, a_request).press(kind="statement", words="We regrett it.").follow()
    address = reverse("reply-correct", args=[Reply.objects.get().pk])
    page = read(as_reporter, address)
    assert page.fields["words"] == "We regrett it."
    before = snapshot()
    assert page.press(words="We regret it.", reason="").status == 422
    assert snapshot() == before

    shown = page.press(words="We regret it.", reason="A slip").follow().text
    assert "We regret it." in shown
    assert "corrected" in shown
    assert "We regrett it." in shown
    late = page.press(words="We do regret it.", reason="Late")
    assert (late.status, "Somebody corrected this meanwhile" in late.text) == (422, True)
