"""The ledger of an incident as a timeline, and the right-of-reply file on paper."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions.attempts import record_attempt
from claims.actions.deadlines import extend_deadline
from claims.actions.incidents import restrict_incident
from claims.actions.numbering import number_changes
from claims.actions.parties import add_party, relate_parties
from claims.actions.replies import record_reply
from claims.actions.sealing import seal_record
from claims.models import Correction, Seal
from claims.vocabulary import Channel, Outcome, PartyKind, PartyRelationKind, Reached, ReplyKind, Role, Terms
from claims.web import ledger as pages
from tests.web.conftest import LATER, Browser
from tests.web.test_as_of import clock, read, seen

pytestmark = pytest.mark.django_db

NAMES = ("incident-ledger", "right-of-reply")


@pytest.fixture
def ledger(a_request) -> str:
    return reverse("incident-ledger", args=[a_request.incident.reference])


@pytest.fixture
def file(a_request) -> str:
    return reverse("right-of-reply", args=[a_request.incident.reference])


@pytest.fixture
def replied(a_request, reporter, now):
    """The army asked for time, in its own language, and a typing error in that was put right."""
    said = {"words": "Un jour de plus", "translation": "One day mroe", "translated_by": "our desk", "language": "fr"}
    kind = ReplyKind.ASKS_FOR_TIME
    reply = record_reply(
        comment_request=a_request, kind=kind, **said, received_at=now, by=reporter, at=now + timedelta(minutes=2)
    )
    slip = {"field": "translation", "before": "One day mroe", "after": "One day more", "by_user_id": reporter.id}
    Correction.objects.create(reply=reply, newsroom_id=reporter.newsroom_id, at=LATER, **slip)
    return reply


def test_the_timeline_says_what_was_done_when_in_which_zone_and_by_whom(as_viewer: Browser, ledger, replied):
    text = read(as_viewer.get(ledger))

    assert "Request sent · Army of the republic 20 November 2026, 12:00 UTC · Reporter" in text
    assert "As it was stated: 20 November 2026, 18:00 GMT (Africa/Bamako)" in text
    assert "still to come" in text
    assert "Asks for time for Army of the republic" in text
    assert "Un jour de plus" in text
    assert "Translation: One day mroe → One day more" in text


def test_a_reply_is_read_corrected_and_what_was_recorded_can_be_opened(as_viewer: Browser, ledger, file, replied):
    timeline, paper = as_viewer.get(ledger).content.decode(), as_viewer.get(file).content.decode()

    for page in (timeline, paper):
        assert '<blockquote class="said" dir="auto">One day more</blockquote>' in page
        assert 'Translation, as it was recorded:</span> <bdi class="said">One day mroe</bdi>' in page
    assert '<details class="fold corrected"><summary>corrected</summary>' in timeline
    assert '<details class="fold corrected">' not in paper


def test_an_extension_says_each_deadline_in_its_own_zone(as_viewer: Browser, ledger, file, a_request, reporter, now):
    stood = f"{a_request.deadline:%-d %B %Y, %H:%M} GMT"
    until = {"deadline": a_request.deadline + timedelta(days=1), "deadline_zone": "Asia/Kathmandu", "reason": "Asked"}
    extend_deadline(comment_request=a_request, **until, by=reporter, at=a_request.deadline + timedelta(hours=1))

    timeline, paper = read(as_viewer.get(ledger)), read(as_viewer.get(file))
    assert f"answer needed by {stood}" in timeline
    assert f"From {stood} (Africa/Bamako) to " in timeline
    assert "UTC+05:45 (Asia/Kathmandu)" in timeline
    assert f"As it was stated: {stood} (Africa/Bamako)" in timeline  # it had passed before
    assert f"From {stood} ({a_request.deadline:%Y-%m-%d %H:%M} UTC) (Africa/Bamako) to " in paper


def test_it_is_narrowed_by_party(as_viewer: Browser, ledger, a_request, army, reporter, now):
    ministry = add_party(name="Ministry of Defence", kind=PartyKind.MINISTRY, by=reporter, at=now)
    relate_parties(party=ministry, kind=PartyRelationKind.ANSWERS_FOR, other=army, by=reporter, at=now)

    assert len(as_viewer.get(ledger, {"party": army.pk}).context["page"]) == 4
    for odd in (ministry.pk, "x", "\0"):
        assert as_viewer.get(ledger, {"party": odd}).status_code == 200


def test_it_is_paged(as_viewer: Browser, ledger, monkeypatch):
    monkeypatch.setattr(pages, "SHOWN", 3)

    assert [str(entry.kind.label) for entry in as_viewer.get(ledger, {"page": 2}).context["page"]] == ["Deadline"]
    assert "page=2" in as_viewer.get(ledger).content.decode()


def test_the_incident_shows_the_last_five_and_leads_there(as_viewer: Browser, a_request, ledger, file, reporter, now):
    tried = {"channel": Channel.PHONE, "reached": Reached.NOBODY, "outcome": Outcome.NO_ANSWER}
    for minute in range(6):
        record_attempt(comment_request=a_request, **tried, by=reporter, at=now + timedelta(minutes=minute))
    answer = as_viewer.get(reverse("incident", args=[a_request.incident.reference]))

    assert len(answer.context["ledger"]) == 5
    assert f'href="{ledger}"' in answer.content.decode()
    assert f'href="{file}"' in answer.content.decode()


def test_nothing_done_says_so_and_what_to_do(as_reporter: Browser, as_viewer: Browser, incident):
    for name in NAMES:
        assert as_viewer.get(reverse(name, args=[incident.reference])).status_code == 200
    address = reverse("incident-ledger", args=[incident.reference])
    assert "Nobody has been asked yet." in read(as_viewer.get(address))
    assert "Ask somebody" in read(as_reporter.get(address))
    assert "Ask somebody" not in read(as_viewer.get(address))


def test_the_file_holds_the_exact_text_the_states_and_numbers(as_viewer: Browser, file, replied, a_request):
    answer = as_viewer.get(file)
    text = read(answer)

    assert a_request.text in answer.content.decode()
    assert "Where was the air wing on Sunday?" in text
    assert "Asked The army killed at least 21 people (carried out)" in text
    assert [f"{number} {what}" in text for number, what in enumerate(("Request drafted", "Request sent"), 1)] == [
        True,
        True,
    ]
    assert "the record has not been sealed yet" in text
    assert "Declined" not in text


def test_the_file_names_the_head_of_the_record(as_viewer: Browser, file):
    assert number_changes()
    seal_record(now=LATER)
    text = read(as_viewer.get(file))

    seal = Seal.objects.get()
    assert f"the record up to position {seal.last_position}, head 1" in text
    assert seal.root_hash in text


def test_the_hours_stand_in_the_readers_zone_with_utc_beside(as_viewer: Browser, file, users):
    users[Role.VIEWER].time_zone = "Asia/Kathmandu"
    users[Role.VIEWER].save()

    assert "20 November 2026, 17:45 UTC+05:45 (2026-11-20 12:00 UTC)" in read(as_viewer.get(file))


def test_what_is_not_for_publication_is_counted_and_left_out_of_the_copy_for_outside(
    as_viewer: Browser, as_reporter: Browser, file, a_request, reporter, now
):
    hushed = {"words": "Between us", "terms": Terms.OFF_THE_RECORD}
    record_reply(comment_request=a_request, kind=ReplyKind.STATEMENT, **hushed, by=reporter, at=now)

    inside, outside = read(as_reporter.get(file)), read(as_reporter.get(file, {"copy": "outside"}))
    assert "Between us" in inside
    assert "1 item in it was not said for publication" in inside
    assert "Between us" not in outside
    assert "1 item withheld" in outside
    assert "Between us" not in read(as_viewer.get(file))
    assert "1 item withheld" in read(as_viewer.get(file))


def test_both_can_be_seen_as_known_at_an_instant(as_viewer: Browser, ledger, file, a_request, reporter, now):
    then = clock()
    record_reply(comment_request=a_request, kind=ReplyKind.DECLINES, words="No.", by=reporter, at=now)

    for address in (ledger, file):
        assert "Declines to comment" in read(seen(as_viewer, address))
        past = read(seen(as_viewer, address, as_of=then))
        assert "Declines to comment" not in past
        assert "As known at" in past


@pytest.mark.parametrize("name", NAMES)
def test_a_restricted_or_foreign_incident_is_not_there(
    as_stranger: Browser, as_reporter: Browser, incident, editor, now, name
):
    address = reverse(name, args=[incident.reference])
    assert as_stranger.get(address).status_code == 404
    restrict_incident(incident=incident, by=editor, at=now)
    assert as_reporter.get(address).status_code == 404
