"""What is open when a digest is made: who has yet to answer, weak spots, and what needs whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.attempts import record_attempt
from claims.actions.clock import run_flags
from claims.actions.incidents import close_incident
from claims.actions.replies import record_reply
from claims.actions.silences import record_reported_silence
from claims.models import Assessment, Flag
from claims.models.digest_needs import needs_of
from claims.models.digest_unanswered import unanswered
from claims.models.digest_weak_spots import weak_spots
from claims.vocabulary import (
    Channel,
    DigestItemKind,
    Outcome,
    Reached,
    ReplyKind,
    Role,
    SilenceKind,
    Status,
    Terms,
)
from tests.actions.conftest import a_draft, a_request, add_root, ministry, other_allegation, propose, signed
from tests.factories import MembershipFactory

__all__ = ["a_draft", "a_request", "add_root", "ministry", "other_allegation", "propose", "signed"]

pytestmark = pytest.mark.django_db

KIND = DigestItemKind
DAY = timedelta(days=1)


def owing(newsroom, now):
    rows = [item for item in unanswered(newsroom.pk, now=now) if item.kind == KIND.YET_TO_ANSWER]
    return {(item.rows["party"], item.facts["state"]): item for item in rows}


def test_who_was_not_asked_is_told_after_the_newsrooms_own_limit(newsroom, allegation, army, now):
    assert owing(newsroom, now + timedelta(hours=23)) == {}
    item = owing(newsroom, now + DAY)[army.pk, "not_asked"]
    assert (item.facts["since"], item.rows["allegation"]) == ((now + DAY).isoformat(), allegation.pk)


def test_who_was_asked_is_told_until_the_deadline_and_from_then_on(newsroom, a_request, army, reporter, now):
    told = {"reached": Reached.OFFICE, "outcome": Outcome.MESSAGE_LEFT, "at": now}
    record_attempt(comment_request=a_request, channel=Channel.PHONE, by=reporter, **told)
    asked = owing(newsroom, now)[army.pk, "asked"]
    assert (asked.facts["since"], asked.rows["commentrequest"]) == (now.isoformat(), a_request.pk)

    overdue = owing(newsroom, now + 2 * DAY)
    assert overdue[army.pk, "no_reply"].facts == {
        "state": "no_reply",
        "since": a_request.deadline.isoformat(),
        "attempts": 2,
        "channels": ["email", "phone"],
        "went_through": True,
        "deadline": a_request.deadline.isoformat(),
    }
    assert len(overdue) == 1


def test_asked_about_one_thing_and_not_about_another_is_both(newsroom, a_request, other_allegation, army, now):
    assert set(owing(newsroom, now + 2 * DAY)) == {(army.pk, "no_reply"), (army.pk, "not_asked")}


def test_who_answers_for_the_accused_is_not_told_beside_it(newsroom, a_request, ministry, army, now):
    assert set(owing(newsroom, now + 2 * DAY)) == {(army.pk, "no_reply")}


def test_nobody_is_called_silent_who_spoke_on_whatever_terms(newsroom, a_request, reporter, now):
    from_them = {"kind": ReplyKind.DECLINES, "terms": Terms.OFF_THE_RECORD, "words": "No."}
    record_reply(comment_request=a_request, **from_them, by=reporter, at=now)
    assert owing(newsroom, now + 2 * DAY) == {}


def test_closed_incidents_owe_nothing(newsroom, a_request, incident, editor, now):
    close_incident(incident=incident, by=editor, at=now)
    assert unanswered(newsroom.pk, now=now + 2 * DAY) == weak_spots(newsroom.pk, now=now + 9 * DAY) == []


def test_a_reported_silence_is_told_until_the_party_answers(
    newsroom, a_request, incident, army, coalition, source, reporter, now
):
    silent = {"incident": incident, "kind": SilenceKind.DECLINED, "wording": "declined", "by": reporter, "at": now}
    record_reported_silence(party=army, source=source, asked_by=coalition, **silent)
    # It made a claim in this incident: it spoke.
    record_reported_silence(party=coalition, source=source, **silent)

    def told():
        return [item for item in unanswered(newsroom.pk, now=now) if item.kind == KIND.SILENCE_REPORTED]

    (item,) = told()
    assert (item.rows["party"], item.rows["source"], item.rows["party:asked_by"]) == (army.pk, source.pk, coalition.pk)
    # What a source reports is no state of our own request.
    assert set(owing(newsroom, now)) == {(army.pk, "asked")}

    record_reply(comment_request=a_request, kind=ReplyKind.DECLINES, by=reporter, at=now)
    assert told() == []


def test_claims_on_one_root_and_claims_that_nobody_assessed(newsroom, a_claim, add_root, now):
    def told(kind, at):
        return [item for item in weak_spots(newsroom.pk, now=at) if item.kind == kind]

    # How the coalition's own word came to us nobody knows.
    assert told(KIND.ONE_ROOT, now) == []
    add_root("A survivor")
    (item,) = told(KIND.ONE_ROOT, now)
    assert (item.rows["claim"], item.facts["documents"], item.facts["roots"]) == (a_claim.pk, 1, 1)
    add_root("A doctor")
    assert told(KIND.ONE_ROOT, now) == []

    assert told(KIND.NOT_ASSESSED, now + timedelta(days=6)) == []
    (item,) = told(KIND.NOT_ASSESSED, now + timedelta(days=7))
    assert item.facts == {"since": now.isoformat(), "days": 7}


def test_flags_reach_those_whom_they_concern(newsroom, members, a_request, now):
    run_flags(now=now + 2 * DAY)
    needs = needs_of(list(members.values()), now=now + 2 * DAY)
    (item,) = needs[members[Role.REPORTER].pk]
    assert (item.facts["flag"], item.facts["attempts"], item.facts["channels"]) == ("no_reply", 1, ["email"])
    assert item.rows["commentrequest"] == a_request.pk
    assert not any(items for member, items in needs.items() if member != members[Role.REPORTER].pk)

    Flag.objects.update(cleared_at=now + 2 * DAY)
    assert needs_of(list(members.values()), now=now + 2 * DAY)[members[Role.REPORTER].pk] == []


def test_a_signature_waits_for_whoever_may_sign_and_did_not_propose(newsroom, members, add_root, propose, editor, now):
    add_root("A survivor")
    propose(Status.ESTABLISHED, by=editor)
    needs = needs_of(list(members.values()), now=now)
    waiting = {role for role, member in members.items() if needs[member.pk]}
    assert waiting == {Role.ADMIN}
    (item,) = needs[members[Role.ADMIN].pk]
    assert (item.kind, item.rows["assessment"]) == (KIND.SIGN_OFF_WAITING, Assessment.objects.get().pk)
    assert item.facts == {"status": "established", "since": now.isoformat()}


def test_as_many_queries_for_many_members_as_for_one(newsroom, members, a_request, add_root, propose, now):
    add_root("A survivor")
    propose(Status.ESTABLISHED)
    run_flags(now=now + 2 * DAY)
    more = [MembershipFactory.create(newsroom=newsroom, role=Role.EDITOR) for _each in range(10)]

    def queries(wanted):
        with CaptureQueriesContext(connection) as caught:
            needs_of(wanted, now=now + 2 * DAY)
        return len(caught)

    assert queries([*members.values(), *more]) == queries([members[Role.REPORTER]])
