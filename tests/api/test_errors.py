"""Refusals and failures: all of them problem documents."""

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.http import Http404
from django.test import RequestFactory

from claims.api.errors import problem_handler
from claims.api.parsers import LARGEST_BODY
from claims.errors import NotVisible, RuleBroken
from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "",
        " ",
        "nul",
        '{"title": NaN}',
        '{"title": Infinity}',
        '{"title": "a", "title": "b"}',
        b'{"title": "\xff"}',
        '{"latitude": ' + "9" * 5000 + "}",
    ],
)
def test_what_is_not_json_is_refused_as_malformed(by_reporter, snapshot, body):
    before = snapshot()

    assert refusal(by_reporter("post", "incidents/", body), 400)[0] in ("malformed", "invalid_input")

    assert snapshot() == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("[" * 100_000, "too_deep"),
        ('{"a":' * 50_000, "too_deep"),
        ("[" * 33 + "]" * 33, "too_deep"),
        ('{"inferred":' * 33 + "{}" + "}" * 33, "too_deep"),
        ('{"a": [' * 16 + '{"a": 1}' + "]}" * 16, "too_deep"),
        ("[" * 32 + "]" * 32, "invalid_input"),
        ('{"title": "' + "[" * 100 + '"}', "unread"),
    ],
)
def test_what_nests_without_end_is_refused(by_reporter, snapshot, body, code):
    before = snapshot()
    if code == "unread":  # brackets in a text are text
        assert by_reporter("post", "incidents/", body).status_code == 201
        return

    assert refusal(by_reporter("post", "incidents/", body), 400)[0] == code

    assert snapshot() == before


@pytest.mark.parametrize("body", ["[]", "7", '"text"', "null", "true", "[{}]"])
def test_what_is_no_object_is_refused(by_reporter, body):
    assert refusal(by_reporter("post", "incidents/", body), 400)[0] == "invalid_input"


def test_a_body_beyond_all_measure_is_refused(by_reporter):
    body = json.dumps({"title": "x" * LARGEST_BODY})

    assert refusal(by_reporter("post", "incidents/", body), 413)[0] == "too_large"


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml"])
def test_only_json_is_taken(by_reporter, content_type):
    answer = by_reporter("post", "incidents/", "title=T", content_type=content_type)

    assert refusal(answer, 415)[0] == "unsupported_media_type"


def test_only_json_is_served(by_viewer):
    assert refusal(by_viewer.get("incidents/", headers={"Accept": "application/xml"}), 406)[0] == "not_acceptable"


@pytest.mark.parametrize("method", ["put", "delete", "options", "trace"])
def test_a_method_that_is_not_taken_says_which_are(by_editor, incident, method):
    answer = by_editor(method, f"incidents/{incident.pk}/")

    assert refusal(answer, 405)[0] == "method_not_allowed"
    assert set(answer["Allow"].split(", ")) >= {"GET", "PATCH"}


@pytest.mark.parametrize(
    "address",
    ["nowhere/", "incidents", "incidents/x/", f"incidents/{'9' * 5000}/", "incidents/-1/", "", "incidents/1/x/"],
)
def test_where_there_is_nothing_a_problem_document_says_so(by_viewer, by_nobody, address):
    for call in (by_viewer, by_nobody):
        for method in ("get", "post", "delete"):
            assert refusal(call(method, f"/api/v1/{address}"), 404)[0] == "not_found"


@pytest.mark.parametrize("key", [0, 999_999, 2**63 - 1, 2**63, 2**64, 10**400])
def test_a_row_that_does_not_exist_is_404(by_editor, newsroom, key):
    for address in ("incidents", "claims", "parties", "sources", "utterances", "comment-requests", "changes", "flags"):
        assert refusal(by_editor.get(f"{address}/{key}/"), 404)[0] == "not_found"


def test_refusals_echo_no_character_that_cannot_be_sent(by_reporter):
    answer = by_reporter("post", "incidents/", '{"title": "T", "\\ud800": 1, "inferred": {"\\udfff": 7}}')

    assert set(refusal(answer, 400)[1].values()) == {"unknown_field", "wrong_type"}
    answer = by_reporter("post", "incidents/", '{"title": "T", "inferred": {"\\udfff": "x"}}')
    assert refusal(answer, 422)[0] == "unknown_field"


def test_a_refusal_speaks_the_callers_language_but_its_code_does_not(by_viewer):
    english = by_viewer.get("incidents/999999/", headers={"Accept-Language": "en"}).json()
    french = by_viewer.get("incidents/999999/", headers={"Accept-Language": "fr"}).json()

    assert english["code"] == french["code"] == "not_found"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotVisible(), 404, "not_found"),
        (Http404(), 404, "not_found"),
        (RuleBroken("too_late", "It is %(how)s too late.", how="much"), 422, "too_late"),
        (OperationalError(), 503, "unavailable"),
        (ZeroDivisionError("secret detail"), 500, "internal_error"),
    ],
)
def test_every_error_has_its_status_and_says_nothing_of_the_inside(error, status, code):
    request: Any = RequestFactory().get("/api/v1/incidents/")
    request._request = request

    answer = problem_handler(error, {"request": request, "view": None})

    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert "secret" not in json.dumps(answer.data)
    assert answer.content_type == "application/problem+json"
