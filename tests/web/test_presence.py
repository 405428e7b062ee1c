"""Who else is looking at an incident or a claim, or editing it."""

import pytest
import time_machine
from django.urls import reverse

from claims.actions.incidents import restrict_incident
from tests.web.conftest import LATER, Browser

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def here(a_claim) -> str:
    return reverse("claim-presence", args=[a_claim.pk])


def told(browser: Browser, address: str) -> str:
    answer = browser.get(address, headers=HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_sees_who_else_looks_and_who_edits_and_not_oneself(as_reporter, as_editor, as_viewer, here, incident):
    assert told(as_reporter, here).strip() == ""
    told(as_editor, f"{here}?editing=1")

    seen = told(as_viewer, here)
    assert "Editing now:</strong> <bdi>Editor</bdi>" in seen
    assert "Looking at this: <bdi>Reporter</bdi>" in seen
    assert "Viewer" not in seen
    assert told(as_viewer, reverse("incident-presence", args=[incident.reference])).strip() == ""


def test_it_ends_by_itself(as_reporter, as_editor, here):
    told(as_reporter, here)
    assert "Reporter" in told(as_editor, here)
    with time_machine.travel(LATER.replace(minute=LATER.minute + 2), tick=False):
        assert "Reporter" not in told(as_editor, here)


def test_whoever_may_not_see_it_is_told_nothing(as_stranger, as_reporter, as_editor, here, incident, editor, now):
    assert as_stranger.get(here).status_code == 404
    restrict_incident(incident=incident, reason="A source at risk", by=editor, at=now)
    told(as_editor, here)
    assert as_reporter.get(here).status_code == 404


def test_without_a_cache_nothing_is_shown_and_nothing_breaks(as_reporter, as_editor, here, settings):
    told(as_reporter, here)
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": gone}

    assert told(as_editor, here).strip() == ""


def test_a_session_that_ran_out_stops_asking_and_leaves_the_page(as_nobody, here):
    answer = as_nobody.get(here, headers=HTMX)

    assert answer.status_code == 286
    assert "HX-Redirect" not in answer.headers


def test_pages_and_forms_ask(as_reporter, a_claim, incident):
    for name, argument, editing in (
        ("claim", a_claim.pk, ""),
        ("incident", incident.reference, ""),
        ("claim-revise", a_claim.pk, "?editing=1"),
        ("incident-revise", incident.reference, "?editing=1"),
    ):
        page = as_reporter.get(reverse(name, args=[argument])).content.decode()
        assert f'presence/{editing}" data-hx-trigger="load, every 30s"' in page
