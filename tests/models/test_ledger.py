"""The ledger of an incident: what was done about its right of reply, in order of time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.attempts import record_attempt
from claims.actions.comment_requests import withdraw_comment_request
from claims.actions.deadlines import extend_deadline
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft
from claims.actions.replies import record_reply
from claims.actions.silences import record_channel_check, record_reported_silence
from claims.actions.uses import handle_use, record_use
from claims.actions.utterances import record_utterance
from claims.actions.waivers import waive
from claims.models import Allegation, Correction, DeadlineExtension, Reply, ReplyHandled, WaiverDecision
from claims.models.ledger import Ledger, first_deadline, ledger_of
from claims.models.right_of_reply import right_of_reply_file
from claims.vocabulary import (
    AccusedRole,
    Channel,
    CheckResult,
    DatePrecision,
    LedgerKind,
    Outcome,
    Position,
    Reached,
    ReplyKind,
    SilenceKind,
    Terms,
    UseKind,
    UseOutcome,
)
from tests.actions.conftest import a_draft, a_request, ministry, other_allegation

__all__ = ["a_draft", "a_request", "ministry", "other_allegation"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(a_request, allegation, other_allegation, army, source, a_claim, users, reporter, editor, now) -> Any:
    """Everything that a ledger can hold, an hour between one thing and the next."""
    incident, who = a_request.incident, {"by": reporter}
    at = iter(now + timedelta(hours=hour) for hour in range(1, 100))
    owned = {"newsroom_id": reporter.newsroom_id}
    tried = {"channel": Channel.PHONE, "reached": Reached.VOICEMAIL, "outcome": Outcome.MESSAGE_LEFT}
    record_attempt(comment_request=a_request, **tried, at=next(at), **who)
    later = {"earlier": a_request.deadline, "deadline": a_request.deadline + timedelta(days=1)}
    why = {"deadline_zone": a_request.deadline_zone, "reason": "They asked."}
    by_user = {"by_user_id": reporter.id}
    DeadlineExtension.objects.create(comment_request=a_request, **later, **why, **by_user, at=next(at), **owned)
    answers = [AnswerDraft(allegation=allegation, position=Position.DENIES)]
    said = {"words": "Not us.", "speaker_label": "a colonel"}
    reply = record_reply(comment_request=a_request, kind=ReplyKind.DENIAL, answers=answers, **said, at=next(at), **who)
    slip = {"field": "words", "before": "Not us.", "after": "It was not us.", "reason": "A word was missing."}
    Correction.objects.create(reply=reply, **slip, **by_user, at=next(at), **owned)
    ReplyHandled.objects.create(reply=reply, note="Nothing in it to record.", **by_user, at=next(at), **owned)
    about = {"incident": incident, "party": army}
    record_channel_check(**about, channels="its site", result=CheckResult.FOUND_NOTHING, at=next(at), **who)
    silent = {"source": source, "kind": SilenceKind.YET_TO_COMMENT, "wording": "has yet to comment"}
    record_reported_silence(**about, **silent, at=next(at), **who)
    waiver = waive(allegation=other_allegation, party=army, reason="A child", by=editor, at=next(at))
    WaiverDecision.objects.create(waiver=waiver, approved=True, by_user_id=reporter.id, at=next(at), **owned)
    told = {"kind": UseKind.CLAIM, "claim": a_claim, "address": "https://example.org/", "words": "They said."}
    printed = next(at)
    use = record_use(incident=incident, **told, printed_at=printed, by=reporter, at=printed)
    handle_use(use=use, outcome=UseOutcome.UPDATED, by=reporter, at=next(at))
    return incident


def kinds(ledger: Ledger) -> list[LedgerKind]:
    return [entry.kind for entry in ledger.entries]


K = LedgerKind


def test_it_holds_everything_in_order_of_time(everything, reporter, now):
    ledger = ledger_of(everything, actor=reporter, now=now + timedelta(hours=20))

    assert kinds(ledger) == [
        K.REQUEST_DRAFTED,
        K.REQUEST_SENT,
        K.ATTEMPT,
        K.ATTEMPT,
        K.DEADLINE_EXTENDED,
        K.REPLY,
        K.REPLY_CORRECTED,
        K.REPLY_HANDLED,
        K.CHANNELS_CHECKED,
        K.SILENCE_REPORTED,
        K.WAIVER_PROPOSED,
        K.WAIVER_APPROVED,
        K.PRINTED,
        K.USE_HANDLED,
        K.DEADLINE,
    ]
    assert [entry.at for entry in ledger.entries] == sorted(entry.at for entry in ledger.entries)
    assert [entry.ahead for entry in ledger.entries][-2:] == [False, True]
    assert ledger.withheld == 0


def test_it_says_who_did_it_as_the_record_has_it(everything, reporter, editor, now):
    by_kind = {entry.kind: entry.recorded for entry in ledger_of(everything, actor=reporter, now=now).entries}

    assert by_kind[K.REQUEST_DRAFTED].by_user_id == by_kind[K.REPLY].by_user_id == reporter.id
    assert by_kind[K.WAIVER_PROPOSED].by_user_id == editor.id
    assert by_kind[K.SILENCE_REPORTED].by_user_id == reporter.id
    assert by_kind[K.DEADLINE] is None


def test_a_deadline_that_had_passed_before_it_was_extended_did_pass(a_request, reporter, now):
    late = a_request.deadline + timedelta(hours=1)
    until, why = late + timedelta(days=1), {"deadline_zone": "Asia/Kathmandu", "reason": "They called."}
    extend_deadline(comment_request=a_request, deadline=until, **why, by=reporter, at=late)

    entries = ledger_of(a_request.incident, actor=reporter, now=late).entries
    assert [entry.at for entry in entries if entry.kind == K.DEADLINE] == [a_request.deadline, until]
    assert [entry.zone for entry in entries if entry.kind == K.DEADLINE] == ["Africa/Bamako", "Asia/Kathmandu"]
    # What the party was told when it was asked.
    assert first_deadline(entries[0].row) == (a_request.deadline, "Africa/Bamako")


def test_a_request_withdrawn_in_time_has_no_deadline(a_request, reporter, now):
    withdraw_comment_request(comment_request=a_request, reason="A slip", by=reporter, at=now + timedelta(hours=1))

    told = kinds(ledger_of(a_request.incident, actor=reporter, now=now))
    assert K.REQUEST_WITHDRAWN in told
    assert K.DEADLINE not in told


def test_a_silence_stands_where_it_was_reported(incident, army, source, reporter, now):
    told = {"incident": incident, "party": army, "source": source, "kind": SilenceKind.DECLINED, "wording": "declined"}
    day = {"reported_on": date(2026, 11, 1), "reported_precision": DatePrecision.DAY}
    record_reported_silence(**told, **day, by=reporter, at=now)
    record_reported_silence(**told, by=reporter, at=now)

    first, second = ledger_of(incident, actor=reporter, now=now).entries
    assert (first.at.date(), first.by_the_day) == (date(2026, 11, 1), True)
    assert (second.at, second.by_the_day) == (now, False)


def test_what_touches_a_party_is_found_by_it(everything, army, coalition, ministry, reporter, now):
    ledger = ledger_of(everything, actor=reporter, now=now)

    assert ledger.parties == [army]
    assert ledger.about(army.pk) == ledger.about(None) == ledger.entries
    assert ledger.about(coalition.pk) == []


def test_what_is_withheld_is_counted_and_not_told(
    everything, a_request, coalition, army, viewer, reporter, editor, now
):
    secret = {"words": "Between us.", "terms": Terms.OFF_THE_RECORD, "by": reporter, "at": now + timedelta(hours=30)}
    reply = record_reply(comment_request=a_request, kind=ReplyKind.STATEMENT, **secret)
    of = {"newsroom_id": reporter.newsroom_id, "at": now, "by_user_id": reporter.id}
    Correction.objects.create(reply=reply, field="words", before="a", after="b", **of)
    blame = AllegationDraft(accused=army, role=AccusedRole.ORDERED)
    hushed = ClaimDraft(incident=everything, text="H", allegations=[blame])
    off = {"words": "H", "terms": Terms.OFF_THE_RECORD, "by": reporter, "at": now}
    record_utterance(claimants=[coalition], claims=[hushed], **off)
    waive(allegation=Allegation.objects.get(claim__text="H"), party=army, reason="It is not out", by=editor, at=now)

    to_viewer, to_reporter = (ledger_of(everything, actor=actor, now=now) for actor in (viewer, reporter))
    assert (to_viewer.withheld, to_reporter.withheld) == (3, 0)
    assert len(to_reporter.entries) - len(to_viewer.entries) == 3
    assert not [entry for entry in to_viewer.entries if isinstance(entry.row, Reply) and entry.row.pk == reply.pk]


def test_the_file_numbers_entries_through_its_parties(everything, ministry, newsroom, army, viewer, reporter, now):
    file = right_of_reply_file(everything, newsroom=newsroom, actor=reporter, now=now)

    assert [each.party for each in file.parties] == [army, ministry]
    numbers = [number for each in file.parties for number, _entry in each.entries]
    assert numbers + [number for number, _entry in file.printed] == list(range(1, 16))
    assert [entry.kind for _number, entry in file.printed] == [K.PRINTED, K.USE_HANDLED]
    assert (file.withheld, file.inside, file.head) == (0, 0, None)


def test_it_takes_as_many_queries_however_much_was_done(everything, a_request, viewer, reporter, source, army, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            ledger_of(everything, actor=viewer, now=now)
        return len(captured)

    few = queries()
    about = {"incident": everything, "party": army}
    for hour in range(5):
        at = now + timedelta(hours=40 + hour)
        record_reply(comment_request=a_request, kind=ReplyKind.ASKS_FOR_TIME, by=reporter, at=at)
        silent = {"source": source, "kind": SilenceKind.NOT_REACHED, "wording": "could not be reached"}
        record_reported_silence(**about, **silent, by=reporter, at=at)
        record_channel_check(**about, channels="its site", result=CheckResult.FOUND_SOMETHING, by=reporter, at=at)
    assert queries() == few <= 30
