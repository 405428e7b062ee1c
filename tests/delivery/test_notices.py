"""Mail to our own people against a real SMTP server: each flag once, bundled, at a decent hour, and nothing lost."""

import threading
from datetime import datetime, time, timedelta

import pytest
from django.db import connection

from claims.actions.attempts import record_attempt
from claims.actions.clock import run_flags
from claims.actions.comment_requests import withdraw_comment_request
from claims.actions.drafts import AllegationDraft, ClaimDraft
from claims.actions.flags import raise_flags
from claims.actions.incidents import restrict_incident
from claims.actions.members import deactivate
from claims.actions.newsrooms import revise_newsroom
from claims.actions.notices import claim_letter, give_up_lost_letters, keep_notice_wishes, letter_sent
from claims.actions.reminders import reminder_done, set_reminder
from claims.actions.utterances import record_utterance, revise_utterance
from claims.delivery import mail
from claims.delivery._notice_words import SENTENCES
from claims.delivery.notices import send_due
from claims.models import CommentRequest, Flag, Membership, NoticedFlag, NoticeLetter, User
from claims.models.notice_news import Contents, contents_of, members_with_news, reader_of, wishes_of
from claims.vocabulary import AccusedRole, Channel, FlagKind, LetterState, Outcome, Reached, RemindWhen, Role, Terms
from tests.actions.conftest import a_draft, a_request

__all__ = ["a_draft", "a_request"]

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def noon(now):
    """The day after: at noon the request to the army ran past its deadline, and the clock saw it at once."""
    return now + DAY


@pytest.fixture
def overdue(a_request, noon) -> CommentRequest:
    run_flags(now=noon)
    return a_request


@pytest.fixture
def due(overdue, noon):
    """When the reporter, who sent the request, is to be told."""
    return noon + 10 * MINUTE


def bodies(mailroom) -> list[str]:
    return [" ".join(letter.get_body(("plain",)).get_content().split()) for letter in mailroom.letters]


def told(letter_count: int = 1) -> NoticeLetter:
    assert NoticeLetter.objects.count() == letter_count
    return NoticeLetter.objects.latest("pk")


def test_whoever_sent_the_request_is_told_in_words_and_once(mailroom, due, settings):
    settings.SITE_URL = "https://record.example/"
    assert send_due(now=due - MINUTE) == 0
    assert [send_due(now=due), send_due(now=due), send_due(now=due + 2 * HOUR)] == [1, 0, 0]

    (letter,) = mailroom.letters
    assert str(letter["To"]) == "Reporter <reporter@desk.example>"
    assert letter["From"].addresses[0].display_name == "On Record, The Desk"
    assert str(letter["Subject"]) == (
        "Army of the republic has not answered for less than an hour; asked once, by mail"
    )
    (request,) = CommentRequest.objects.all()
    text = bodies(mailroom)[0]
    assert "Drone strikes on a border town (" in text
    assert f"https://record.example/requests/{request.pk}/" in text
    assert "https://record.example/account/notices/" in text
    assert "&" not in text
    assert letter["Auto-Submitted"] == "auto-generated"
    assert told().state == LetterState.SENT


def test_how_long_and_how_often_stands_in_the_words(mailroom, due, overdue, reporter, now):
    record_attempt(
        comment_request=overdue,
        channel=Channel.PHONE,
        reached=Reached.OFFICE,
        outcome=Outcome.MESSAGE_LEFT,
        tried_at=now + 2 * HOUR,
        by=reporter,
        at=due,
    )
    send_due(now=due + 6 * DAY)

    assert "has not answered for 6 days; asked twice, by mail and phone" in bodies(mailroom)[0]


def test_a_flag_that_cleared_meanwhile_is_not_in_it(mailroom, due, overdue, reporter):
    withdraw_comment_request(comment_request=overdue, reason="Sent to the wrong address", by=reporter, at=due)
    raise_flags(now=due)

    assert send_due(now=due) == 0
    assert not NoticeLetter.objects.exists()


def claimed(reporter, due) -> NoticeLetter:
    member = Membership.objects.get(user=reporter.user_id)
    letter = claim_letter(membership_id=member.pk, now=due)
    assert letter is not None
    return letter


@pytest.mark.parametrize("gone", ["cleared", "restricted", "unwanted"])
def test_what_is_no_longer_to_be_told_is_left_out_at_the_moment_of_sending(
    due, overdue, reporter, editor, users, incident, gone
):
    letter = claimed(reporter, due)
    if gone == "cleared":
        Flag.objects.update(cleared_at=due)
    elif gone == "restricted":
        restrict_incident(incident=incident, by=editor, at=due)
    else:
        want(users, kinds=[FlagKind.NOT_ASKED])

    assert not contents(letter, due)


def contents(letter: NoticeLetter, now: datetime) -> Contents:
    found = reader_of(letter.membership_id)
    assert found is not None
    return contents_of(letter, found[1], wishes_of(found[0].user_id), now=now)


