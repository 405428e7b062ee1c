"""Scripts of other sites: shut out unless their origin is named, and never with a person's cookies."""

import pytest
from django.test import override_settings

from claims.vocabulary import Role
from tests.api.conftest import Caller, refusal
from tracker import cors, settings

SITE = {"Origin": "https://tool.example"}
ASKING = SITE | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
ALLOW = "Access-Control-Allow-Origin"
pytestmark = pytest.mark.django_db


def with_origins(*origins: str):
    return override_settings(
        **cors.settings_for(list(origins), apps=settings.INSTALLED_APPS, middleware=settings.MIDDLEWARE)
    )


def test_where_no_origin_is_named_the_middleware_is_not_even_there(token_of):
    assert cors.settings_for([], apps=["a"], middleware=["b"]) == {}
    assert cors.MIDDLEWARE not in settings.MIDDLEWARE
    call = Caller(token=token_of())
    assert ALLOW not in call.get("me/", headers=SITE).headers
    assert call("options", "me/", headers=ASKING).status_code == 405


def test_a_named_origin_calls_with_a_token(token_of):
    call = Caller(token=token_of())
    with with_origins("https://tool.example"):
        answer = call.get("me/", headers=SITE)
        preflight = Caller()("options", "incidents/", headers=ASKING)
        other = call.get("me/", headers={"Origin": "https://other.example"})

    assert answer.status_code == 200
    assert answer[ALLOW] == preflight[ALLOW] == "https://tool.example"
    assert "RateLimit" in answer["Access-Control-Expose-Headers"]
    assert {"authorization", "idempotency-key"} <= set(preflight["Access-Control-Allow-Headers"].split(", "))
    assert ALLOW not in other.headers
    assert other.status_code == 200  # it is the browser that keeps the answer from the script


@pytest.mark.parametrize("origins", [("*",), ("https://tool.example",)])
def test_cookies_never_travel_along(as_, origins):
    with with_origins(*origins):
        answer = as_(Role.VIEWER).get("me/", headers=SITE)

    assert answer[ALLOW] == origins[0]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_pages_are_no_part_of_it(client):
    with with_origins("*"):
        assert ALLOW not in client.get("/sign-in/", headers=SITE, secure=True).headers


def test_a_session_needs_its_csrf_token_all_the_same(users, snapshot):
    call = Caller(users[Role.REPORTER], enforce_csrf_checks=True)
    before = snapshot()
    with with_origins("https://tool.example", "https://testserver"):
        for headers in (SITE, SITE | {"Referer": "https://tool.example/"}, {}):
            assert refusal(call.post("incidents/", {"title": "T"}, headers=headers), 403)[0] == "csrf_failed"
        assert snapshot() == before

        call.client.cookies["csrftoken"] = "a" * 32
        proven = {"X-CSRFToken": "a" * 32, "Referer": "https://testserver/"}
        elsewhere = proven | SITE
        assert refusal(call.post("incidents/", {"title": "T"}, headers=elsewhere), 403)[0] == "csrf_failed"
        assert call.post("incidents/", {"title": "T"}, headers=proven).status_code == 201
