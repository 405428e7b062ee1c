"""What the Changes of a window tell: by themselves, and taken together."""

from dataclasses import replace

import pytest

from claims.rules.digest_items import Body, Item, Scope, body_of, in_scope, urgency
from claims.rules.digest_news import AnswerFact, NewsFact, news_of, positions_moved, statuses_moved, tallies_of
from claims.vocabulary import DigestItemKind, FlagKind, Happening, Position, Standing, Status, Verb
from tests.factories import NOW

KIND = DigestItemKind
RELATION = {"kind": "contradicts", "claim_id": 5, "other_id": 6, "material": True}


def fact(change, verb, noun, row=1, **after):
    claim = after.pop("claim", None)
    return NewsFact(change, verb, noun, row, 7, NOW, after, claim, 9 if noun == "reply" else None)


def claim_fact(change, verb, status, row=1, standing=Standing.LIVE):
    return fact(change, verb, "claim", row, status=status, standing=standing)


def assessed(change, status, row=1):
    judged = fact(change, Verb.CLAIM_ASSESSED, "assessment", change, status=status, claim=row)
    return [judged, claim_fact(change + 1, Verb.CLAIM_ASSESSED, status, row)]


def moved(facts, before):
    return {item.rows["claim"]: (item.facts["from"], item.facts["to"]) for item in statuses_moved(facts, before)}


@pytest.mark.parametrize(
    ("change", "kind", "rows", "facts"),
    [
        (fact(1, Verb.INCIDENT_OPENED, "incident"), KIND.INCIDENT_OPENED, {"incident": 1}, {}),
        (
            fact(1, Verb.REPLY_RECORDED, "reply", comment_request_id=3, kind="denial", terms="on_the_record"),
            KIND.REPLY,
            {"reply": 1, "commentrequest": 3, "party": 9},
            {"kind": "denial"},
        ),
        (
            fact(1, Verb.REPLY_RECORDED, "reply", comment_request_id=3, kind="denial", terms="on_background"),
            KIND.REPLY,
            {"commentrequest": 3, "party": 9},
            {},
        ),
        (
            fact(1, Verb.CONTRADICTION_CONFIRMED, "claimrelation", **RELATION),
            KIND.CONTRADICTION,
            {"claim": 5, "claim:other": 6, "claimrelation": 1},
            {"material": True},
        ),
        (
            fact(1, Verb.CLAIM_SUPERSEDED, "claim", standing="superseded", standing_other_id=2),
            KIND.CLAIM_FELL,
            {"claim": 1, "claim:other": 2},
            {"verb": "claim.superseded", "standing": "superseded"},
        ),
        (
            fact(1, Verb.CLAIM_RETRACTED, "claim", standing="retracted", standing_other_id=None),
            KIND.CLAIM_FELL,
            {"claim": 1},
            {"verb": "claim.retracted", "standing": "retracted"},
        ),
    ],
)
def test_what_a_change_tells_by_itself(change, kind, rows, facts):
    assert news_of(change) == Item(kind, 7, rows, (1,), facts)


def test_other_changes_tell_nothing_by_themselves():
    related = fact(1, Verb.CLAIM_RELATED, "claimrelation", **{**RELATION, "kind": "responds_to", "material": None})
    assert [news_of(each) for each in (related, fact(2, Verb.CLAIM_RECORDED, "claim"))] == [None, None]


def test_a_status_moves_over_the_whole_window():
    contested, refuted, none = Status.CONTESTED, Status.REFUTED, Status.NOT_ASSESSED
    there, back = assessed(1, contested), assessed(3, refuted)

    assert moved(there, {}) == {1: (none, contested)}
    assert moved([*there, *back], {1: contested}) == {1: (contested, refuted)}
    assert moved([*there, *back], {1: refuted}) == {}
    assert moved([claim_fact(1, Verb.CLAIM_REVISED, contested)], {1: contested}) == {}


def test_a_moved_status_names_the_assessment_that_stands_behind_it():
    (item,) = statuses_moved([*assessed(1, Status.CONTESTED), *assessed(3, Status.CORROBORATED)], {})
    assert (item.rows, item.changes) == ({"claim": 1, "assessment": 3}, (4, 3))

    signed = fact(5, Verb.ASSESSMENT_SIGNED_OFF, "signoff", 2, assessment_id=8, claim=1)
    (item,) = statuses_moved([signed, claim_fact(6, Verb.ASSESSMENT_SIGNED_OFF, Status.ESTABLISHED)], {})
    assert (item.rows, item.changes) == ({"claim": 1, "assessment": 8}, (6, 5))