def test_what_was_put_off_the_record_after_the_claiming_is_not_in_it(allegation, an_utterance, reporter, noon):
    run_flags(now=noon)
    letter = claimed(reporter, noon + HOUR)
    assert [flag.allegation for flag in contents(letter, noon).flags] == [allegation]

    revise_utterance(utterance=an_utterance, version=1, terms=Terms.OFF_THE_RECORD, by=reporter, at=noon)

    assert not contents(letter, noon)


def want(users, **change) -> None:
    wishes = {"by_mail": True, "kinds": list(FlagKind), "letters_a_day": 4}
    wishes |= {"quiet_from": time(20), "quiet_until": time(8)}
    keep_notice_wishes(user=users[Role.REPORTER], **(wishes | change), at=None)


def test_nobody_is_told_of_what_they_may_not_see_or_what_does_not_leave_the_newsroom(
    mailroom, incident, army, coalition, reporter, editor, noon, now
):
    draft = ClaimDraft(
        incident=incident,
        text="CLAIM OFFRECORD",
        allegations=[AllegationDraft(accused=army, role=AccusedRole.ORDERED, for_publication=True)],
    )
    record_utterance(claimants=[coalition], claims=[draft], terms=Terms.OFF_THE_RECORD, by=reporter, at=now)
    run_flags(now=noon)
    assert Flag.objects.standing().filter(kind=FlagKind.NOT_ASKED).exists()
    assert members_with_news(now=noon + HOUR)

    assert send_due(now=noon + HOUR) == 0
    assert mailroom.letters == []
    assert not NoticeLetter.objects.exists()


def test_a_deactivated_member_a_mail_switch_and_the_newsrooms_switch_keep_mail_away(
    mailroom, due, members, users, admin, newsroom
):
    revise_newsroom(newsroom=newsroom, notices_by_mail=False, by=admin, at=due)
    assert send_due(now=due) == 0
    revise_newsroom(newsroom=newsroom, notices_by_mail=True, by=admin, at=due)
    want(users, by_mail=False)
    assert send_due(now=due) == 0
    want(users)
    deactivate(membership=members[Role.REPORTER], by=admin, at=due)
    send_due(now=due)

    assert {str(letter["To"].addresses[0].addr_spec) for letter in mailroom.letters} == {
        "editor@desk.example",
        "admin@desk.example",
    }


def test_quiet_hours_are_the_persons_own_and_the_day_has_its_limit(mailroom, due, users, incident, reporter):
    User.objects.filter(pk=reporter.user_id).update(time_zone="Asia/Kathmandu")
    want(users, quiet_from=time(17, 45), quiet_until=time(18, 45), letters_a_day=2)
    assert [send_due(now=due), send_due(now=due + 50 * MINUTE)] == [0, 1]  # 17:55 and 18:45 in Kathmandu

    for minutes in (1, 2, 3):
        remind(reporter, incident, due + 50 * MINUTE, minutes)
    late = due + HOUR
    assert [send_due(now=late), send_due(now=late + MINUTE)] == [1, 0]
    remind(reporter, incident, late, 1)
    assert send_due(now=late + 2 * MINUTE) == 0
    assert send_due(now=late + 6 * HOUR) == 1  # the next day has begun there


def remind(reporter, about, at, minutes=1, note="Call again"):
    when = {"when": RemindWhen.AT, "reminded_at": at + minutes * MINUTE}
    return set_reminder(about=about, **when, note=note, by=reporter, at=at)


def test_flags_and_due_reminders_of_one_person_are_one_letter(mailroom, due, overdue, reporter, incident):
    remind(reporter, overdue, due - HOUR, note="Ask the\nspokesperson")
    done = remind(reporter, incident, due - HOUR, note="Nothing more to do")
    reminder_done(reminder=done, by=reporter, at=due)
    remind(reporter, incident, due, minutes=99, note="Not yet")
    assert send_due(now=due) == 1

    (text,) = bodies(mailroom)
    assert "reminded of the request to Army of the republic: “Ask the spokesperson”" in text
    assert "has not answered" in text
    assert "Nothing more" not in text
    assert "Not yet" not in text
    assert "and 1 more" in str(mailroom.letters[0]["Subject"])


def test_of_many_flags_the_most_urgent_are_spelt_out_and_all_are_told(mailroom, due, overdue, incident, monkeypatch):
    monkeypatch.setattr("claims.models.notice_news.SPELT_OUT", 1)
    shown = {"newsroom": incident.newsroom, "incident": incident, "comment_request": overdue, "raised_at": due - HOUR}
    for hours in range(3):
        Flag.objects.create(kind=FlagKind.DUE_SOON, since=due - hours * HOUR, **shown)
    assert [send_due(now=due), send_due(now=due + 2 * HOUR)] == [1, 0]

    assert "and 3 more" in str(mailroom.letters[0]["Subject"])
    assert "And 3 more on your desk" in bodies(mailroom)[0]
    assert NoticedFlag.objects.count() == 4


