"""The page of the sealed record, and the check on it."""

import pytest

from claims.actions.incidents import revise_incident
from claims.actions.numbering import number_changes
from claims.actions.sealing import seal_record
from claims.models import Change, Seal
from claims.web import record
from tests.models.test_record_check import past_the_triggers
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_admin(as_):
    return as_("admin")


@pytest.fixture
def sealed(an_utterance, now):
    number_changes()
    seal_record(now=now)


def test_heads_and_what_is_not_sealed_yet_are_shown(as_admin: Browser, sealed, incident, reporter, now):
    seal = Seal.objects.get()
    revise_incident(incident=incident, version=1, title="Strikes", by=reporter, at=now)
    # Whether the clock has numbered it by now makes no difference.
    for _tick in range(2):
        page = as_admin.get("/record/").content.decode()
        assert seal.root_hash in page
        assert f"1 change after position {seal.last_position} is not sealed yet." in page
        number_changes()


def test_a_record_without_seals_has_a_page(as_admin: Browser, newsroom):
    assert "Nothing has been sealed yet." in as_admin.get("/record/").content.decode()
    assert "Nothing was altered" in as_admin.get("/record/check/").content.decode()


def test_a_whole_record_is_said_to_be_whole(as_admin: Browser, sealed):
    answer = as_admin.get("/record/check/")

    assert answer.context["report"].changes == Change.objects.count()
    assert "Nothing was altered, removed or inserted." in answer.content.decode()


def test_a_change_that_was_altered_is_named(as_admin: Browser, sealed):
    change = Change.objects.get(numbering__position=3)
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change.pk])

    page = as_admin.get("/record/check/").content.decode()

    assert f"Position 3: change {change.pk} ({change.verb}) was altered after it was sealed." in page
    assert "Nothing was altered" not in page


def test_what_a_page_did_not_look_at_is_said(as_admin: Browser, sealed, monkeypatch):
    monkeypatch.setattr(record, "CHECKED_ON_A_PAGE", 3)

    page = as_admin.get("/record/check/").content.decode()

    left = Change.objects.count() - 3
    assert f"{left} changes were not looked at" in page
    assert "in the part that was looked at" in page
    assert "verify_record --newsroom desk" in page


@pytest.mark.parametrize("role", ["viewer", "reporter", "fact_checker", "editor"])
def test_it_is_for_admins(as_, sealed, role):
    assert as_(role).get("/record/").status_code == as_(role).get("/record/check/").status_code == 403
