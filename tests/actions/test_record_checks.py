"""A check of the whole record: asked for by an admin, done by the clock, once more after a worker was killed."""

from datetime import timedelta

import pytest

from claims import tasks
from claims.actions.incidents import revise_incident
from claims.actions.numbering import number_changes
from claims.actions.record_checks import ask_record_check, run_record_checks
from claims.errors import NotPermitted, RuleBroken
from claims.models import Change, Newsroom, RecordCheck, Seal
from claims.models import sealable as sealed_rows
from claims.models.record_check import check_newsroom, trusted_keys
from claims.rules.actor import command
from claims.rules.record_check import SILENT_FOR
from claims.vocabulary import Role, Trouble
from tests.factories import member
from tests.models.test_record_check import _a_forged_change, change_at, past_the_triggers, sealed

__all__ = ["sealed"]

MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """What no code of ours catches."""


@pytest.fixture
def asked(sealed, admin, now):
    return ask_record_check(by=admin, at=now)


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(sealed_rows, "AT_ONCE", 2)


def found():
    """What the one check says, as (trouble, position, change)."""
    tasks.check_records()
    check = RecordCheck.objects.get()
    assert check.done_at
    told = [str(finding) for finding in check.found]
    of_command = check_newsroom(Newsroom.objects.get(slug="desk"), trusted=trusted_keys()).findings
    assert told == [str(finding) for finding in of_command]
    return [(finding.trouble, finding.params.get("position"), finding.params["change"]) for finding in check.found]


def killed_at(call, now):
    """A clock for a worker that is killed when it asks for the time for the n-th time."""
    times = iter([now] * (call - 1))

    def clock():
        try:
            return next(times)
        except StopIteration:
            raise Killed from None

    return clock


def test_nothing_is_done_until_the_clock_ticks_and_it_leaves_no_change(sealed, admin, now):
    changes = Change.objects.count()

    check = ask_record_check(by=admin, at=now)

    assert (check.tries, check.heartbeat_at, check.done_at) == (0, None, None)
    assert run_record_checks(clock=lambda: now) == 1
    check.refresh_from_db()
    assert (check.changes_checked, check.changes_in_all, check.sealed, check.seals) == (changes, changes, changes, 2)
    assert (check.findings, check.unsealed, check.tries, check.done_at) == ([], 0, 1, now)
    assert Change.objects.count() == changes


def test_the_unsealed_tail_is_reported(asked, incident, reporter, now):
    revise_incident(incident=incident, version=3, title="Strikes", by=reporter, at=now)
    number_changes()
    revise_incident(incident=incident, version=4, title="Two strikes", by=reporter, at=now)

    assert found() == []

    asked.refresh_from_db()
    assert (asked.unsealed, asked.waiting) == (1, 1)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("position", [1, 2, 3, 6])
def test_an_altered_row_is_named(asked, position):
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change_at(position).pk])

    assert found() == [(Trouble.ROW_ALTERED, position, change_at(position).pk)]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("position", [1, 4])
def test_a_removed_row_is_named(asked, position):
    gone = change_at(position).pk
    past_the_triggers("DELETE FROM claims_changeposition WHERE change_id = %s", [gone])
    past_the_triggers("DELETE FROM claims_change WHERE id = %s", [gone])

    assert found() == [(Trouble.ROW_REMOVED, position, gone)]


@pytest.mark.usefixtures("small_pages")
def test_inserted_rows_are_named_among_the_others_and_beside_them(asked):
    for each in range(Change.objects.count(), 2, -1):
        past_the_triggers("UPDATE claims_changeposition SET position = %s WHERE position = %s", [each + 1, each])
    inserted, beside = _a_forged_change(), _a_forged_change()
    numbered = "INSERT INTO claims_changeposition (change_id, newsroom_id, position) VALUES (%s, %s, 3)"
    past_the_triggers(numbered, [inserted.pk, inserted.newsroom_id])

    assert found() == [(Trouble.ROW_INSERTED, 3, inserted.pk), (Trouble.ROW_UNNUMBERED, None, beside.pk)]


def test_a_second_tick_changes_nothing(asked, now, snapshot):
    assert run_record_checks(clock=lambda: now) == 1
    before = snapshot()

    assert run_record_checks(clock=lambda: now + 9 * MINUTE) == 0
    assert snapshot() == before


@pytest.mark.usefixtures("small_pages")
def test_progress_is_kept_page_by_page(asked, now):
    with pytest.raises(Killed):
        run_record_checks(clock=killed_at(4, now))

    asked.refresh_from_db()
    assert (asked.changes_checked, asked.changes_in_all, asked.done_at) == (4, Change.objects.count(), None)
    assert (asked.started_at, asked.heartbeat_at) == (now, now)


@pytest.mark.usefixtures("small_pages")
def test_what_a_killed_worker_began_is_taken_up_from_the_start(asked, now, snapshot):
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change_at(1).pk])
    with pytest.raises(Killed):
        run_record_checks(clock=killed_at(2, now))
    before = snapshot()
    assert run_record_checks(clock=lambda: now + MINUTE) == 0  # it may be alive
    assert snapshot() == before

    assert run_record_checks(clock=lambda: now + SILENT_FOR) == 1

    asked.refresh_from_db()
    assert (asked.tries, asked.started_at) == (2, now + SILENT_FOR)
    assert [finding.params["position"] for finding in asked.found] == [1]


@pytest.mark.usefixtures("small_pages")
def test_a_worker_that_was_taken_for_dead_stops(asked, now):
    times = iter(range(100))

    def slow():
        """The second time it is asked, another worker has waited long enough and does the whole check."""
        if next(times) == 1:
            assert run_record_checks(clock=lambda: now + SILENT_FOR) == 1
        return now

    assert run_record_checks(clock=slow) == 0

    asked.refresh_from_db()
    assert (asked.tries, asked.done_at) == (2, now + SILENT_FOR)


def test_one_check_at_a_time_and_then_another(asked, admin, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        ask_record_check(by=admin, at=now)
    assert refusal.value.code == "check_under_way"
    assert snapshot() == before

    tasks.check_records()
    ask_record_check(by=admin, at=now)
    assert RecordCheck.objects.open().count() == 1


@pytest.mark.parametrize("role", ["viewer", "reporter", "fact_checker", "editor"])
def test_only_admins_ask_and_see(asked, request, role, now, snapshot):
    by, before = request.getfixturevalue(role), snapshot()

    with pytest.raises(NotPermitted):
        ask_record_check(by=by, at=now)

    assert snapshot() == before
    assert not RecordCheck.objects.visible_to(by).exists()


def test_no_command_asks(newsroom, now, snapshot):
    before = snapshot()

    with pytest.raises(NotPermitted) as refusal:
        ask_record_check(by=command("anything", newsroom.pk), at=now)

    assert refusal.value.code == "person_needed"
    assert snapshot() == before


def test_another_newsroom_s_record_is_neither_seen_nor_counted(asked, stranger, now):
    elsewhere = Newsroom.objects.get(pk=stranger.newsroom_id)
    their_admin = member(elsewhere, Role.ADMIN)
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change_at(2).pk])

    theirs = ask_record_check(by=their_admin, at=now)
    assert run_record_checks(clock=lambda: now) == 2

    theirs.refresh_from_db()
    assert (theirs.findings, theirs.seals) == ([], Seal.objects.filter(newsroom=elsewhere).count())
    assert theirs.changes_checked == Change.objects.filter(newsroom=elsewhere, numbering__isnull=False).count()
    assert list(RecordCheck.objects.visible_to(their_admin)) == [theirs]
