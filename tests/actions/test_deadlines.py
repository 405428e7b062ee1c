"""Extensions of a deadline: by hand and with a reason; nothing else moves it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from claims.actions.deadlines import extend_deadline
from claims.actions.flags import raise_flags
from claims.actions.replies import record_reply
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Allegation, Change, CommentRequest, DeadlineExtension, Flag
from claims.models.answering import owed_answers
from claims.vocabulary import AnswerState, FlagKind, ReplyKind, Verb

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def extending(a_request, reporter, now):
    """A day more than the request gave at first, on the clock of Nepal."""
    return {
        "comment_request": a_request,
        "deadline": now + 2 * DAY,
        "deadline_zone": "Asia/Kathmandu",
        "reason": "The spokesperson asked for a day more",
        "by": reporter,
        "at": now + HOUR,
    }


def state(allegation, now):
    return owed_answers(Allegation.objects.filter(pk=allegation.pk), now=now)[0].state


def test_an_extension_keeps_both_deadlines_who_and_why(extending, a_request, reporter, now):
    extension = extend_deadline(**extending)

    a_request.refresh_from_db()
    assert (a_request.deadline, a_request.deadline_zone, a_request.version) == (now + 2 * DAY, "Asia/Kathmandu", 3)
    assert (extension.earlier_zone, extension.deadline_zone) == ("Africa/Bamako", "Asia/Kathmandu")
    assert (extension.earlier, extension.deadline, extension.by_user_id) == (now + DAY, now + 2 * DAY, reporter.id)
    assert [change.verb for change in Change.objects.order_by("-pk")[:2]] == [Verb.DEADLINE_EXTENDED] * 2
    assert Change.objects.about(extension).get().reason == "The spokesperson asked for a day more"


def test_time_given_after_the_deadline_makes_it_asked_again_and_clears_the_flag(extending, allegation, now):
    late = now + DAY + HOUR
    raise_flags(now=late)
    assert state(allegation, late) == AnswerState.NO_REPLY
    assert Flag.objects.standing().filter(kind=FlagKind.NO_REPLY).exists()

    extend_deadline(**extending | {"at": late})
    raise_flags(now=late)

    assert state(allegation, late) == AnswerState.ASKED
    assert not Flag.objects.standing().filter(kind=FlagKind.NO_REPLY).exists()
    assert state(allegation, now + 2 * DAY) == AnswerState.NO_REPLY


def test_a_reply_that_asks_for_time_moves_nothing(a_request, reporter, now):
    record_reply(comment_request=a_request, kind=ReplyKind.ASKS_FOR_TIME, by=reporter, at=now + HOUR)

    assert CommentRequest.objects.get().deadline == now + DAY
    assert not DeadlineExtension.objects.exists()


def test_extensions_follow_one_another(extending, now):
    extend_deadline(**extending)
    second = extend_deadline(**extending | {"deadline": now + 3 * DAY})

    assert second.earlier == now + 2 * DAY
    assert CommentRequest.objects.get().deadline == now + 3 * DAY


@pytest.mark.parametrize(
    ("but", "code", "field"),
    [
        ({"reason": " "}, "required", "reason"),
        ({"deadline_zone": ""}, "required", "deadline_zone"),
        ({"deadline_zone": "Mars/Olympus"}, "unknown_zone", "deadline_zone"),
        ({"deadline": None}, "required", "deadline"),
        ({"deadline": timedelta(days=1)}, "deadline_not_later", "deadline"),
        ({"deadline": timedelta(days=800)}, "date_too_far_ahead", "deadline"),
    ],
)
def test_an_extension_that_says_too_little_or_ends_too_early_is_refused(extending, now, snapshot, but, code, field):
    before = snapshot()
    if isinstance(but.get("deadline"), timedelta):
        but = {"deadline": now + but["deadline"]}

    with pytest.raises(RuleBroken) as refusal:
        extend_deadline(**extending | but)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_only_a_sent_request_is_extended_and_only_by_who_may_ask(
    extending, a_draft, a_withdrawn_request, viewer, stranger, snapshot
):
    before = snapshot()

    with pytest.raises(RuleBroken, match="this one is “Withdrawn”"):
        extend_deadline(**extending | {"comment_request": a_withdrawn_request})
    with pytest.raises(NotPermitted):
        extend_deadline(**extending | {"by": viewer})
    with pytest.raises(NotVisible):
        extend_deadline(**extending | {"by": stranger})
    assert snapshot() == before


def test_two_people_who_extend_at_once_do_not_undo_each_other(overlapping, extending, editor, now):
    first, second = overlapping(
        lambda: extend_deadline(**extending | {"deadline": now + 3 * DAY}),
        lambda: extend_deadline(**extending | {"by": editor}),
    )

    assert isinstance(first, DeadlineExtension)
    assert getattr(second, "code", "") == "deadline_not_later"
    assert CommentRequest.objects.get().deadline == now + 3 * DAY


def test_the_database_moves_a_stated_deadline_by_an_extension_alone(extending, a_request, now):
    def moved(**values):
        with transaction.atomic():
            CommentRequest.objects.filter(pk=a_request.pk).update(**values)

    for values in (
        {"deadline": now + 2 * DAY},
        {"deadline": now + HOUR, "version": 9},
        {"deadline_zone": "Asia/Kathmandu", "version": 9},
    ):
        with pytest.raises(IntegrityError, match="moves by an extension"):
            moved(**values)
    extend_deadline(**extending)
    with pytest.raises(IntegrityError, match="moves by an extension"):
        moved(deadline=now + DAY, version=9)
