"""A row that cannot be served holds nobody up: it is found, set aside, shown, and tried again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from claims.actions import flags
from claims.actions.bookkeeping import retry_set_aside
from claims.actions.clock import run_flags
from claims.errors import NotPermitted
from claims.models import Allegation, Change, Flag, SetAside
from claims.vocabulary import Role, Verb
from tests.actions.conftest import alleged

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

# A database may refuse one row for reasons that no test thinks of; this one refuses the flag of one allegation.
REFUSE = """
CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.allegation_id = {poison} THEN RAISE EXCEPTION 'not %, whose words are secret', NEW.allegation_id; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_one BEFORE INSERT ON claims_flag FOR EACH ROW EXECUTE FUNCTION refuse_one()
"""
HEAL = "DROP TRIGGER refuse_one ON claims_flag; DROP FUNCTION refuse_one()"


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def poisoned(incident, coalition, army, reporter, now) -> Allegation:
    """One of five allegations, the flag of which the database refuses."""
    five = [alleged(incident, coalition, army, by=reporter, at=now) for _each in range(5)]
    execute(REFUSE.format(poison=five[3].pk))
    return five[3]


def test_one_row_that_fails_is_set_aside_and_all_others_are_served(poisoned, now):
    assert run_flags(now=now + DAY) == 4

    assert Flag.objects.standing().count() == Change.objects.filter(verb=Verb.FLAG_RAISED).count() == 4
    aside = SetAside.objects.get()
    assert (aside.subject, aside.subject_id, aside.owner_id) == ("allegation", poisoned.pk, poisoned.newsroom_id)
    assert (aside.tries, aside.since, aside.retry_at) == (1, now + DAY, now + DAY + 5 * MINUTE)
    assert aside.error == "ProgrammingError P0001", "the kind of error; nothing of the row"


def test_it_is_tried_again_ever_more_rarely_until_it_succeeds_and_is_flagged_since_it_was_true(poisoned, now):
    run_flags(now=now + DAY)
    run_flags(now=now + DAY + 4 * MINUTE)
    assert SetAside.objects.get().tries == 1
    run_flags(now=now + DAY + 5 * MINUTE)
    aside = SetAside.objects.get()
    assert (aside.tries, aside.since, aside.retry_at) == (2, now + DAY, now + DAY + 15 * MINUTE)

    execute(HEAL)
    assert run_flags(now=now + DAY + 14 * MINUTE) == 0
    assert run_flags(now=now + DAY + 15 * MINUTE) == 1
    assert not SetAside.objects.exists()
    assert Flag.objects.get(allegation=poisoned).since == now + DAY


def test_an_admin_has_it_tried_at_the_next_tick(poisoned, admin, editor, now):
    run_flags(now=now + DAY)
    execute(HEAL)
    with pytest.raises(NotPermitted):
        retry_set_aside(aside=SetAside.objects.get(), by=editor, at=now + DAY + MINUTE)
    retry_set_aside(aside=SetAside.objects.get(), by=admin, at=now + DAY + MINUTE)

    assert run_flags(now=now + DAY + MINUTE) == 1
    assert not SetAside.objects.exists()


def test_an_admin_of_another_newsroom_touches_nothing(poisoned, stranger, now):
    run_flags(now=now + DAY)
    admin_elsewhere = replace(stranger, role=Role.ADMIN)
    retry_set_aside(aside=SetAside.objects.get(), by=admin_elsewhere, at=now + DAY + MINUTE)

    assert SetAside.objects.get().retry_at == now + DAY + 5 * MINUTE


def test_batches_are_bounded(poisoned, now, monkeypatch):
    monkeypatch.setattr(flags, "BATCH", 2)

    assert run_flags(now=now + DAY) == 4
    assert SetAside.objects.get().subject_id == poisoned.pk
