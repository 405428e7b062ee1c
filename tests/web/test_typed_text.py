"""What was typed is not lost: which forms the browser keeps, when it forgets, and what a lost session answers."""

import pytest
from django.urls import reverse

from claims.actions.protected_identities import protect_identity
from tests.web.conftest import Browser
from tests.web.pages import read

HTMX = {"HX-Request": "true", "HX-Current-URL": "https://testserver/incidents/new/"}

pytestmark = pytest.mark.django_db


def test_forms_are_kept_under_who_types_and_where(as_reporter: Browser, users, incident, newsroom):
    page = as_reporter.get(reverse("incident-revise", args=[incident.reference])).content.decode()

    assert f'data-user="{as_reporter.client.session["_auth_user_id"]}-{newsroom.pk}"' in page
    assert "data-keep" in page
    assert "typed.js" in page


def test_who_somebody_is_and_passwords_are_never_kept(as_reporter: Browser, as_admin: Browser, reporter, now):
    identity = protect_identity(pseudonym="Witness 1", by=reporter, at=now)
    for browser, name, args in (
        (as_reporter, "identity-new", []),
        (as_reporter, "identity-revise", [identity.pk]),
        (as_reporter, "identity-share", [identity.pk]),
        (as_reporter, "password-change", []),
        (as_admin, "token-issue", []),
    ):
        answer = browser.get(reverse(name, args=args))
        assert answer.status_code == 200
        assert "data-keep" not in answer.content.decode()


def test_the_page_after_a_save_says_which_text_may_be_forgotten_and_a_refusal_does_not(as_reporter, incident):
    address = reverse("incident-revise", args=[incident.reference])
    page = read(as_reporter, address)

    refused = page.press(title="")
    assert refused.status == 422
    assert "data-saved" not in refused.text
    assert f'data-saved="{address}"' in page.press(title="Another title").follow().text


def test_a_session_that_ran_out_leaves_the_page_and_what_was_typed(as_nobody: Browser, incident, snapshot):
    before = snapshot()
    address = reverse("incident-revise", args=[incident.reference])
    answer = as_nobody.post(address, {"title": "Typed", "version": 1}, headers=HTMX)

    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers
    assert snapshot() == before


def test_so_does_a_session_that_ran_out_with_its_proof(db):
    browser = Browser(enforce_csrf_checks=True)

    assert browser.post(reverse("incident-new"), {"title": "Typed"}, headers=HTMX).status_code == 401
    assert browser.post(reverse("incident-new"), {"title": "Typed"}).status_code == 403
