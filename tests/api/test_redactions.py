"""Redaction over the API, in people's own sessions."""

import pytest

from claims.models import Change, Source
from claims.vocabulary import Role
from tests.api.conftest import Caller, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(by_reporter, source):
    """The change with which a person's name came into a source."""
    by_reporter.patch(f"sources/{source.pk}/", {"version": 1, "author": "Amina of the market"})
    return Change.objects.latest("pk")


@pytest.fixture
def proposed(by_editor, named):
    given = {"change": named.pk, "field": "author", "reason": "asked us to"}
    answer = by_editor.post("redactions/", given)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_two_people_redact(by_editor, by_admin, by_viewer, proposed, named):
    assert (proposed["field"], proposed["by_role"], proposed["approval"]) == ("author", "editor", None)

    done = by_admin.post(f"redactions/{proposed['id']}/approve/").json()

    assert done["approval"]["destroyed"] == {str(named.pk): ["author"]}
    assert (
        by_editor.get("redactions/").json()["results"] == [done] == [by_admin.get(f"redactions/{done['id']}/").json()]
    )
    assert Source.objects.get().author == "[redacted]"
    assert by_viewer.get(f"changes/{named.pk}/").json()["after"]["author"] == {"redacted": True}


def test_nobody_redacts_alone(by_editor, proposed, snapshot):
    before = snapshot()

    assert refusal(by_editor.post(f"redactions/{proposed['id']}/approve/"), 422)[0] == "second_person_needed"
    assert snapshot() == before


@pytest.mark.parametrize(
    ("field", "reason", "code"),
    [
        ("author", "Amina of the market asked", "reason_tells"),
        ("kind", "why", "not_redactable"),
        ("change.reason", "why", "nothing_to_redact"),
    ],
)
def test_what_cannot_be_redacted_is_refused(by_editor, named, snapshot, field, reason, code):
    before = snapshot()

    answer = by_editor.post("redactions/", {"change": named.pk, "field": field, "reason": reason})

    assert refusal(answer, 422)[0] == code
    assert snapshot() == before


@pytest.mark.parametrize("role", [Role.REPORTER, Role.FACT_CHECKER])
def test_a_token_never_redacts(token_of, proposed, named, role):
    call = Caller(token=token_of(role=role))

    given = {"change": named.pk, "field": "author", "reason": "why"}
    assert refusal(call.post("redactions/", given), 403)[0] == "not_permitted"
    assert refusal(call.post(f"redactions/{proposed['id']}/approve/"), 403)[0] == "not_permitted"