def test_of_a_claim_that_fell_no_status_is_told():
    fell = claim_fact(9, Verb.CLAIM_RETRACTED, Status.CONTESTED, standing=Standing.RETRACTED)
    assert moved([*assessed(1, Status.CONTESTED), fell], {}) == {}


def test_each_row_is_tallied_once_with_the_change_that_counts():
    facts = [claim_fact(1, Verb.CLAIM_RECORDED, Status.NOT_ASSESSED), *assessed(2, Status.CONTESTED)]
    found = [(each.heading, each.change) for each in tallies_of(facts, {})]
    assert found == [(Happening.CLAIMS_ADDED, 1), (Happening.NOW_CONTESTED, 3)]


DENIED = AnswerFact(1, 11, 9, 4, 5, 7, Position.DENIES, earlier=True, stands=True)
ACCEPTED = AnswerFact(2, 12, 9, 4, 5, 7, Position.ACCEPTS, earlier=False, stands=True)


def positions(*answers):
    return [(item.facts["from"], item.facts["to"]) for item in positions_moved(answers)]


def test_a_party_that_denied_now_accepts():
    (item,) = positions_moved([DENIED, ACCEPTED])
    assert item.rows == {"party": 9, "allegation": 4, "claim": 5, "answer": 2, "answer:before": 1}
    assert (item.facts, item.changes) == ({"from": "denies", "to": "accepts"}, (11, 12))


def test_a_concession_does_not_hide_what_was_said_before_even_if_that_was_taken_back():
    assert positions(replace(DENIED, stands=False), ACCEPTED) == [("denies", "accepts")]
    assert positions(replace(DENIED, earlier=False), ACCEPTED) == [("denies", "accepts")]


def test_the_same_again_another_party_and_what_was_taken_back_move_nothing():
    assert positions(DENIED, replace(DENIED, answer=3, earlier=False)) == []
    assert positions(DENIED, replace(ACCEPTED, party=8)) == []
    assert positions(DENIED, replace(ACCEPTED, allegation=8)) == []
    assert positions(DENIED, replace(ACCEPTED, stands=False)) == []
    assert positions(ACCEPTED) == []


def test_a_body_is_read_as_it_was_kept():
    facts = [claim_fact(1, Verb.CLAIM_RECORDED, Status.NOT_ASSESSED), *assessed(2, Status.CONTESTED)]
    body = Body((*statuses_moved(facts, {}), *positions_moved([DENIED, ACCEPTED])), tuple(tallies_of(facts, {})))
    assert body_of(body.as_json()) == body


@pytest.mark.parametrize(
    ("scope", "reads"),
    [
        (Scope(), True),
        (Scope(everything=False), False),
        (Scope(everything=False, incidents=frozenset({7})), True),
        (Scope(everything=False, incidents=frozenset({8})), False),
        (Scope(everything=False, countries=frozenset({"ML"})), True),
        (Scope(everything=False, countries=frozenset({"FR"})), False),
        (Scope(everything=False, parties=frozenset({3})), True),
        (Scope(everything=False, parties=frozenset({1})), False),
    ],
)
def test_who_follows_what_reads_of_it(scope, reads):
    item = Item(KIND.STATUS_MOVED, 7, {"claim": 1, "party:1": 2, "party:2": 3})
    assert in_scope(item, scope, country="ML") is reads
    assert not in_scope(item, Scope(everything=False, countries=frozenset({""})), country="")


def test_what_presses_most_comes_first():
    flags = [Item(KIND.FLAG, 7, facts={"flag": kind}) for kind in (FlagKind.NOT_ASKED, FlagKind.PUBLISHED)]
    owed = [
        Item(KIND.YET_TO_ANSWER, 7, facts={"state": state, "since": since})
        for state, since in [("asked", "2026-01"), ("no_reply", "2026-03"), ("no_reply", "2026-02"), ("not_asked", "")]
    ]
    others = [Item(KIND.ONE_ROOT, 7), Item(KIND.INCIDENT_OPENED, 7), Item(KIND.SIGN_OFF_WAITING, 7)]
    ordered = sorted([*others, *owed, *flags], key=urgency)
    assert ordered == [flags[1], flags[0], others[2], others[1], owed[2], owed[1], owed[3], owed[0], others[0]]
