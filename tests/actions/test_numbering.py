"""Positions: gapless per newsroom, complete, and given in the order in which Changes became visible."""

import random
import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import connection, transaction

from claims.actions.incidents import open_incident, revise_incident
from claims.actions.numbering import ALONE, number_changes
from claims.models import Change, ChangePosition, Unnumbered


def _positions(newsroom_id: int) -> list[tuple[int, int]]:
    """(position, change id) in the order of positions."""
    numbered = ChangePosition.objects.filter(newsroom_id=newsroom_id).order_by("position")
    return list(numbered.values_list("position", "change_id"))


def _in_thread(work: Callable[[], None]) -> threading.Thread:
    """Run it on a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_each_newsroom_counts_for_itself_in_the_order_of_the_record(incident, reporter, stranger, now):
    open_incident(title="Elsewhere", by=stranger, at=now)
    revise_incident(incident=incident, version=1, title="Renamed", by=reporter, at=now)

    assert number_changes() == Change.objects.count()
    for newsroom_id in (reporter.newsroom_id, stranger.newsroom_id):
        ids = list(Change.objects.filter(newsroom_id=newsroom_id).order_by("id").values_list("id", flat=True))
        assert _positions(newsroom_id) == list(enumerate(ids, start=1))


def test_numbering_goes_on_where_it_stopped(incident, reporter, now):
    number_changes()
    revise_incident(incident=incident, version=1, title="Renamed", by=reporter, at=now)

    assert number_changes() == 1
    assert [position for position, _id in _positions(reporter.newsroom_id)] == [1, 2]


def test_numbering_twice_changes_nothing(incident, snapshot):
    number_changes()
    before = snapshot()

    assert number_changes() == 0
    assert snapshot() == before


def test_many_changes_of_many_newsrooms_are_numbered_in_a_fixed_number_of_statements(
    incident, stranger, now, django_assert_num_queries
):
    for place in range(5):
        open_incident(title=f"Incident {place}", by=stranger, at=now)

    with django_assert_num_queries(4):  # a savepoint, the lock, one statement, the release
        assert number_changes() == 6


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_gets_a_later_position_and_is_not_skipped(incident, reporter, now):
    number_changes()
    written, go_on = threading.Event(), threading.Event()

    def late() -> None:
        with transaction.atomic():
            open_incident(title="Committed late", by=reporter, at=now)
            written.set()
            go_on.wait(10)

    thread = _in_thread(late)
    assert written.wait(10)
    open_incident(title="Committed early", by=reporter, at=now)

    assert number_changes() == 1
    go_on.set()
    thread.join()
    assert number_changes() == 1
    recorded = [Change.objects.get(pk=change).after or {} for _position, change in _positions(reporter.newsroom_id)]
    titles = [after["title"] for after in recorded]
    assert titles == [incident.title, "Committed early", "Committed late"]


@pytest.mark.django_db(transaction=True)
def test_a_second_numberer_leaves_the_work_to_the_first(incident):
    at_work, done = threading.Event(), threading.Event()

    def numberer() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ALONE)
            at_work.set()
            done.wait(10)

    thread = _in_thread(numberer)
    assert at_work.wait(10)
    assert number_changes() == 0
    assert Unnumbered.objects.count() == 1

    done.set()
    thread.join()
    assert number_changes() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_writers_and_two_numberers_at_once_leave_no_gap(reporter, stranger, now):
    writing, until = threading.Event(), time.monotonic() + 2.5
    writing.set()

    def write() -> None:
        dice = random.Random()
        while time.monotonic() < until:
            by = dice.choice([reporter, stranger])
            with transaction.atomic():
                for place in range(dice.randint(1, 3)):
                    open_incident(title=f"Incident {place}", by=by, at=now)
                time.sleep(dice.random() / 20)
                transaction.set_rollback(dice.random() < 0.2)

    def number() -> None:
        while writing.is_set():
            number_changes()
            time.sleep(0.005)

    numberers = [_in_thread(number) for _each in range(2)]
    writers = [_in_thread(write) for _each in range(8)]
    for thread in writers:
        thread.join()
    writing.clear()
    for thread in numberers:
        thread.join()
    number_changes()

    out_of_order = 0
    for newsroom_id in (reporter.newsroom_id, stranger.newsroom_id):
        recorded = set(Change.objects.filter(newsroom_id=newsroom_id).values_list("id", flat=True))
        positions = _positions(newsroom_id)
        ids = [change for _position, change in positions]
        assert [position for position, _change in positions] == list(range(1, len(recorded) + 1))
        assert set(ids) == recorded
        out_of_order += sum(one > other for one, other in pairwise(ids))
    assert not Unnumbered.objects.exists()
    assert out_of_order > 0, "no transaction committed late: the test has shown nothing"
