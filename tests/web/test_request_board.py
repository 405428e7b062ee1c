"""The board: whom nobody has asked, what is drafted, asked, overdue and answered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions.attempts import record_attempt
from claims.actions.comment_requests import draft_comment_request, send_comment_request, withdraw_comment_request
from claims.actions.drafts import AnswerDraft
from claims.actions.incidents import close_incident, restrict_incident
from claims.actions.parties import add_party, relate_parties
from claims.actions.replies import record_reply
from claims.actions.waivers import approve_waiver, waive
from claims.models import CommentRequest
from claims.rules.board import Column
from claims.vocabulary import Channel, Outcome, PartyKind, PartyRelationKind, Position, Reached, ReplyKind, Role
from claims.web import request_board
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db

BOARD = "/requests/"


def columns(answer) -> dict[Column, int]:
    """Of the columns that hold anything: how many cards."""
    return {section.code: section.total for section in answer.context["sections"] if section.total}


def test_an_accused_party_that_nobody_asked_stands_first(as_viewer: Browser, as_reporter: Browser, allegation):
    assert columns(as_viewer.get(BOARD)) == {Column.NOT_ASKED: 1}

    ask = reverse("request-new", args=[allegation.claim.incident.reference])
    assert ask in as_reporter.get(BOARD).content.decode()
    assert ask not in as_viewer.get(BOARD).content.decode()


def test_who_answers_for_the_accused_is_offered_on_the_same_card(as_reporter: Browser, allegation, army, reporter, now):
    ministry = add_party(name="Ministry of Defence", kind=PartyKind.MINISTRY, by=reporter, at=now)
    relate_parties(party=ministry, kind=PartyRelationKind.ANSWERS_FOR, other=army, by=reporter, at=now)
    answer = as_reporter.get(BOARD)

    assert columns(answer) == {Column.NOT_ASKED: 1}
    assert "Ask Ministry of Defence, which answers for it" in answer.content.decode()


def test_a_draft_is_drafted_and_the_party_still_not_asked(as_viewer: Browser, a_draft):
    assert columns(as_viewer.get(BOARD)) == {Column.NOT_ASKED: 1, Column.DRAFTED: 1}


def test_a_sent_request_is_asked(as_viewer: Browser, a_request):
    assert columns(as_viewer.get(BOARD)) == {Column.ASKED: 1}


def test_past_its_deadline_it_is_overdue_and_never_declined(as_viewer: Browser, a_request, time_machine):
    time_machine.move_to(a_request.deadline + timedelta(minutes=1))
    answer = as_viewer.get(BOARD)

    assert columns(answer) == {Column.OVERDUE: 1}
    assert "No reply" in answer.content.decode()
    assert "answer-declined" not in answer.content.decode()


def test_a_bounce_is_not_reached_and_never_no_reply(as_viewer: Browser, a_request, reporter, now, time_machine):
    record_attempt(
        comment_request=a_request,
        channel=Channel.EMAIL,
        reached=Reached.NOBODY,
        outcome=Outcome.BOUNCED,
        tried_at=now,
        by=reporter,
        at=now,
    )
    time_machine.move_to(a_request.deadline + timedelta(minutes=1))
    text = as_viewer.get(BOARD).content.decode()

    assert "answer-not_reached" in text
    assert "answer-no_reply" not in text


def test_an_answer_moves_it_to_answered(as_viewer: Browser, a_request, allegation, reporter, now):
    answers = [AnswerDraft(allegation=allegation, position=Position.DENIES)]
    record_reply(comment_request=a_request, kind=ReplyKind.DENIAL, answers=answers, by=reporter, at=now)

    assert columns(as_viewer.get(BOARD)) == {Column.ANSWERED: 1}


def test_a_party_that_is_not_to_be_asked_is_on_no_card(as_viewer: Browser, allegation, army, reporter, editor, now):
    waiver = waive(allegation=allegation, party=army, reason="A child", by=reporter, at=now)
    approve_waiver(waiver=waiver, by=editor, at=now)

    assert columns(as_viewer.get(BOARD)) == {}


def test_a_withdrawn_request_leaves_the_party_not_asked(as_viewer: Browser, a_request, reporter, now):
    withdraw_comment_request(comment_request=a_request, reason="A slip", by=reporter, at=now)

    assert columns(as_viewer.get(BOARD)) == {Column.NOT_ASKED: 1}


def test_it_is_narrowed_by_incident_party_and_deadline(as_viewer: Browser, a_request, army, coalition):
    incident = a_request.incident
    assert columns(as_viewer.get(BOARD, {"incident": incident.pk, "party": army.pk})) == {Column.ASKED: 1}
    assert columns(as_viewer.get(BOARD, {"party": coalition.pk})) == {}
    assert columns(as_viewer.get(BOARD, {"due": "day"})) == {Column.ASKED: 1}
    assert columns(as_viewer.get(BOARD, {"due": "passed"})) == {}


@pytest.mark.parametrize("query", [{"incident": "x"}, {"party": "999"}, {"due": "someday"}, {"incident": "\0"}])
def test_odd_filters_do_no_harm(as_viewer: Browser, a_request, query):
    assert as_viewer.get(BOARD, query).status_code == 200


def test_closed_incidents_are_off_the_board(as_viewer: Browser, a_request, editor, now):
    close_incident(incident=a_request.incident, by=editor, at=now)

    assert columns(as_viewer.get(BOARD)) == {}


def test_nothing_of_a_restricted_incident_shows(as_reporter: Browser, as_editor: Browser, a_request, editor, now):
    restrict_incident(incident=a_request.incident, by=editor, at=now)

    assert columns(as_reporter.get(BOARD)) == {}
    assert "Army of the republic" not in as_reporter.get(BOARD).content.decode()
    assert columns(as_editor.get(BOARD)) == {Column.ASKED: 1}


def test_another_newsrooms_requests_are_not_there(as_stranger: Browser, a_request):
    assert columns(as_stranger.get(BOARD)) == {}


def test_it_takes_as_many_queries_however_many_requests(
    as_viewer: Browser,
    a_request,
    army,
    allegation,
    reporter,
    now,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    def draft():
        return draft_comment_request(
            incident=a_request.incident, party=army, text="Once more", allegations=[allegation], by=reporter, at=now
        )

    draft()
    with django_assert_max_num_queries(28) as few:
        as_viewer.get(BOARD)
    for _ in range(10):
        draft()
    with django_assert_num_queries(len(few)):
        as_viewer.get(BOARD)


def headings(answer, column: Column) -> list[tuple[str, int]]:
    """Of one column: under which headings how many cards stand."""
    (section,) = [section for section in answer.context["sections"] if section.code == column]
    return [(str(words), len(cards)) for words, cards in section.groups]


@pytest.fixture
def three_asked(a_request, army, allegation, reporter, editor, now, incident):
    """Three requests asked of the army: the reporter's, one that the editor is in charge of, one by the editor."""
    about = {
        "incident": incident,
        "party": army,
        "nature": "a report",
        "text": "Once more",
        "allegations": [allegation],
    }
    by_when = {"deadline_zone": "Asia/Kathmandu"}
    later = {"deadline": now + timedelta(days=3), **by_when}
    handed_over = draft_comment_request(**about, **later, by=reporter, at=now)
    send_comment_request(comment_request=handed_over, channel=Channel.EMAIL, by=reporter, at=now)
    CommentRequest.objects.filter(pk=handed_over.pk).update(responsible=editor.id)
    far = {"deadline": now + timedelta(days=30), **by_when}
    sent = draft_comment_request(**about, **far, by=editor, at=now)
    send_comment_request(comment_request=sent, channel=Channel.PHONE, by=editor, at=now)
    return [a_request, handed_over, sent]


