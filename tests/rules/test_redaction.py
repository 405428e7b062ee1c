"""Who may destroy which value, with whom, and where the record says so."""

import pytest
from django.apps import apps
from django.db import models

from claims.errors import NotPermitted, RuleBroken
from claims.rules.redaction import (
    REDACTABLE,
    approved,
    check_by_a_person,
    check_reason_is_silent,
    check_redactable,
    check_second_person,
)
from claims.vocabulary import ActorKind, Role


@pytest.mark.parametrize(
    ("subject", "field"), [(subject, field) for subject in REDACTABLE for field in REDACTABLE[subject]]
)
def test_every_redactable_field_is_a_text_that_has_room_for_what_stands_there_then(subject, field):
    column = apps.get_model("claims", subject)._meta.get_field(field)

    assert isinstance(column, models.CharField)
    assert not column.choices
    assert column.max_length >= len(REDACTABLE[subject][field])
    assert REDACTABLE[subject][field] or column.blank
    check_redactable(subject, field)


@pytest.mark.parametrize(
    ("subject", "field"),
    [
        ("claim", "status"),
        ("utterance", "terms"),
        ("utterance", "id"),
        ("party", "name"),
        ("membership", "role"),
        ("", ""),
    ],
)
def test_facts_are_not_redacted(subject, field):
    with pytest.raises(RuleBroken, match="cannot be redacted"):
        check_redactable(subject, field)


@pytest.mark.parametrize(
    ("one", "other"), [(Role.ADMIN, Role.EDITOR), (Role.EDITOR, Role.ADMIN), (Role.ADMIN, Role.ADMIN)]
)
def test_an_admin_and_an_editor_together(one, other):
    check_second_person(proposer=1, proposed_as=one, approver=2, approves_as=other)


def test_two_editors_need_an_admin():
    with pytest.raises(RuleBroken) as refusal:
        check_second_person(proposer=1, proposed_as=Role.EDITOR, approver=2, approves_as=Role.EDITOR)
    assert refusal.value.code == "admin_needed"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_nobody_alone(role):
    with pytest.raises(RuleBroken) as refusal:
        check_second_person(proposer=1, proposed_as=role, approver=1, approves_as=Role.ADMIN)
    assert refusal.value.code == "second_person_needed"


@pytest.mark.parametrize("kind", [kind for kind in ActorKind if kind != ActorKind.USER])
def test_no_token_no_clock_no_command(kind):
    with pytest.raises(NotPermitted):
        check_by_a_person(kind)


def test_a_reason_must_not_keep_the_value():
    with pytest.raises(RuleBroken, match="without the value"):
        check_reason_is_silent("was called AMINA in full", ["Amina"])
    check_reason_is_silent("asked us to", ["Amina"])
    check_reason_is_silent("it was the alias", ["Ali"])  # too short to tell


def test_only_what_two_people_decided_is_approved():
    proposals = {1: {"by_user_id": 5}, 2: {"by_user_id": 5}}
    approvals = [
        {"redaction_id": 1, "by_user_id": 6, "destroyed": {"10": ["note"], "11": ["note", "change.reason"]}},
        {"redaction_id": 2, "by_user_id": 5, "destroyed": {"12": ["note"]}},
        {"redaction_id": 3, "by_user_id": 6, "destroyed": {"13": ["note"]}},
    ]

    assert approved(proposals, approvals) == {10: {"note"}, 11: {"note", "change.reason"}}