def test_a_reminder_of_what_one_may_not_see_any_more_says_only_that(mailroom, due, reporter, editor, incident):
    remind(reporter, incident, due - HOUR, note="SECRET NOTE")
    restrict_incident(incident=incident, by=editor, at=due)
    assert send_due(now=due) == 1

    (text,) = bodies(mailroom)
    assert "A reminder of yours is due" in text
    assert not {"SECRET NOTE", "border town", incident.reference} & {
        word for word in ("SECRET NOTE", "border town", incident.reference) if word in text
    }


@pytest.mark.parametrize(
    ("answer", "state", "again"),
    [
        ({"rcpt": "550 no such user"}, LetterState.FAILED, DAY),
        ({"rcpt": "450 later"}, LetterState.FAILED, 5 * MINUTE),
        ({"data": "451 later"}, LetterState.FAILED, 5 * MINUTE),
        ({"data": "drop"}, LetterState.UNCERTAIN, None),
    ],
)
def test_what_became_of_a_letter_is_kept_and_what_was_not_taken_goes_later(mailroom, due, answer, state, again):
    for step, words in answer.items():
        getattr(mailroom, step)["reporter@desk.example"] = words
    assert send_due(now=due) == 0
    assert (told().state, told().retry_at) == (state, again and due + again)
    mailroom.rcpt.clear()
    mailroom.data.clear()

    later = [send_due(now=due + (again or HOUR) - MINUTE), send_due(now=due + (again or DAY))]
    assert later == ([0, 1] if again else [0, 0])
    assert told().state == (LetterState.SENT if again else LetterState.UNCERTAIN)
    assert told().attempts == (2 if again else 1)


def test_a_dead_mail_server_loses_nothing_and_is_not_asked_for_everybody(mailroom, due, settings, incident, editor):
    set_reminder(about=incident, when=RemindWhen.AT, reminded_at=due - MINUTE, by=editor, at=due - HOUR)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert send_due(now=due) == 0
    assert told().state == LetterState.FAILED
    assert not NoticedFlag.objects.exists()

    settings.EMAIL_PORT = port
    assert send_due(now=due + 5 * MINUTE) == 2
    assert set(NoticeLetter.objects.values_list("state", flat=True)) == {LetterState.SENT}


def test_a_worker_killed_between_claiming_and_the_servers_answer_leaves_it_uncertain(mailroom, due, reporter):
    claimed(reporter, due)
    assert [send_due(now=due + MINUTE), send_due(now=due + 15 * MINUTE), send_due(now=due + DAY)] == [0, 0, 0]

    assert told().state == LetterState.UNCERTAIN
    assert mailroom.letters == []


def test_a_server_that_hangs_leaves_it_uncertain_and_the_others_go_out(
    mailroom, due, settings, incident, editor, users
):
    set_reminder(about=incident, when=RemindWhen.AT, reminded_at=due - MINUTE, by=editor, at=due - HOUR)
    settings.EMAIL_TIMEOUT = 0.5
    mailroom.data["reporter@desk.example"] = "hang"
    assert send_due(now=due) == 1

    states = dict(NoticeLetter.objects.values_list("membership__user__email", "state"))
    assert states == {"reporter@desk.example": LetterState.UNCERTAIN, "editor@desk.example": LetterState.SENT}


def test_a_letter_that_cannot_be_written_is_seen_by_admins_and_holds_nobody_up(
    mailroom, due, incident, editor, monkeypatch
):
    set_reminder(about=incident, when=RemindWhen.AT, reminded_at=due - MINUTE, by=editor, at=due - HOUR)
    monkeypatch.delitem(SENTENCES, FlagKind.NO_REPLY)
    assert send_due(now=due) == 1

    states = dict(NoticeLetter.objects.values_list("membership__user__email", "state"))
    assert states == {"reporter@desk.example": LetterState.FAILED, "editor@desk.example": LetterState.SENT}


def test_a_worker_that_was_given_up_and_comes_back_is_believed(due, reporter):
    letter = claimed(reporter, due)
    assert give_up_lost_letters(now=due + HOUR) == 1
    letter_sent(letter=letter, at=due + HOUR)

    assert told().state == LetterState.SENT


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_letter(mailroom, due):
    together = threading.Barrier(2)

    def work() -> None:
        try:
            together.wait(20)
            send_due(now=due)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _n in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)

    assert [str(letter["To"].addresses[0].addr_spec) for letter in mailroom.letters] == ["reporter@desk.example"]
    assert told().state == LetterState.SENT


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_sent_outside_any_transaction(mailroom, due, monkeypatch):
    seen = []
    kept = mail.Post.send
    monkeypatch.setattr(mail.Post, "send", lambda *given: seen.append(connection.in_atomic_block) or kept(*given))
    send_due(now=due)

    assert seen == [False]