def test_cards_are_grouped_by_deadline_person_or_incident(as_viewer: Browser, three_asked, incident):
    by = {"deadline": [("Due within a day", 1), ("Due within a week", 1), ("Due later", 1)]}
    by |= {"person": [("Editor", 2), ("Reporter", 1)], "incident": [(incident.title, 3)]}

    assert {each: headings(as_viewer.get(BOARD, {"by": each}), Column.ASKED) for each in by} == by


def test_a_draft_is_of_whom_wrote_it_and_nobodys_cards_stand_last(as_viewer: Browser, a_draft):
    answer = as_viewer.get(BOARD, {"by": "person"})

    assert headings(answer, Column.DRAFTED) == [("Reporter", 1)]
    assert headings(answer, Column.NOT_ASKED) == [("Nobody yet", 1)]


def test_it_is_narrowed_by_person(as_reporter: Browser, three_asked, users):
    assert columns(as_reporter.get(BOARD, {"person": "me"})) == {Column.ASKED: 1}
    assert columns(as_reporter.get(BOARD, {"person": users[Role.EDITOR].pk})) == {Column.ASKED: 2}
    assert columns(as_reporter.get(BOARD, {"person": "nobody"})) == {}
    assert as_reporter.get(BOARD, {"person": "9999999"}).status_code == 200


def test_a_card_says_by_when_in_the_zone_stated_and_how_often_it_was_asked(
    as_viewer: Browser, three_asked, reporter, now
):
    a_request = three_asked[0]
    tried = {"channel": Channel.PHONE, "reached": Reached.VOICEMAIL, "outcome": Outcome.MESSAGE_LEFT}
    record_attempt(comment_request=a_request, **tried, tried_at=now, by=reporter, at=now)
    text = as_viewer.get(BOARD).content.decode().replace("\xa0", " ")

    assert "asked twice, by e-mail and phone" in text
    assert "20 November 2026, 18:00 (Africa/Bamako)" in text
    assert "in 5 hours" in text
    assert "23 November 2026, 17:45 (Asia/Kathmandu)" in text
    assert "The army killed at least 21 people" in text
    assert "followed up by <bdi>Editor" in text


def test_nobody_reached_was_tried_not_asked(as_viewer: Browser, a_request, reporter, now):
    bounced = {"channel": Channel.EMAIL, "reached": Reached.NOBODY, "outcome": Outcome.BOUNCED}
    record_attempt(comment_request=a_request, **bounced, tried_at=now, by=reporter, at=now)

    assert "tried twice, by e-mail" in as_viewer.get(BOARD).content.decode()


def test_one_column_alone_is_paged(as_viewer: Browser, three_asked, monkeypatch):
    monkeypatch.setattr(request_board, "SHOWN", 2)
    monkeypatch.setattr(request_board, "SHOWN_ALONE", 2)
    together = as_viewer.get(BOARD)
    assert headings(together, Column.ASKED) == [("Due within a day", 1), ("Due within a week", 1)]
    assert "All 3 in this column" in together.content.decode()

    last = as_viewer.get(BOARD, {"column": "asked", "page": "2"})
    assert headings(last, Column.ASKED) == [("Due later", 1)]
    assert 'aria-current="page">Asked' in last.content.decode()
    assert as_viewer.get(BOARD, {"column": "nothing", "page": "x"}).status_code == 200
