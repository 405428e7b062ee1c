"""Whom a standing flag concerns, subject by subject."""

from datetime import timedelta

import pytest

from claims.actions.claims import revise_claim
from claims.actions.clock import run_flags
from claims.actions.members import deactivate
from claims.actions.replies import record_reply
from claims.actions.silences import record_channel_check
from claims.actions.uses import record_use
from claims.actions.waivers import waive
from claims.models import CommentRequest, Flag, FlagConcern
from claims.vocabulary import CheckResult, FlagKind, ReplyKind, Role, Status, UseKind
from tests.actions.conftest import a_draft, a_request, add_root, propose, signed

__all__ = ["a_draft", "a_request", "add_root", "propose", "signed"]

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def concerned(kind: FlagKind) -> set[str]:
    rows = FlagConcern.objects.filter(flag__kind=kind).select_related("user")
    return {row.user.email.partition("@")[0] for row in rows}


def raised(incident, kind: FlagKind, at, **subject) -> set[str]:
    """Whom a flag of the kind on the subject concerns; the clock's own part in it is tested elsewhere."""
    Flag.objects.create(newsroom=incident.newsroom, incident=incident, kind=kind, since=at, raised_at=at, **subject)
    return concerned(kind)


def test_a_request_concerns_who_sent_it_until_somebody_is_responsible(a_request, users, now):
    run_flags(now=now + DAY)
    assert concerned(FlagKind.NO_REPLY) == {"reporter"}

    CommentRequest.objects.filter(pk=a_request.pk).update(responsible=users[Role.FACT_CHECKER])
    assert concerned(FlagKind.NO_REPLY) == {"fact_checker"}


def test_a_reply_concerns_who_follows_up_the_request(a_request, reporter, incident, now):
    reply = record_reply(comment_request=a_request, kind=ReplyKind.STATEMENT, words="No.", by=reporter, at=now)

    assert raised(incident, FlagKind.REPLY_WAITING, now, reply=reply) == {"reporter"}


def test_an_allegation_concerns_who_recorded_it(allegation, now):
    run_flags(now=now + DAY)

    assert concerned(FlagKind.NOT_ASKED) == {"reporter"}


def test_where_nobody_is_left_it_concerns_editors_and_admins(allegation, members, admin, now):
    run_flags(now=now + DAY)
    deactivate(membership=members[Role.REPORTER], by=admin, at=now)

    assert concerned(FlagKind.NOT_ASKED) == {"editor", "admin"}


def test_a_claim_concerns_who_judged_and_who_signed(a_claim, signed, add_root, reporter, now):
    add_root("A survivor")
    signed()
    revise_claim(claim=a_claim, version=a_claim.version + 1, text="The army killed 30", by=reporter, at=now)
    run_flags(now=now + DAY)

    assert concerned(FlagKind.SIGN_OFF_VOID) == {"fact_checker", "editor"}


def test_a_printed_use_concerns_who_recorded_it_and_the_judge_of_its_claim(
    a_claim, incident, propose, add_root, editor, now
):
    told = {"address": "https://example.org/story", "words": "They said.", "printed_at": now}
    use = record_use(incident=incident, kind=UseKind.CLAIM, claim=a_claim, **told, by=editor, at=now)
    assert raised(incident, FlagKind.PUBLISHED, now, use=use) == {"editor"}

    propose(Status.COULD_NOT_BE_VERIFIED)
    assert concerned(FlagKind.PUBLISHED) == {"editor", "fact_checker"}


def test_a_waiver_concerns_those_who_may_decide_but_not_who_asks_for_it(allegation, army, incident, editor, now):
    waiver = waive(allegation=allegation, party=army, reason="No.", by=editor, at=now)

    assert raised(incident, FlagKind.WAIVER_UNAPPROVED, now, waiver=waiver) == {"admin"}


def test_a_look_at_channels_concerns_who_looked(incident, army, reporter, now):
    found = {"channels": "Its web site", "result": CheckResult.FOUND_NOTHING}
    check = record_channel_check(incident=incident, party=army, **found, by=reporter, at=now)

    assert raised(incident, FlagKind.CHECK_OLD, now, channel_check=check) == {"reporter"}


def test_a_flag_that_was_cleared_concerns_nobody(allegation, now):
    run_flags(now=now + DAY)
    Flag.objects.update(cleared_at=now + DAY)

    assert concerned(FlagKind.NOT_ASKED) == set()
