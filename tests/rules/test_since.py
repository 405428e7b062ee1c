"""What came between two instants."""

from claims.rules.since import COUNTS_AS, NOW, ChangeFact, happenings
from claims.vocabulary import Happening, Status, Verb


def told(*changes, before=None):
    return happenings([ChangeFact(*each) for each in changes], before or {})


def test_a_row_counts_once():
    assert told((Verb.CLAIM_REVISED, "claim", 1), (Verb.CLAIM_REVISED, "claim", 1)) == {Happening.CLAIMS_REVISED: [1]}


def test_parts_and_what_nobody_counts_are_left_out():
    assert told((Verb.CLAIM_RECORDED, "figure", 1), (Verb.INCIDENT_REVISED, "incident", 1)) == {}


def test_what_is_new_is_not_revised():
    assert told((Verb.CLAIM_RECORDED, "claim", 1), (Verb.CLAIM_REVISED, "claim", 1)) == {Happening.CLAIMS_ADDED: [1]}


def test_a_status_counts_by_how_it_ends():
    contested, refuted = Status.CONTESTED, Status.REFUTED
    there = (Verb.CLAIM_ASSESSED, "claim", 1, contested)
    back = (Verb.CLAIM_ASSESSED, "claim", 1, refuted)

    assert told(there) == {Happening.NOW_CONTESTED: [1]}
    assert told(there, before={1: contested}) == {}
    assert told(there, back, before={1: refuted}) == {}
    assert told(there, back, before={1: contested}) == {Happening.NOW_REFUTED: [1]}


def test_an_added_claim_counts_under_its_status_too():
    found = told(
        (Verb.CLAIM_RECORDED, "claim", 1, Status.NOT_ASSESSED), (Verb.CLAIM_ASSESSED, "claim", 1, Status.CONTESTED)
    )

    assert list(found) == [Happening.CLAIMS_ADDED, Happening.NOW_CONTESTED]


def test_every_heading_is_reached():
    assert {*COUNTS_AS.values(), *NOW.values()} == set(Happening)
    assert set(NOW) == set(Status)
