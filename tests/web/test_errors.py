"""Pages for what goes wrong, and their counterparts under /api/."""

import pytest
from django.test import override_settings
from django.urls import path, reverse

from claims.web.errors import broken, csrf_failed, forbidden, not_found
from tests.web.conftest import Browser
from tracker.urls import urlpatterns as ours

pytestmark = pytest.mark.django_db

handler403, handler404, handler500 = forbidden, not_found, broken


def _break(request):
    raise ZeroDivisionError


urlpatterns = [path("breaks/", _break), path("api/v1/breaks/", _break), *ours]


def test_a_missing_page_says_what_may_be_the_case(as_nobody: Browser):
    answer = as_nobody.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_broken_page_tells_nothing_of_the_inside():
    browser = Browser(raise_request_exception=False)
    page, document = browser.get("/breaks/"), browser.get("/api/v1/breaks/")

    assert (page.status_code, document.status_code) == (500, 500)
    assert "Something went wrong on our side" in page.content.decode()
    assert "ZeroDivision" not in page.content.decode()
    assert document["Content-Type"] == "application/problem+json"
    assert document.json()["code"] == "internal_error"


def test_a_form_without_its_token_is_refused_with_the_way_out(users, incident, snapshot):
    browser = Browser(enforce_csrf_checks=True)
    before = snapshot()
    answer = browser.post(reverse("sign-in"), {"username": "reporter@desk.example", "password": "x"})

    assert answer.status_code == 403
    assert "what you typed is still there" in answer.content.decode()
    assert snapshot() == before


def test_problem_documents_stand_for_pages_under_the_api(rf):
    for answer, status, code in [
        (not_found(rf.get("/api/v1/x"), Exception()), 404, "not_found"),
        (forbidden(rf.get("/api/v1/x"), Exception()), 403, "not_permitted"),
        (csrf_failed(rf.get("/api/v1/x")), 403, "csrf_failed"),
    ]:
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert f'"code": "{code}"' in answer.content.decode()
