"""Has this been claimed before? What is found, by whom, and by which index."""

import pytest
from django.db import connection

from claims.actions.drafts import ClaimDraft
from claims.actions.incidents import open_incident, restrict_incident
from claims.actions.standing import mark_duplicate
from claims.actions.utterances import record_claims, record_utterance
from claims.models import Claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(incident, coalition, reporter, now):
    def said(text, where=None):
        draft = ClaimDraft(incident=where or incident, text=text)
        utterance = record_utterance(claimants=[coalition], claims=[draft], by=reporter, at=now)
        return Claim.objects.get(links__utterance=utterance)

    return said


@pytest.mark.parametrize(
    "typed",
    [
        "At least 21 people were killed in Timbuktu",
        "at least 21 people were killed",
        "At least 23 people were kil",  # another number, typed in half
        "at least 21 peeple were kiled in Timbuctoo",
        "in Timbuktu people were killed",
        "killed market people",  # all its words, far apart
        "AT LEÀST 21 PÉOPLE WERE KILLED",
    ],
)
def test_what_says_nearly_the_same_is_found(typed, say, viewer):
    said = say("At least 21 people were killed in Timbuktu, among them women at the market")
    say("The ministry has not commented on the elections")
    assert list(Claim.objects.visible_to(viewer).similar_to(typed)) == [said]


def test_other_scripts_are_found_too(say, viewer):
    said = say("قُتل ما لا يقل عن 21 شخصا في السوق")
    assert list(Claim.objects.visible_to(viewer).similar_to("قُتل 21 شخصا في السوق")) == [said]


@pytest.mark.parametrize(
    "typed", ["", "   ", "'':* & | ! <->", "½ \u02b9 \\", "%_%", "(((", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂"]
)
def test_whatever_is_typed_breaks_nothing(typed, say, viewer):
    say("At least 21 people were killed")
    assert list(Claim.objects.visible_to(viewer).similar_to(typed)) == []


def test_the_most_alike_comes_first_and_a_duplicate_not_at_all(say, a_claim, an_utterance, fact_checker, reporter, now):
    other = say("The army killed at least 210 people and more in the town on Sunday")
    drafts = [ClaimDraft(incident=a_claim.incident, text=a_claim.text)]
    (twin,) = record_claims(utterance=an_utterance, claims=drafts, by=reporter, at=now)
    mark_duplicate(claim=twin, other=a_claim, reason="Recorded twice", by=fact_checker, at=now)
    found = list(Claim.objects.visible_to(fact_checker).similar_to("The army killed at least 21 people"))
    assert found == [a_claim, other]
    assert found[0].likeness > found[1].likeness


def test_nobody_finds_what_they_cannot_see(say, reporter, viewer, editor, stranger, now):
    hidden = open_incident(title="Hidden", by=reporter, at=now)
    said = say("At least 21 people were killed", hidden)
    restrict_incident(incident=hidden, by=editor, at=now)
    for actor, sees in ((editor, [said]), (viewer, []), (stranger, [])):
        assert list(Claim.objects.visible_to(actor).similar_to("At least 21 people were killed")) == sees


MANY = """
INSERT INTO claims_claim (newsroom_id, version, incident_id, kind, stance, certainty, hedge, text, standing,
    standing_reason, status, recorded_at)
SELECT newsroom_id, 1, incident_id, kind, stance, certainty, '', md5(n::text) || ' ' || md5((n + 1)::text), standing,
    '', status, recorded_at
FROM claims_claim, generate_series(1, 10000) n WHERE id = %s
"""


def test_each_way_of_being_alike_is_answered_by_its_index_among_ten_thousand(say, viewer):
    said = say("At least 21 people were killed")
    with connection.cursor() as cursor:
        cursor.execute(MANY, [said.pk])
        cursor.execute("ANALYZE claims_claim")
        rows = Claim.objects.visible_to(viewer).similar_to("At least 21 people were killed")
        assert list(rows) == [said]
        statement, given = rows.query.sql_with_params()
        cursor.execute(f"EXPLAIN {statement}", given)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("Bitmap Index Scan on claim_by_likeness") == 2
    assert plan.count("Bitmap Index Scan on claim_by_words") == 1
