"""The page of the sealed record, and the checks on it."""

import pytest

from claims import tasks
from claims.actions.incidents import revise_incident
from claims.actions.numbering import number_changes
from claims.actions.record_checks import ask_record_check
from claims.actions.sealing import seal_record
from claims.models import Change, Newsroom, RecordCheck, Seal
from claims.vocabulary import Role
from tests.factories import member
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
    assert "Nobody has asked for it yet." in as_admin.get("/record/checks/").content.decode()


def text(browser: Browser, address="/record/checks/", **headers):
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_whole_record_is_said_to_be_whole(as_admin: Browser, sealed):
    assert as_admin.post("/record/checks/").status_code == 303
    check = RecordCheck.objects.get()
    page = text(as_admin)
    assert f'data-hx-get="/record/checks/{check.pk}/" data-hx-trigger="every 2s"' in page
    assert "It begins within seconds." in page
    assert "Verify now" not in page

    tasks.check_records()

    page = text(as_admin)
    assert "Nothing was altered, removed or inserted." in page
    assert "Verify now" in page
    fragment = text(as_admin, f"/record/checks/{check.pk}/", HX_Request="true")
    assert "<html" not in fragment
    assert "data-hx-trigger" not in fragment  # nobody waits any more
    assert str(Change.objects.count()) in fragment
    assert "verify_record --newsroom desk" in text(as_admin, f"/record/checks/{check.pk}/")


def test_progress_is_shown_and_can_be_looked_at_again_without_javascript(as_admin: Browser, sealed, admin, now):
    check = ask_record_check(by=admin, at=now)
    begun = {"tries": 2, "started_at": now, "heartbeat_at": now, "changes_checked": 3, "changes_in_all": 9}
    RecordCheck.objects.filter(pk=check.pk).update(**begun)

    page = text(as_admin, f"/record/checks/{check.pk}/")

    assert "3 of 9 changes" in page
    assert '<progress value="3" max="9">' in page
    assert "begun 2 times" in page
    assert f'href="/record/checks/{check.pk}/"' in page


def test_who_asks_twice_is_told_to_wait(as_admin: Browser, sealed):
    as_admin.post("/record/checks/")
    as_admin.post("/record/checks/")

    assert RecordCheck.objects.count() == 1
    assert "The record is being verified already." in text(as_admin)


def test_a_change_that_was_altered_is_named_and_stays_on_the_list(as_admin: Browser, sealed):
    change = Change.objects.get(numbering__position=3)
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change.pk])
    words = f"Position 3: change {change.pk} ({change.verb}) was altered after it was sealed."
    as_admin.post("/record/checks/")
    tasks.check_records()

    page = text(as_admin)
    assert words in page
    assert "Nothing was altered" not in page

    past_the_triggers("UPDATE claims_change SET by_name = '' WHERE id = %s", [change.pk])
    as_admin.post("/record/checks/")
    tasks.check_records()

    page = text(as_admin)
    assert page.index("Nothing was altered") < page.index("Earlier results") < page.index(words)


@pytest.mark.parametrize("role", ["viewer", "reporter", "fact_checker", "editor"])
def test_it_is_for_admins(as_, sealed, admin, now, role):
    check = ask_record_check(by=admin, at=now)
    browser = as_(role)

    for address in ("/record/", "/record/checks/", f"/record/checks/{check.pk}/"):
        assert browser.get(address).status_code == 403
    assert browser.post("/record/checks/").status_code == 403


def test_another_newsroom_s_check_is_not_there(as_admin: Browser, stranger, now):
    theirs = member(Newsroom.objects.get(pk=stranger.newsroom_id), Role.ADMIN)
    check = ask_record_check(by=theirs, at=now)

    assert as_admin.get(f"/record/checks/{check.pk}/").status_code == 404
    assert "Nobody has asked for it yet." in text(as_admin)
