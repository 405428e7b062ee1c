"""Eight writers at once, long and short transactions, numbering and sealing meanwhile: nothing is ever skipped.

Six seconds in an ordinary run, thirty with TEST_FULL (`make test-full`).
"""

import os
import random
import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from claims.actions.incidents import open_incident
from claims.actions.numbering import number_changes
from claims.actions.sealing import seal_record
from claims.models import Change, ChangePosition, Newsroom, Seal, SealedNode, Unnumbered
from claims.models.record_check import check_newsroom, trusted_keys

SECONDS = 30 if os.environ.get("TEST_FULL") else 6
WRITERS = 8
PAGE = 7
pytestmark = pytest.mark.django_db(transaction=True)


class Crew:
    """Threads, each on a connection of its own; what went wrong in one is raised at the end."""

    def __init__(self) -> None:
        self.going = threading.Event()
        self.going.set()
        self._threads: list[threading.Thread] = []
        self._wrong: list[BaseException] = []

    def add(self, work: Callable[[], None], pause: float = 0.0) -> None:
        def run() -> None:
            try:
                while self.going.is_set():
                    work()
                    time.sleep(pause)
            except BaseException as error:  # noqa: BLE001 -- shown by the main thread
                self._wrong.append(error)
            finally:
                connection.close()

        self._threads.append(threading.Thread(target=run))
        self._threads[-1].start()

    def end(self) -> None:
        self.going.clear()
        for thread in self._threads:
            thread.join()
        assert self._wrong == []


class Reader:
    """A tool that pages through the record by position, as `GET /changes/?after=` does, and never looks back."""

    def __init__(self, actor) -> None:
        self.actor, self.cursor, self.read = actor, 0, []

    def __call__(self) -> None:
        rows = Change.objects.visible_to(self.actor).filter(numbering__position__gt=self.cursor)
        page = list(rows.order_by("numbering__position").values_list("numbering__position", "pk")[:PAGE])
        self.read += page
        self.cursor = page[-1][0] if page else self.cursor


class Windows:
    """A digest: from the last position that it told of to the newest there is, whatever its size."""

    def __init__(self, actor) -> None:
        self.actor, self.start, self.told = actor, 0, []

    def __call__(self) -> None:
        of_ours = ChangePosition.objects.filter(newsroom=self.actor.newsroom_id)
        end = of_ours.aggregate(end=Max("position"))["end"] or 0
        rows = Change.objects.of(self.actor).filter(numbering__position__gt=self.start, numbering__position__lte=end)
        told = list(rows.order_by("numbering__position").values_list("pk", flat=True))
        assert len(told) == end - self.start
        self.told, self.start = self.told + told, end


def test_eight_writers_for_a_while_and_no_cursor_seal_or_window_skips_a_change(reporter, stranger, now):
    crew, readers = Crew(), [Reader(reporter), Reader(stranger)]
    windows = Windows(reporter)
    dice = random.Random()

    def write() -> None:
        long = dice.random() < 0.2
        with transaction.atomic():
            for place in range(dice.randint(1, 4)):
                open_incident(title=f"Incident {place}", by=dice.choice([reporter, reporter, stranger]), at=now)
                time.sleep(dice.random() * (0.5 if long else 0.01))
            transaction.set_rollback(dice.random() < 0.15)

    for _each in range(WRITERS):
        crew.add(write)
    crew.add(number_changes, pause=0.02)
    crew.add(number_changes, pause=0.03)
    crew.add(lambda: seal_record(now=timezone.now()), pause=0.1)
    crew.add(lambda: seal_record(now=timezone.now()), pause=0.15)
    for reader in [*readers, windows]:
        crew.add(reader, pause=0.02)
    time.sleep(SECONDS)
    crew.end()

    number_changes()
    seal_record(now=timezone.now())
    windows()
    late = sum(_holds(reader) for reader in readers)
    assert windows.told == _recorded(reporter.newsroom_id)
    assert not Unnumbered.objects.exists()
    assert late > 0, "no transaction committed late: the test has shown nothing"
    assert Seal.objects.count() > SECONDS


def _recorded(newsroom_id: int) -> list[int]:
    return list(
        Change.objects.filter(newsroom=newsroom_id).order_by("numbering__position").values_list("pk", flat=True)
    )


def _holds(reader: Reader) -> int:
    """Everything of the reader's newsroom is numbered, read and sealed, once. How often a later id came first."""
    newsroom_id, before = reader.actor.newsroom_id, -1
    while before != reader.cursor:
        before = reader.cursor
        reader()
    recorded = _recorded(newsroom_id)
    assert Change.objects.filter(newsroom=newsroom_id, numbering__isnull=True).count() == 0
    assert reader.read == list(enumerate(recorded, start=1))
    leaves = SealedNode.objects.filter(newsroom=newsroom_id, level=0).order_by("index")
    assert list(leaves.values_list("leaf_of", flat=True)) == recorded
    seals = list(Seal.objects.filter(newsroom=newsroom_id).in_order().values_list("first_position", "last_position"))
    assert [seals[0][0], *(last + 1 for _first, last in seals)] == [
        *(first for first, _last in seals),
        len(recorded) + 1,
    ]
    report = check_newsroom(Newsroom.objects.get(pk=newsroom_id), trusted=trusted_keys())
    assert (report.findings, report.unsealed, report.waiting) == ([], 0, 0)
    return sum(one > other for one, other in pairwise(recorded))
