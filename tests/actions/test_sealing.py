"""Seals: complete, in order, one after another, and in nobody's way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from claims.actions import sealing
from claims.actions._rows import lock_newsroom
from claims.actions.incidents import open_incident, revise_incident
from claims.actions.numbering import number_changes
from claims.actions.sealing import ALONE, seal_record
from claims.models import Change, Newsroom, Seal, SealedNode
from claims.models.record_check import trusted_keys
from claims.models.seal import latest_head, span_hashes
from claims.models.sealable import entries
from claims.rules.heads import NOTHING_BEFORE, is_signed
from claims.rules.merkle import Frontier, consistency_spans, is_consistent
from claims.rules.record import leaf_of


def test_each_newsroom_has_seals_of_its_own(incident, reporter, stranger, now):
    open_incident(title="Elsewhere", by=stranger, at=now)
    number_changes()

    assert seal_record(now=now) == 2
    for actor in (reporter, stranger):
        seal = Seal.objects.get(newsroom=actor.newsroom_id)
        assert (seal.number, seal.first_position, seal.last_position) == (1, 1, 1)
        assert seal.previous_hash == NOTHING_BEFORE
        assert is_signed(seal.signed_head(), trusted_keys())
        assert latest_head(Newsroom.objects.get(pk=actor.newsroom_id)) == seal.signed_head()


def test_what_has_no_position_is_not_sealed(incident, now):
    assert seal_record(now=now) == 0
    assert not Seal.objects.exists()
    assert latest_head(Newsroom.objects.get(slug="desk")) is None


def test_sealing_twice_changes_nothing(an_utterance, now, snapshot):
    number_changes()
    seal_record(now=now)
    before = snapshot()

    assert seal_record(now=now + timedelta(minutes=1)) == 0
    assert snapshot() == before


def test_a_great_deal_is_sealed_in_pieces_that_chain(an_utterance, incident, now, monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 3)
    number_changes()
    count = Change.objects.count()

    assert seal_record(now=now) == -(-count // 3)

    heads = [seal.signed_head().head for seal in Seal.objects.in_order()]
    assert [head.number for head in heads] == list(range(1, len(heads) + 1))
    assert [head.previous_hash for head in heads] == [NOTHING_BEFORE, *(head.digest() for head in heads[:-1])]
    tree = Frontier()
    for entry in entries(heads[0].newsroom):
        tree.append(leaf_of(entry))
        assert {head.root_hash for head in heads if head.tree_size == tree.size} <= {tree.root().hex()}
    assert heads[-1].tree_size == tree.size == count
    assert list(SealedNode.objects.filter(level=0).order_by("index").values_list("leaf_of", flat=True)) == [
        *Change.objects.order_by("numbering__position").values_list("pk", flat=True)
    ]


def test_each_head_is_proven_to_go_on_where_an_earlier_one_stopped(an_utterance, now, monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    number_changes()
    seal_record(now=now)

    heads = [seal.signed_head().head for seal in Seal.objects.in_order()]
    for old, new in [(old, new) for old in heads for new in heads if old.number < new.number]:
        path = span_hashes(old.newsroom, consistency_spans(old.tree_size, new.tree_size))
        roots = bytes.fromhex(old.root_hash), bytes.fromhex(new.root_hash)
        assert is_consistent(old.tree_size, roots[0], new.tree_size, roots[1], path)


def test_a_tick_does_a_bounded_amount_of_work_and_the_next_goes_on(an_utterance, now, monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    monkeypatch.setattr(sealing, "SEALS_PER_TICK", 2)
    number_changes()

    assert seal_record(now=now) == 2
    assert seal_record(now=now) == 2
    assert Seal.objects.latest("number").last_position == 8


@pytest.mark.django_db(transaction=True)
def test_who_comes_while_another_seals_has_nothing_to_do(incident, now):
    number_changes()
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ALONE)
        assert pool.submit(_with_own_connection, lambda: seal_record(now=now)).result(timeout=10) == 0
    assert seal_record(now=now) == 1


@pytest.mark.django_db(transaction=True)
def test_no_write_waits_for_a_seal_and_no_seal_for_a_write(incident, reporter, now):
    number_changes()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():  # a write that has everything locked that writes lock
            lock_newsroom(reporter)
            revise_incident(incident=incident, version=1, title="Renamed", by=reporter, at=now)
            assert pool.submit(_with_own_connection, lambda: seal_record(now=now)).result(timeout=10) == 1
        number_changes()
        with transaction.atomic():  # a seal that has not committed yet
            assert seal_record(now=now) == 1
            pool.submit(_with_own_connection, lambda: _write(incident, reporter, now)).result(timeout=10)


def _write(incident, reporter, now):
    with transaction.atomic():
        lock_newsroom(reporter)
        revise_incident(incident=incident, version=2, title="Renamed again", by=reporter, at=now)
    number_changes()


def _with_own_connection(call):
    try:
        return call()
    finally:
        connection.close()


def test_a_key_that_is_none_is_refused_in_one_sentence(incident, now, settings):
    settings.RECORD_KEY = "too short"
    number_changes()

    with pytest.raises(ValueError, match=r"RECORD_KEY is not 32 bytes in base64\."):
        seal_record(now=now)
    assert not Seal.objects.exists()
