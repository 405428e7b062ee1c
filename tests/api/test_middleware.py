"""Tools pass only what they need of the chain; people in the browser pass all of it, below /api/ as well."""

import pytest
from django.conf import settings

from claims.vocabulary import Role
from tests.api.conftest import Caller, refusal

PAST_TOOLS = ("Sessions", "Forms", "People", "Messages", "Htmx")
pytestmark = pytest.mark.django_db


def test_a_tool_has_no_session_and_sets_no_cookie(token_of, users):
    call = Caller(users[Role.ADMIN], token=token_of(Role.VIEWER))  # a browser's cookies come along: they count nothing
    answer = call.get("me/")

    assert answer.json()["by"]["kind"] == "token"
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")
    assert refusal(call.post("incidents/", {"title": "T"}), 403)


@pytest.mark.parametrize("presented", ["Bearer x", "bearer  ", "BEARER onrec_"])
def test_a_false_token_does_not_fall_back_on_the_session(users, presented):
    call = Caller(users[Role.ADMIN], enforce_csrf_checks=True)
    for method in ("get", "post"):
        assert refusal(call(method, "incidents/", headers={"Authorization": presented}), 401)[0] == "token_not_valid"


def test_every_answer_has_its_security_headers(token_of, by_viewer, by_nobody):
    for call, address in [
        (Caller(token=token_of()), "me/"),
        (Caller(token="x"), "me/"),
        (Caller(token=token_of()), "docs/"),
        (Caller(token=token_of()), "/api/v2/"),
        (by_viewer, "me/"),
        (by_nobody, "me/"),
        (by_nobody, "docs/"),
    ]:
        answer = call.get(address)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        is_page = "html" in answer["Content-Type"]
        assert ("script-src" in answer["Content-Security-Policy"]) or not is_page


def test_sentences_come_in_the_language_asked_for(token_of):
    answer = Caller(token=token_of()).get("nothing/", headers={"Accept-Language": "fr"})
    assert answer["Content-Language"] == "fr"


def test_elsewhere_a_token_is_nothing(client):
    answer = client.get("/", headers={"Authorization": "Bearer x"}, secure=True)
    assert answer.status_code == 302
    assert hasattr(answer.wsgi_request, "session")


def test_the_chain_is_the_one_of_django_but_for_tools():
    ours = [name.rpartition(".")[2] for name in settings.MIDDLEWARE if name.startswith("tracker.")]
    assert sorted(ours) == sorted([*PAST_TOOLS, "Compressed", "ContentPolicy"])
