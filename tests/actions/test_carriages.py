from datetime import date

import pytest

from claims.actions.drafts import CarriageDraft, HopDraft
from claims.actions.utterances import add_carriage, record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.vocabulary import (
    DatePrecision,
    HopActor,
)

BAD_HOPS = [
    ({"actor_kind": HopActor.PARTY}, "hop_without_actor", "party"),
    ({"actor_kind": HopActor.OUTLET, "actor_label": "x" * 201}, "too_long", "actor_label"),
    ({"actor_kind": HopActor.UNKNOWN, "verb": "<b>says</b>"}, "markup", "verb"),
    ({"actor_kind": "oracle"}, "unknown_choice", "actor_kind"),
    (
        {"actor_kind": HopActor.UNKNOWN, "said_on": date(2031, 1, 1), "said_precision": DatePrecision.DAY},
        "date_in_future",
        "said_on",
    ),
]


@pytest.mark.parametrize(("hop", "code", "field"), BAD_HOPS)
def test_a_bad_hop_takes_the_whole_utterance_with_it(
    hop, code, field, simple, coalition, source, reporter, now, snapshot
):
    carried = CarriageDraft(source=source, hops=[HopDraft(actor_kind=HopActor.UNKNOWN), HopDraft(**hop)])
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[coalition], claims=[simple], carriage=carried, by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == (code, f"carriage.hops.1.{field}")
    assert snapshot() == before


def test_an_utterance_is_carried_once_by_each_source(an_utterance, source, reporter, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        add_carriage(utterance=an_utterance, carriage=CarriageDraft(source=source), by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("carriage_twice", "source")
    assert source.title in str(refused.value)
    assert snapshot() == before


def test_add_carriage_refused_leaves_no_trace(an_utterance, reporter, viewer, stranger, source, now, snapshot):
    carried = CarriageDraft(source=source, machine_translated=True)
    before = snapshot()
    with pytest.raises(NotPermitted):
        add_carriage(utterance=an_utterance, carriage=carried, by=viewer, at=now)
    with pytest.raises(NotVisible):
        add_carriage(utterance=an_utterance, carriage=carried, by=stranger, at=now)
    assert snapshot() == before
