"""The page of flags."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions.flags import raise_flags
from claims.actions.incidents import close_incident, restrict_incident
from claims.vocabulary import FlagKind
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def kinds(answer) -> list[str]:
    return [flag.kind for flag in answer.context["page"]]


def test_nothing_is_flagged_at_first(as_viewer: Browser, newsroom):
    assert "Nothing is flagged" in as_viewer.get("/flags/").content.decode()


def test_an_allegation_not_asked_is_flagged_with_what_to_do(as_editor: Browser, as_viewer: Browser, allegation, now):
    raise_flags(now=now + timedelta(hours=25))
    answer = as_editor.get("/flags/")

    assert kinds(answer) == [FlagKind.NOT_ASKED]
    text = answer.content.decode()
    assert reverse("request-new", args=[allegation.claim.incident.reference]) in text
    assert reverse("waive", args=[allegation.pk]) in text
    assert reverse("waive", args=[allegation.pk]) not in as_viewer.get("/flags/").content.decode()


def test_a_request_past_its_deadline_is_flagged_until_it_is_cleared(as_viewer: Browser, a_request, editor, now):
    later = a_request.deadline + timedelta(minutes=1)
    raise_flags(now=later)
    assert kinds(as_viewer.get("/flags/")) == [FlagKind.ONE_ATTEMPT, FlagKind.NO_REPLY]
    assert kinds(as_viewer.get("/flags/", {"kind": "due_soon"})) == []
    assert kinds(as_viewer.get("/flags/", {"incident": a_request.incident_id})) == [
        FlagKind.ONE_ATTEMPT,
        FlagKind.NO_REPLY,
    ]

    close_incident(incident=a_request.incident, reason="Settled", by=editor, at=now)
    raise_flags(now=later)
    assert kinds(as_viewer.get("/flags/")) == []


def test_flags_of_a_restricted_incident_are_for_those_who_see_it(
    as_reporter: Browser, as_editor: Browser, allegation, editor, now
):
    raise_flags(now=now + timedelta(hours=25))
    restrict_incident(incident=allegation.claim.incident, by=editor, at=now)

    assert kinds(as_reporter.get("/flags/")) == []
    assert kinds(as_editor.get("/flags/")) == [FlagKind.NOT_ASKED]


@pytest.mark.parametrize("query", [{"kind": "x"}, {"incident": "\0"}, {"page": "x"}])
def test_odd_filters_do_no_harm(as_viewer: Browser, allegation, query):
    assert as_viewer.get("/flags/", query).status_code == 200
