"""`Idempotency-Key`: asked twice, done once."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from claims.actions.once import forget_answers
from claims.actions.redactions import approve_redaction, propose_redaction
from claims.models import ApiToken, Change, Incident, KeptAnswer, Party
from claims.vocabulary import Role
from tests.factories import NOW

KEY = {"Idempotency-Key": "7f3c-desk-1"}
PARTY = {"name": "Border guard", "kind": "state_forces"}


def post(caller, body=None, key=KEY, address="parties/"):
    return caller.post(address, PARTY if body is None else body, headers=key)


def test_the_same_request_with_the_same_key_is_answered_to_the_byte_and_done_once(by_token):
    first, again = post(by_token), post(by_token)

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first["Content-Type"] == again["Content-Type"] == "application/json"
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert again["Cache-Control"] == "private, no-store"
    assert Party.objects.filter(name="Border guard").count() == 1


def test_without_a_key_the_rule_against_a_second_party_answers(by_token):
    assert post(by_token, key={}).status_code == 201
    assert post(by_token, key={}).status_code == 422


@pytest.mark.parametrize("other", ["body", "address"])
def test_the_same_key_for_something_else_is_refused_and_leaves_no_trace(by_token, snapshot, other):
    post(by_token)
    before = snapshot()

    if other == "body":
        refused = post(by_token, {**PARTY, "name": "Other guard"})
    else:
        refused = post(by_token, address="sources/")
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert snapshot() == before


@pytest.mark.parametrize("key", ["", "two words", "é", "x" * 256])
def test_what_is_no_key_is_refused_and_leaves_no_trace(by_token, snapshot, key):
    before = snapshot()
    refused = post(by_token, key={"Idempotency-Key": key})

    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_unreadable")
    assert snapshot() == before


def test_a_refusal_is_not_kept_so_the_same_key_may_try_again(by_token):
    refused = post(by_token, {**PARTY, "name": ""})
    assert refused.status_code == 422
    assert not KeptAnswer.objects.exists()

    assert post(by_token).status_code == 201


def test_keys_are_each_callers_own(by_token, as_):
    assert post(by_token).status_code == 201
    assert post(as_(Role.EDITOR), {**PARTY, "name": "Coast guard"}).status_code == 201
    assert KeptAnswer.objects.count() == 2


def test_after_a_day_the_key_is_free_again(by_token):
    post(by_token)
    with time_machine.travel(NOW + timedelta(days=1, hours=2), tick=False):
        later = post(by_token, {**PARTY, "name": "Coast guard"})
    assert later.status_code == 201
    assert forget_answers(now=NOW + timedelta(days=3)) == 1
    assert not KeptAnswer.objects.exists()


def test_an_answer_that_holds_a_secret_is_not_kept_and_not_given_twice(as_):
    body = {"label": "Wire desk", "role": "reporter", "scopes": ["read"]}
    first, again = (post(as_(Role.ADMIN), body, address="tokens/") for _n in range(2))

    assert first.status_code == 201
    assert (again.status_code, again.json()["code"]) == (422, "answer_not_kept")
    assert ApiToken.objects.filter(label="Wire desk").count() == 1
    assert KeptAnswer.objects.get().body is None


def test_a_redaction_destroys_kept_answers_too(by_token, incident, editor, admin, now):
    at = now + timedelta(hours=2)
    body = {"title": "Strike, says witness at 4 Mill Lane", "summary": "A witness at 4 Mill Lane"}
    made = post(by_token, body, address="incidents/").json()
    row = Incident.objects.get(pk=made["id"])
    proposed = propose_redaction(subject=row, field="summary", reason="An address", by=editor, at=at)
    approve_redaction(redaction=proposed, by=admin, at=at)

    assert KeptAnswer.objects.get().body is None
    assert post(by_token, body, address="incidents/").json()["code"] == "answer_not_kept"
    assert Incident.objects.filter(pk__gt=incident.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_does_it_and_all_others_wait_or_hear_of_it(by_token):
    together = threading.Barrier(6)
    answers = []

    def ask() -> None:
        try:
            together.wait(20)
            answers.append(post(by_token))
        finally:
            connection.close()

    asking = [threading.Thread(target=ask) for _n in range(6)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(60)

    assert len(answers) == 6
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"in_flight"}
    assert Change.objects.filter(verb="party.added", after__name="Border guard").count() == 1
    assert post(by_token).status_code == 201
