"""What a window of the record tells, on the record itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions.assessments import assess_claim
from claims.actions.claim_relations import relate_claims
from claims.actions.drafts import AnswerDraft, ClaimDraft
from claims.actions.numbering import number_changes
from claims.actions.replies import record_reply
from claims.actions.reply_trail import correct_reply
from claims.actions.standing import retract_claim
from claims.actions.utterances import record_claims, record_utterance
from claims.models import Change, ChangePosition, Claim, Unnumbered, Utterance
from claims.models.digest_rows import rows_of
from claims.models.digest_sight import sight
from claims.models.digest_window import build_body, start_of_window
from claims.vocabulary import ClaimRelationKind, DigestItemKind, Position, ReplyKind, Stance, Status, Terms
from tests.actions.conftest import a_draft, a_request, ministry

__all__ = ["a_draft", "a_request", "ministry"]

pytestmark = pytest.mark.django_db

KIND = DigestItemKind
BORN = {KIND.INCIDENT_OPENED, KIND.REPLY, KIND.CONTRADICTION, KIND.CLAIM_FELL}
DAY = timedelta(days=1)


def end() -> int:
    number_changes()
    return ChangePosition.objects.count()


def told(newsroom, kind, start=0, upto=None, *, now):
    body = build_body(newsroom.pk, start, upto or end(), now=now)
    return [item for item in body.items if item.kind in ({kind} if isinstance(kind, DigestItemKind) else kind)]


def assess(claim, status, by, at):
    assess_claim(claim=Claim.objects.get(pk=claim.pk), status=status, rationale="What we saw", by=by, at=at)


def test_a_claim_that_went_and_came_back_has_not_moved(newsroom, a_claim, fact_checker, now):
    not_assessed = end()
    assess(a_claim, Status.COULD_NOT_BE_VERIFIED, fact_checker, now)
    (item,) = told(newsroom, KIND.STATUS_MOVED, not_assessed, now=now)
    assert item.facts == {"from": "not_assessed", "to": "could_not_be_verified"}
    assert item.rows["assessment"] == a_claim.assessments.get().pk

    assess(a_claim, Status.NOT_ASSESSED, fact_checker, now)
    assert told(newsroom, KIND.STATUS_MOVED, not_assessed, now=now) == []
    assert told(newsroom, KIND.STATUS_MOVED, 0, now=now) == []


def replied(request, allegation, position, by, at, **terms):
    answers = [AnswerDraft(allegation=allegation, position=position)]
    words = {"kind": ReplyKind.STATEMENT, "words": "We looked into it.", **terms}
    return record_reply(comment_request=request, answers=answers, **words, by=by, at=at)


def test_a_party_that_denied_now_accepts(newsroom, a_request, allegation, army, reporter, now):
    replied(a_request, allegation, Position.DENIES, reporter, now)
    before = end()
    replied(a_request, allegation, Position.ACCEPTS, reporter, now)

    for start in (0, before):
        (item,) = told(newsroom, KIND.POSITION_MOVED, start, now=now)
        assert (item.facts, item.rows["party"]) == ({"from": "denies", "to": "accepts"}, army.pk)
    assert told(newsroom, KIND.POSITION_MOVED, end(), now=now) == []
    assert len(told(newsroom, KIND.REPLY, before, now=now)) == 1


def test_a_claim_answers_as_a_reply_does(newsroom, a_request, allegation, incident, army, reporter, now):
    replied(a_request, allegation, Position.DENIES, reporter, now)
    before = end()
    admits = ClaimDraft(
        incident=incident,
        text="We carried them out",
        stance=Stance.ACCEPTS,
        answers=[AnswerDraft(allegation=allegation, position=Position.ACCEPTS)],
    )
    record_utterance(claimants=[army], claims=[admits], words="We did.", by=reporter, at=now + DAY)
    (item,) = told(newsroom, KIND.POSITION_MOVED, before, now=now)
    assert item.facts == {"from": "denies", "to": "accepts"}


def test_what_was_replied_off_the_record_moves_no_position(newsroom, a_request, allegation, reporter, now):
    replied(a_request, allegation, Position.DENIES, reporter, now)
    before = end()
    replied(a_request, allegation, Position.ACCEPTS, reporter, now, terms=Terms.OFF_THE_RECORD)

    assert told(newsroom, KIND.POSITION_MOVED, before, now=now) == []


def test_who_spoke_on_background_has_no_position(newsroom, a_request, allegation, army, ministry, reporter, now):
    replied(a_request, allegation, Position.DENIES, reporter, now)
    before = end()
    quietly = {"terms": Terms.ON_BACKGROUND, "background_as": "an official", "speaks_for": ministry}
    replied(a_request, allegation, Position.ACCEPTS, reporter, now, **quietly)

    assert told(newsroom, KIND.POSITION_MOVED, before, now=now) == []
    (reply,) = told(newsroom, KIND.REPLY, before, now=now)
    assert (reply.rows, reply.facts) == ({"commentrequest": a_request.pk, "party": army.pk}, {})


def test_a_reply_reads_as_corrected(newsroom, a_request, allegation, reporter, now):
    reply = replied(a_request, allegation, Position.DENIES, reporter, now)
    correct_reply(reply=reply, words="We looked into that.", reason="A slip", by=reporter, at=now)
    rows = rows_of(newsroom.pk, told(newsroom, KIND.REPLY, now=now), end())
    assert rows.of("reply", reply.pk)["words"] == "We looked into that."


def test_contradictions_and_claims_that_fell(newsroom, incident, a_claim, army, fact_checker, reporter, now):
    fewer = ClaimDraft(incident=incident, text="Ten at most")
    other = Claim.objects.get(
        links__utterance=record_utterance(claimants=[army], claims=[fewer], words="Ten.", by=reporter, at=now)
    )
    pair = {"claim": other, "kind": ClaimRelationKind.CONTRADICTS, "other": a_claim, "material": True}
    relate_claims(**pair, reason="Ten is not 21", by=fact_checker, at=now)
    retract_claim(claim=a_claim, reason="They took it back", by=fact_checker, at=now)

    (contradiction,) = told(newsroom, KIND.CONTRADICTION, now=now)
    assert (contradiction.rows["claim"], contradiction.rows["claim:other"]) == (other.pk, a_claim.pk)
    assert contradiction.facts == {"material": True}
    (fell,) = told(newsroom, KIND.CLAIM_FELL, now=now)
    assert (fell.rows["claim"], fell.facts["standing"]) == (a_claim.pk, "retracted")


def test_windows_cut_anywhere_tell_each_thing_once(full, newsroom, a_claim, fact_checker, now):
    retract_claim(claim=a_claim, reason="They took it back", by=fact_checker, at=now)
    last = end()
    whole = told(newsroom, BORN, 0, last, now=now)
    assert {item.kind for item in whole} == BORN - {KIND.CONTRADICTION}

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.integers(1, last - 1), min_size=1, max_size=2, unique=True))
    def cut(places):
        edges = [0, *sorted(places), last]
        windows = [told(newsroom, BORN, edges[n], edges[n + 1], now=now) for n in range(len(edges) - 1)]
        assert [item for window in windows for item in window] == whole

    cut()


def test_what_was_numbered_late_is_told_in_the_window_that_numbered_it(newsroom, incident, a_claim, reporter, now):
    (change,) = Change.objects.filter(subject_type="incident")
    Unnumbered.objects.filter(change=change).delete()
    before = end()
    assert told(newsroom, KIND.INCIDENT_OPENED, 0, before, now=now) == []

    Unnumbered.objects.create(change=change)
    assert end() == before + 1
    assert [item.incident for item in told(newsroom, KIND.INCIDENT_OPENED, before, now=now)] == [incident.pk]


def test_when_a_window_began(newsroom, incident, now):
    assert start_of_window(newsroom.pk, 0) == newsroom.created_at
    last = end()
    first, latest = (Change.objects.get(numbering__position=place) for place in (1, last))
    assert start_of_window(newsroom.pk, 0) == first.recorded_at
    assert start_of_window(newsroom.pk, last) == latest.recorded_at


def test_as_many_queries_for_thirty_claims_as_for_one(newsroom, an_utterance, a_claim, incident, reporter, now):
    def queries():
        upto = end()
        with CaptureQueriesContext(
            connection,
        ) as caught:
            body = build_body(newsroom.pk, 0, upto, now=now + 9 * DAY)
            told = sight(newsroom.pk, body.items, body.tallies, reporter)
            rows_of(newsroom.pk, told.items, upto)
        return len(caught), len(told.items)

    few, items = queries()
    drafts = [ClaimDraft(incident=incident, text=f"Strike {n} hit a market") for n in range(30)]
    record_claims(utterance=Utterance.objects.get(), claims=drafts, by=reporter, at=now)
    many, more = queries()
    assert (many, more >= items + 30) == (few, True)
