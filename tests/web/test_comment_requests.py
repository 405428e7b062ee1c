"""A request for comment: its page, drafting and revising it, that it was sent, and withdrawing it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from claims.actions.comment_requests import revise_comment_request
from claims.actions.drafts import AllegationDraft, ClaimDraft
from claims.actions.incidents import restrict_incident
from claims.actions.parties import add_contact_point, add_party, relate_parties, revise_party
from claims.actions.utterances import record_utterance
from claims.models import Attempt, CommentRequest
from claims.vocabulary import (
    AccusedRole,
    Certainty,
    Channel,
    Outcome,
    PartyKind,
    PartyRelationKind,
    RequestState,
    Terms,
)
from tests.web.conftest import Browser
from tests.web.pages import Page, read

pytestmark = pytest.mark.django_db


def new(browser: Browser, allegation, party) -> Page:
    reference = allegation.claim.incident.reference
    return read(browser, reverse("request-new", args=[reference]) + f"?party={party.pk}")


def test_only_those_who_are_owed_an_answer_can_be_chosen(
    as_reporter: Browser, allegation, army, coalition, reporter, now
):
    ministry = add_party(name="Ministry of Defence", kind=PartyKind.MINISTRY, by=reporter, at=now)
    relate_parties(party=ministry, kind=PartyRelationKind.ANSWERS_FOR, other=army, by=reporter, at=now)
    page = read(as_reporter, reverse("request-new", args=[allegation.claim.incident.reference]))

    assert f"?party={army.pk}" in page.text
    assert f"?party={ministry.pk}" in page.text
    assert f"?party={coalition.pk}" not in page.text
    assert "neither accused" in new(as_reporter, allegation, coalition).text


def test_a_request_to_a_party_that_owes_nothing_is_refused(as_reporter: Browser, allegation, coalition, snapshot):
    before = snapshot()
    address = reverse("request-new", args=[allegation.claim.incident.reference]) + f"?party={coalition.pk}"

    assert as_reporter.post(address, {"text": "x"}).status_code == 404
    assert snapshot() == before


def test_the_first_text_holds_the_nature_of_the_piece_the_allegation_and_the_deadline(
    as_reporter: Browser, allegation, army, reporter, now
):
    revise_party(party=army, version=1, time_zone="Africa/Bamako", by=reporter, at=now)
    page = new(as_reporter, allegation, army)

    text = page.fields["text"]
    assert "Drone strikes on a border town" in text
    assert "The army killed at least 21 people" in text
    assert "Said by Northern coalition." in text
    assert "Alleged of you: carried out." in text
    assert "13:00 on Saturday 21 November 2026 (time zone Africa/Bamako)" in text
    assert page.fields["deadline"] == "2026-11-21T13:00"
    assert page.fields["allegations"] == str(allegation.pk)


def test_the_first_text_keeps_certainty_and_terms(as_reporter: Browser, question, army, coalition, reporter, now):
    def say(text, **more):
        certainty = {"certainty": Certainty.SUSPECTED, "hedge": "we suspect"}
        accused = [AllegationDraft(accused=army, role=AccusedRole.ORDERED)]
        claim = ClaimDraft(incident=question.incident, text=text, allegations=accused, **certainty)
        record_utterance(claimants=[coalition], claims=[claim], by=reporter, at=now, **more)

    say("The army ordered it")
    say("The army planned it", terms=Terms.ON_BACKGROUND, background_as="a coalition official")
    say("A mole says so", terms=Terms.OFF_THE_RECORD)
    say("It will say so tomorrow", embargo_until=now + timedelta(days=1))
    address = reverse("request-new", args=[question.incident.reference]) + f"?party={army.pk}"
    text = read(as_reporter, address).fields["text"]

    assert "Said by Northern coalition, as suspected (“we suspect”)." in text
    assert "Said by a coalition official, as suspected" in text
    assert "mole" not in text
    assert "tomorrow" not in text


def test_the_text_is_composed_anew_from_what_is_ticked_and_nothing_is_saved(
    as_reporter: Browser, allegation, army, snapshot
):
    before = snapshot()
    page = new(as_reporter, allegation, army)
    page = page.press(
        "compose",
        "1",
        text="My own words",
        questions="Who gave the order?",
        allegations=[],
        deadline="2026-11-22T18:00",
    )

    assert page.status == 200
    assert page.errors == []
    assert "Who gave the order?" in page.fields["text"]
    assert "18:00 on Sunday 22 November 2026" in page.fields["text"]
    assert "The army killed" not in page.fields["text"]
    assert "My own words" in page.text
    assert page.fields["deadline"] == "2026-11-22T18:00"
    assert snapshot() == before


def test_what_is_left_out_because_of_its_terms_is_said(as_reporter: Browser, question, army, coalition, reporter, now):
    accused = [AllegationDraft(accused=army, role=AccusedRole.ORDERED)]
    claim = ClaimDraft(incident=question.incident, text="A mole says so", allegations=accused)
    record_utterance(claimants=[coalition], claims=[claim], terms=Terms.OFF_THE_RECORD, by=reporter, at=now)
    address = reverse("request-new", args=[question.incident.reference]) + f"?party={army.pk}"
    page = read(as_reporter, address).press("compose", "1")

    assert "1 allegation was left out" in page.text


def test_a_draft_is_kept_with_its_deadline_in_the_partys_zone(as_reporter: Browser, allegation, army, reporter, now):
    point = add_contact_point(party=army, channel=Channel.EMAIL, address="press@army.example", by=reporter, at=now)
    page = new(as_reporter, allegation, army).press(
        allegations=[str(allegation.pk)],
        questions="Where was the wing?\r\nWho gave the order?",
        deadline="2026-11-22T18:00",
        deadline_zone="Asia/Kathmandu",
        contact_point=str(point.pk),
        text="What do you say?",
    )
    shown = page.follow()

    request = CommentRequest.objects.get()
    assert request.state == RequestState.DRAFT
    assert request.deadline == datetime(2026, 11, 22, 12, 15, tzinfo=UTC)
    assert [each.text for each in request.questions.all()] == ["Where was the wing?", "Who gave the order?"]
    assert [each.allegation for each in request.asked.all()] == [allegation]
    assert "22 November 2026, 18:00 (Asia/Kathmandu)" in shown.text
    assert "22 November 2026, 12:15" in shown.text  # the reader's own time


@pytest.mark.parametrize(
    "typed",
    [
        {"text": ""},
        {"text": "x" * 10001},
        {"text": "<script>alert(1)</script>"},
        {"deadline": "soon"},
        {"deadline": "2126-11-22T18:00"},
        {"deadline_zone": ""},
        {"deadline_zone": "Mars/Olympus"},
        {"deadline": "2027-03-28T02:30", "deadline_zone": "Europe/Paris"},  # skipped that night
        {"deadline": "2027-10-31T02:30", "deadline_zone": "Europe/Paris"},  # twice that night
        {"allegations": ["999999"]},
        {"allegations": ["x"]},
        {"questions": "fine\n" + "x" * 1001},
        {"contact_point": "999999"},
        {"language": "klingon"},
    ],
)
def test_a_bad_draft_is_refused_leaves_no_trace_and_keeps_what_was_typed(
    as_reporter: Browser, allegation, army, snapshot, typed
):
    before = snapshot()
    good = {"text": "What do you say?", "questions": "Where was the wing?", "allegations": [str(allegation.pk)]}
    page = new(as_reporter, allegation, army).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert page.fields["questions"].startswith(("Where was the wing?", "fine"))
    assert snapshot() == before


def test_an_earlier_request_is_named(as_reporter: Browser, allegation, army, a_request):
    assert reverse("request", args=[a_request.pk]) in new(as_reporter, allegation, army).text


def test_a_draft_is_revised_and_what_nobody_touched_stays(as_reporter: Browser, a_draft, reporter, now):
    page = read(as_reporter, reverse("request-revise", args=[a_draft.pk]))
    assert page.fields["deadline"] == "2026-11-20T18:00"
    revise_comment_request(comment_request=a_draft, version=1, text="A colleague's text", by=reporter, at=now)
    page.press(questions="Where was it?\nWho gave the order?").follow()

    a_draft.refresh_from_db()
    assert a_draft.text == "A colleague's text"
    assert [each.text for each in a_draft.questions.all()] == ["Where was it?", "Who gave the order?"]
    assert a_draft.deadline == now + timedelta(hours=6)
    assert a_draft.asked.count() == 1


def test_another_zone_means_another_instant(as_reporter: Browser, a_draft):
    read(as_reporter, reverse("request-revise", args=[a_draft.pk])).press(deadline_zone="Asia/Kathmandu").follow()

    a_draft.refresh_from_db()
    assert a_draft.deadline == datetime(2026, 11, 20, 12, 15, tzinfo=UTC)


def test_two_who_change_text_and_questions_see_both_and_choose(as_reporter: Browser, a_draft, reporter, now):
    page = read(as_reporter, reverse("request-revise", args=[a_draft.pk]))
    theirs = {"text": "Theirs", "questions": ["Their question?"]}
    revise_comment_request(comment_request=a_draft, version=1, **theirs, by=reporter, at=now)
    stale = page.press(text="Mine", questions="My question?")

    assert stale.status == 409
    for words in ("Theirs", "Mine", "Their question?", "My question?", "Where was the air wing on Sunday?"):
        assert words in stale.text
    stale.press(**{"choose:text": "mine", "choose:questions": "theirs"}).follow()
    a_draft.refresh_from_db()
    assert a_draft.text == "Mine"
    assert [each.text for each in a_draft.questions.all()] == ["Their question?"]


def test_a_conflict_over_the_deadline_shows_both_in_words(as_reporter: Browser, a_draft, reporter, now):
    page = read(as_reporter, reverse("request-revise", args=[a_draft.pk]))
    revise_comment_request(comment_request=a_draft, version=1, deadline=now + timedelta(hours=8), by=reporter, at=now)
    stale = page.press(deadline="2026-11-20T22:00")

    assert stale.status == 409
    stale.press(**{"choose:deadline": "mine"}).follow()
    a_draft.refresh_from_db()
    assert a_draft.deadline == now + timedelta(hours=10)


def test_what_was_sent_cannot_be_revised(as_reporter: Browser, a_request, snapshot):
    before = snapshot()
    page = read(as_reporter, reverse("request-revise", args=[a_request.pk])).press(text="Something else")

    assert page.status == 422
    assert snapshot() == before


def test_sending_says_that_on_record_never_sends_and_records_it(as_reporter: Browser, a_draft):
    page = read(as_reporter, reverse("request-send", args=[a_draft.pk]))
    assert "On Record never sends." in page.text
    assert a_draft.text in page.text
    shown = page.press(channel="email").follow()

    a_draft.refresh_from_db()
    assert a_draft.state == RequestState.SENT
    assert Attempt.objects.get().outcome == Outcome.SENT
    assert "Asked" in shown.text


@pytest.mark.parametrize(
    "typed", [{"channel": ""}, {"channel": "pigeon"}, {"sent_at": "2026-12-24T12:00"}, {"sent_at": "yesterday"}]
)
def test_a_bad_sending_is_refused_and_leaves_no_trace(as_reporter: Browser, a_draft, snapshot, typed):
    before = snapshot()
    page = read(as_reporter, reverse("request-send", args=[a_draft.pk])).press(**{"channel": "email"} | typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before


def test_withdrawing_a_sent_request_needs_a_reason_and_a_tick(as_reporter: Browser, a_request, snapshot):
    before = snapshot()
    page = read(as_reporter, reverse("request-withdraw", args=[a_request.pk]))
    assert "not asked" in page.text
    assert page.send(understood="on", reason="").status == 422
    assert page.send(reason="The story was dropped").status == 422
    assert snapshot() == before
    page.press(understood="on", reason="The story was dropped").follow()

    a_request.refresh_from_db()
    assert (a_request.state, a_request.withdrawn_reason) == (RequestState.WITHDRAWN, "The story was dropped")


def test_the_page_shows_what_was_asked_and_the_deadline_in_both_zones(as_viewer: Browser, a_request, users):
    users["viewer"].time_zone = "Asia/Tokyo"
    users["viewer"].save()
    text = as_viewer.get(reverse("request", args=[a_request.pk])).content.decode()

    assert "The army killed at least 21 people" in text
    assert "Where was the air wing on Sunday?" in text
    assert "20 November 2026, 18:00 (Africa/Bamako)" in text
    assert "21 November 2026, 03:00" in text
    assert reverse("reply-add", args=[a_request.pk]) not in text


def test_the_page_takes_as_many_queries_however_often_the_party_was_tried(
    as_reporter: Browser, a_request, reporter, now, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse("request", args=[a_request.pk])
    page = read(as_reporter, reverse("attempt-add", args=[a_request.pk]))
    page.press(channel="phone", reached="voicemail", outcome="message_left").follow()
    as_reporter.get(address)
    with django_assert_max_num_queries(33) as few:
        as_reporter.get(address)
    once = len(few)
    for _ in range(5):
        page.press(channel="phone", reached="nobody", outcome="no_answer").follow()
    as_reporter.get(address)  # shows the messages
    with django_assert_num_queries(once):
        as_reporter.get(address)


NAMES = ["request", "request-revise", "request-send", "request-withdraw", "attempt-add", "reply-add"]


@pytest.mark.parametrize("name", NAMES)
def test_another_newsrooms_request_is_404(as_stranger: Browser, a_request, name):
    assert as_stranger.get(reverse(name, args=[a_request.pk])).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_request_in_a_restricted_incident_is_404_for_the_others(as_reporter: Browser, a_request, editor, now, name):
    restrict_incident(incident=a_request.incident, by=editor, at=now)

    assert as_reporter.get(reverse(name, args=[a_request.pk])).status_code == 404


@pytest.mark.parametrize("name", NAMES[1:])
def test_viewers_ask_nobody(as_viewer: Browser, a_request, name, snapshot):
    before = snapshot()

    assert as_viewer.get(reverse(name, args=[a_request.pk])).status_code == 403
    assert as_viewer.post(reverse(name, args=[a_request.pk]), {"channel": "email"}).status_code == 403
    assert snapshot() == before
