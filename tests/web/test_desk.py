"""What needs me: flags, drafts, replies outstanding, claims not assessed, what changed."""

from datetime import timedelta

import pytest

from claims.actions.clock import run_flags
from claims.actions.comment_requests import draft_comment_request, send_comment_request
from claims.actions.incidents import restrict_incident
from claims.vocabulary import Channel
from tests.web.conftest import LATER, Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(incident, army, allegation, reporter, now):
    """A draft of the reporter's."""
    return draft_comment_request(
        incident=incident,
        party=army,
        text="Did you carry out the strikes?",
        allegations=[allegation],
        deadline=now + timedelta(minutes=30),
        nature="a news report",
        deadline_zone="UTC",
        by=reporter,
        at=now,
    )


def test_a_new_newsrooms_desk_explains_itself(as_viewer: Browser, newsroom):
    page = as_viewer.get("/").content.decode()

    assert "Nothing is flagged" in page
    assert "My drafts" not in page


def test_standing_flags_stand_under_their_incident(as_reporter: Browser, a_claim, incident, army, now):
    run_flags(now=now + timedelta(hours=25))
    answer = as_reporter.get("/")
    page = answer.content.decode()

    assert answer.context["counts"]["flags"] == 1
    assert f'href="/incidents/{incident.reference}/requests/new/?party={army.pk}"' in page
    assert "Not asked" in page


def test_drafts_are_their_makers_alone(as_reporter: Browser, as_editor: Browser, asked):
    assert list(as_reporter.get("/").context["drafts"]) == [asked]
    assert list(as_editor.get("/").context["drafts"]) == []


def test_an_overdue_request_leads_those_that_wait(as_viewer: Browser, asked, reporter, now):
    send_comment_request(comment_request=asked, channel=Channel.EMAIL, by=reporter, at=now)
    page = as_viewer.get("/").content.decode()

    assert "overdue since" in page
    assert 'title="2026-11-20 12:30 UTC"' in page


def test_claims_not_assessed_are_counted_and_listed(as_viewer: Browser, a_claim):
    answer = as_viewer.get("/")

    assert answer.context["counts"]["unassessed"] == 1
    assert a_claim.text in answer.content.decode()


def test_nothing_of_a_restricted_incident_is_on_anybody_elses_desk(
    as_reporter: Browser, as_editor: Browser, a_claim, asked, incident, editor, now
):
    run_flags(now=now + timedelta(hours=25))
    restrict_incident(incident=incident, by=editor, at=LATER)
    page = as_reporter.get("/").content.decode()

    for words in (incident.title, incident.reference, a_claim.text):
        assert words not in page
        assert words in as_editor.get("/").content.decode()


def test_the_desk_takes_as_many_queries_whatever_is_on_it(
    as_reporter: Browser,
    a_claim,
    asked,
    reporter,
    now,
    coalition,
    incident,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    with django_assert_max_num_queries(30) as before:
        as_reporter.get("/")
    draft_comment_request(incident=incident, party=coalition, text="And you?", by=reporter, at=now)
    run_flags(now=now + timedelta(hours=25))
    with django_assert_num_queries(len(before)):
        as_reporter.get("/")


def test_what_needs_me_is_counted_whole_and_each_count_leads_to_its_section(
    as_reporter: Browser, asked, a_claim, reporter, now
):
    answer = as_reporter.get("/")
    page = answer.content.decode()

    needs = {each.section: each.count for each in answer.context["needs"]}
    assert needs == {"drafts": 1, "unassessed": 1}
    for section in needs:
        assert f'href="#{section}-heading"' in page
        assert f'id="{section}-heading"' in page


def test_where_nothing_needs_me_the_desk_says_so(as_viewer: Browser, newsroom):
    assert "Nothing needs you." in as_viewer.get("/").content.decode()
