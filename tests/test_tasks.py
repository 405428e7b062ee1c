"""The tasks that the clock calls, by the names under which beat knows them."""

import pytest

from claims import tasks
from claims.actions.clock import FLAGS
from claims.models import ChangePosition, Tick


@pytest.mark.parametrize(
    ("task", "name"), [(tasks.raise_flags, "claims.raise_flags"), (tasks.number_changes, "claims.number_changes")]
)
def test_each_task_has_its_name(task, name):
    assert task.name == name


def test_a_tick_for_flags_is_remembered_even_if_nothing_was_due(incident):
    tasks.raise_flags()

    assert Tick.objects.filter(name=FLAGS).exists()


def test_a_tick_for_numbering_numbers_what_is_recorded(incident):
    tasks.number_changes()

    assert ChangePosition.objects.exists()
