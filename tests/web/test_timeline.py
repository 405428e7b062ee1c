"""An incident in order of time: each event once, in its lane, and nothing that the reader may not see."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from claims.actions.assessments import assess_claim
from claims.actions.attempts import record_attempt
from claims.actions.drafts import ClaimDraft
from claims.actions.replies import record_reply
from claims.actions.utterances import record_utterance
from claims.models.timeline import Event, timeline_of
from claims.rules.timeline import Span
from claims.vocabulary import (
    Channel,
    DatePrecision,
    Outcome,
    Reached,
    ReplyKind,
    Status,
    Terms,
    TimelineKind,
)
from claims.web.timeline import picture_of
from tests.factories import NOW, UTC
from tests.web.conftest import LATER, Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(incident) -> str:
    return reverse("incident-timeline", args=[incident.reference])


def lanes(page: str) -> list[str]:
    (found,) = re.findall(r'<svg role="img".*?</svg>(?=\s*<figcaption)', page, re.DOTALL)
    return ["".join(each.itertext()) for each in ElementTree.fromstring(found).iter("text")][-len(TimelineKind) :]


def test_every_kind_of_event_has_its_lane_and_stands_in_the_list_once(
    as_viewer: Browser, page, a_request, a_claim, fact_checker, reporter, now
):
    record_attempt(
        comment_request=a_request,
        channel=Channel.PHONE,
        outcome=Outcome.NO_ANSWER,
        reached=Reached.NOBODY,
        by=reporter,
        at=LATER,
    )
    record_reply(
        comment_request=a_request, kind=ReplyKind.ASKS_FOR_TIME, words="A day", received_at=now, by=reporter, at=LATER
    )
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No.", by=fact_checker, at=LATER)
    text = as_viewer.get(page).content.decode()

    drawn = {TimelineKind.ASKED, TimelineKind.REPLIED, TimelineKind.ASSESSED}
    assert {kind for kind in TimelineKind if kind.label in lanes(text)} == drawn
    assert "Nobody has said when" in text  # it happened, or the claim was made
    for words in ("Request sent", "Attempt", "Asks for time", "Assessed as", a_claim.text):
        assert words in text
    assert text.count('<li class="event-said">') == 1


def test_what_is_known_by_the_day_is_a_bar_and_what_is_unknown_is_last_and_not_drawn(
    incident, coalition, reporter, viewer, now
):
    for said in ({"said_on": NOW.date(), "said_precision": DatePrecision.DAY}, {}):
        claims = [ClaimDraft(incident=incident, text="It was so")]
        record_utterance(claimants=[coalition], claims=claims, **said, by=reporter, at=now)
    events = timeline_of(incident, actor=viewer, zone=UTC, now=now)
    known, unknown = [event for event in events if event.kind == TimelineKind.SAID]

    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    assert known.span == Span(midnight, midnight + timedelta(days=1))
    assert (unknown.span, events[-1]) == (None, unknown)
    assert picture_of(events) is None  # nothing to compare it with
    noon = Span(NOW, NOW)
    (lane, _other) = picture_of([*events, Event(TimelineKind.ASKED, noon, incident)]).lanes
    assert [(mark.number, mark.width > 0) for mark in lane.marks] == [(1, True)]


def test_what_lies_close_together_is_one_mark_that_counts(incident, coalition, reporter, viewer, now):
    for minutes in (0, 1, 2, 600):
        said = {"said_at": now - timedelta(minutes=minutes), "said_precision": DatePrecision.INSTANT}
        claims = [ClaimDraft(incident=incident, text="It was so")]
        record_utterance(claimants=[coalition], claims=claims, **said, by=reporter, at=now)
    picture = picture_of(timeline_of(incident, actor=viewer, zone=UTC, now=now))
    (lane,) = [lane for lane in picture.lanes if lane.heading == TimelineKind.SAID.label]
    assert [mark.number for mark in lane.marks] == [1, 3]

    with translation.override("ar"):
        mirrored = picture_of(timeline_of(incident, actor=viewer, zone=UTC, now=now))
    assert mirrored.ticks[0].x == 100 - picture.ticks[0].x


def test_whoever_is_not_told_who_spoke_finds_nothing_of_it(
    as_viewer, as_reporter, page, incident, coalition, reporter, now
):
    claims = [ClaimDraft(incident=incident, text="Said in confidence")]
    record_utterance(claimants=[coalition], claims=claims, terms=Terms.OFF_THE_RECORD, by=reporter, at=now)

    assert "Said in confidence" in as_reporter.get(page).content.decode()
    assert "Said in confidence" not in as_viewer.get(page).content.decode()


def test_as_many_queries_for_ten_utterances_as_for_one(as_viewer, page, incident, coalition, a_claim, reporter, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_viewer.get(page).status_code == 200
        return len(captured)

    queries()
    before = queries()
    for number in range(10):
        claims = [ClaimDraft(incident=incident, text=f"Claim {number}")]
        record_utterance(claimants=[coalition], claims=claims, by=reporter, at=now)
    assert queries() == before
