"""Whatever is sent, the API answers in its own words, and what it refuses leaves no trace."""

import os
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.api.urls import urlpatterns
from claims.models import Newsroom
from tests.api.anything import bodies, query_strings, resolved, sent
from tests.api.conftest import MERGING, Caller
from tests.api.world import correspond, furnished, made, said
from tests.architecture.test_api_sweep import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

VIEWS = {str(pattern.name): pattern.callback.view_class for pattern in urlpatterns}
WRITES = [(method, name, address) for method, name, address in ROUTES if method != "get"]
NOUNS = sorted({address.split("/")[0] for _method, _name, address in WRITES})
LISTS = [(name, address) for method, name, address in ROUTES if method == "get" and hasattr(VIEWS[name].get, "filters")]
# Furnishing two newsrooms over the API takes longer than most of what is tried on them: it is done once per part.
PARTS = 3
FULL = bool(os.environ.get("TEST_FULL"))
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES") or (500 if FULL else 10))
FUZZED: dict[str, Any] = {
    "deadline": None,
    "derandomize": not FULL,
    "database": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
}
PLACES = st.integers(0, 5)
ANSWERS = {200, 201, 207, 400, 403, 404, 409, 412, 413, 422}


# The rows whose ids stand in addresses, by noun.
MODELS = {
    "incidents": "Incident",
    "questions": "Question",
    "parties": "Party",
    "sources": "Source",
    "utterances": "Utterance",
    "claims": "Claim",
    "claim-relations": "ClaimRelation",
    "comment-requests": "CommentRequest",
    "members": "Membership",
    "tokens": "ApiToken",
}


@pytest.fixture
def ids(by_editor, token_of) -> dict[str, int]:
    """With a request that was sent beside one that is a draft, and a second claim."""
    found = furnished(by_editor)
    correspond(by_editor, found["comment-requests"])
    draft = {"incident": found["incidents"], "party": found["parties"], "text": "And now?", "questions": ["Well?"]}
    made(by_editor, "comment-requests/", draft)
    more = said(found["coalition"], found["incidents"], found["questions"], found["parties"], found["sources"])
    made(by_editor, "utterances/", more)
    token_of()
    return found


@pytest.fixture
def theirs(ids, by_stranger) -> dict[str, list[int]]:
    furnished(by_stranger)
    return rows_of(Newsroom.objects.get(slug="elsewhere"))


@pytest.fixture
def ours(ids, newsroom) -> dict[str, list[int]]:
    return rows_of(newsroom)


def rows_of(newsroom: Newsroom) -> dict[str, list[int]]:
    """Model → ids of the newsroom's rows."""
    models = [model for model in apps.get_app_config("claims").get_models() if hasattr(model, "newsroom")]
    return {
        model.__name__: list(
            model._default_manager.filter(newsroom=newsroom).order_by("pk").values_list("pk", flat=True)
        )
        for model in models
    }


@pytest.mark.parametrize("part", range(PARTS))
def test_no_input_breaks_the_api_and_a_refused_one_leaves_no_trace(
    part, ids, ours, theirs, by_admin, snapshot, subtests
):
    before = snapshot()
    for noun in NOUNS[part::PARTS]:
        with subtests.test(noun):
            send_anything(noun, ours, theirs, by_admin, lambda: snapshot() == before)


def send_anything(noun, ours, theirs, by_admin, untouched):
    operations = [operation for operation in WRITES if operation[2].split("/")[0] == noun]
    rows = ours.get(MODELS.get(noun, ""), [1])

    @settings(max_examples=EXAMPLES * len(operations), **FUZZED)
    @given(st.sampled_from(operations).flatmap(lambda each: st.tuples(st.just(each), bodies(takes(*each)))), PLACES)
    def check(drawn, place):
        (method, _name, address), body = drawn
        with transaction.atomic():
            address = address.format(id=rows[place % len(rows)])
            merging = MERGING if method == "patch" else {}
            answer = by_admin(method, address, sent(resolved(body, ours, theirs)), headers=merging)
            if answer.status_code >= 400:
                assert untouched()
            transaction.set_rollback(True)
        assert_answered(by_admin, answer)

    check()


def takes(method: str, name: str, _address: str):
    return getattr(VIEWS[name], method).takes


@pytest.mark.parametrize("part", range(PARTS))
def test_no_query_string_breaks_a_list(part, ids, ours, theirs, by_admin, subtests):
    for name, address in LISTS[part::PARTS]:
        with subtests.test(address):
            ask_anything(name, address.format(id=ids.get(address.split("/")[0], 1)), ours, theirs, by_admin)


def ask_anything(name, address, ours, theirs, by_admin):
    @settings(max_examples=EXAMPLES, **FUZZED)
    @given(query_strings(VIEWS[name].get.filters))
    def check(query):
        found = {key: str(value) for key, value in resolved(query, ours, theirs).items()}
        assert_answered(by_admin, by_admin("get", address, query_params=found))

    check()


def assert_answered(call: Caller, answer) -> None:
    assert answer.status_code in ANSWERS, answer.content
    said = answer.json()
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert said["code"] != "conflicting_write", said
        assert all(error["message"] and error["code"] for error in said["errors"]), said
