"""The tasks that the clock calls, by the names under which beat knows them."""

import pytest

from claims import tasks
from claims.actions.clock import FLAGS
from claims.delivery.digests import DIGESTS
from claims.delivery.notices import NOTICES
from claims.models import ChangePosition, Seal, Tick


@pytest.mark.parametrize(
    ("task", "name"),
    [
        (tasks.raise_flags, "claims.raise_flags"),
        (tasks.number_changes, "claims.number_changes"),
        (tasks.send_notices, "claims.send_notices"),
        (tasks.seal_record, "claims.seal_record"),
        (tasks.check_records, "claims.check_records"),
        (tasks.forget_answers, "claims.forget_answers"),
        (tasks.send_digests, "claims.send_digests"),
    ],
)
def test_each_task_has_its_name(task, name):
    assert task.name == name


def test_a_tick_for_flags_is_remembered_even_if_nothing_was_due(incident):
    tasks.raise_flags()

    assert Tick.objects.filter(name=FLAGS).exists()


def test_a_tick_for_notices_is_remembered(db):
    tasks.send_notices()

    assert Tick.objects.filter(name=NOTICES).exists()


def test_a_tick_for_digests_is_remembered(db):
    tasks.send_digests()

    assert Tick.objects.filter(name=DIGESTS).exists()


def test_a_tick_for_numbering_numbers_what_is_recorded(incident):
    tasks.number_changes()

    assert ChangePosition.objects.exists()


def test_a_tick_for_seals_seals_and_writes_the_heads_down(incident, settings, tmp_path):
    settings.RECORD_HEADS_FILE = str(tmp_path / "heads.jsonl")
    tasks.number_changes()

    tasks.seal_record()

    assert Seal.objects.count() == 1
    assert len((tmp_path / "heads.jsonl").read_text().splitlines()) == 1
