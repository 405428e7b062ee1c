"""What came back to a request."""

from datetime import timedelta

import pytest

from claims.actions.drafts import AnswerDraft, ClaimDraft
from claims.actions.incidents import open_incident
from claims.actions.parties import add_party
from claims.actions.replies import record_reply
from claims.actions.utterances import record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Answer, Change, Reply
from claims.models.answering import owed_answers
from claims.vocabulary import AnswerState, PartyKind, Position, ReplyKind, Terms, Verb
from tests.actions.conftest import alleged

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def denying(a_request, allegation, reporter, now):
    """The army denies the allegation, an hour after it was asked; a test replaces what it is about."""
    return {
        "comment_request": a_request,
        "kind": ReplyKind.DENIAL,
        "answers": [AnswerDraft(allegation=allegation, position=Position.DENIES)],
        "words": "We did not do this.",
        "by": reporter,
        "at": now + HOUR,
    }


def test_a_reply_keeps_words_speaker_and_what_it_answers(denying, allegation, army, now):
    record_reply(
        **denying,
        language="fr",
        translation="We did not.",
        translated_by="the desk",
        terms=Terms.ON_BACKGROUND,
        background_as="an officer",
        speaker_label="a colonel",
        received_at=now + 30 * MINUTE,
    )

    reply = Reply.objects.get()
    assert (reply.kind, reply.words, reply.background_as) == (ReplyKind.DENIAL, "We did not do this.", "an officer")
    assert (reply.speaks_for, reply.received_at) == (army, now + 30 * MINUTE)
    answer = Answer.objects.get()
    assert (answer.reply, answer.allegation, answer.position) == (reply, allegation, Position.DENIES)


def test_a_reply_is_recorded_with_its_answers_before_it(denying):
    before = Change.objects.count()

    record_reply(**denying)

    assert [change.verb for change in Change.objects.order_by("id")[before:]] == [
        Verb.ANSWER_RECORDED,
        Verb.REPLY_RECORDED,
    ]


def test_a_reply_answers_the_allegation_for_the_accused(denying, allegation, now):
    record_reply(**denying)

    [owed] = owed_answers(type(allegation).objects.filter(pk=allegation.pk), now=now + HOUR)
    assert owed.state == AnswerState.ANSWERED


def test_a_later_reply_stands_beside_the_first(denying, allegation, now):
    record_reply(**denying)
    record_reply(
        **denying
        | {
            "kind": ReplyKind.PARTIAL,
            "answers": [AnswerDraft(allegation=allegation, position=Position.PARTLY)],
            "at": now + 2 * HOUR,
        }
    )

    assert [answer.position for answer in Answer.objects.order_by("id")] == [Position.DENIES, Position.PARTLY]


def test_who_answers_for_the_accused_may_reply_in_its_place(denying, ministry):
    assert record_reply(**denying, speaks_for=ministry).speaks_for == ministry


def test_anybody_else_does_not_reply(denying, coalition, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="“Northern coalition” was not asked") as refusal:
        record_reply(**denying, speaks_for=coalition)
    assert refusal.value.field == "speaks_for"
    assert snapshot() == before


def test_replies_to_a_draft_are_refused(a_draft, reporter, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="this one is “Draft”"):
        record_reply(comment_request=a_draft, kind=ReplyKind.DECLINES, by=reporter, at=now)
    assert snapshot() == before


def test_replies_to_a_withdrawn_request_are_refused(denying, a_withdrawn_request, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="this one is “Withdrawn”") as refusal:
        record_reply(**denying)
    assert refusal.value.code == "request_not_sent"
    assert snapshot() == before


@pytest.mark.parametrize(
    ("but", "code", "field"),
    [
        ({"kind": ReplyKind.DECLINES}, "reply_cannot_answer", "answers"),
        ({"kind": ReplyKind.ASKS_FOR_TIME}, "reply_cannot_answer", "answers"),
        ({"kind": ReplyKind.REFERS_ELSEWHERE}, "reply_cannot_answer", "answers"),
        ({"answers": []}, "reply_answers_nothing", "answers"),
        ({"kind": ReplyKind.PARTIAL, "answers": []}, "reply_answers_nothing", "answers"),
        ({"kind": "shrug"}, "unknown_choice", "kind"),
        ({"terms": Terms.ON_BACKGROUND}, "background_as_missing", "background_as"),
        ({"background_as": "an officer"}, "background_as_not_taken", "background_as"),
        ({"machine_translated": True}, "translation_missing", "translation"),
        ({"words": "x" * 10001}, "too_long", "words"),
        ({"words": "a\x00b"}, "control_character", "words"),
    ],
)
def test_a_reply_that_contradicts_itself_is_refused(denying, snapshot, but, code, field):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_reply(**denying | but)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_what_was_not_asked_is_not_answered_by_a_reply(denying, allegation, other_allegation, snapshot):
    before = snapshot()
    answers = [AnswerDraft(allegation=each, position=Position.DENIES) for each in (allegation, other_allegation)]

    with pytest.raises(RuleBroken) as refusal:
        record_reply(**denying | {"answers": answers})
    assert (refusal.value.code, refusal.value.field) == ("allegation_not_asked", "answers.1.allegation")
    assert snapshot() == before


def test_one_reply_answers_an_allegation_once(denying, allegation, snapshot):
    before = snapshot()
    answers = [AnswerDraft(allegation=allegation, position=each) for each in (Position.DENIES, Position.ACCEPTS)]

    with pytest.raises(RuleBroken) as refusal:
        record_reply(**denying | {"answers": answers})
    assert (refusal.value.code, refusal.value.field) == ("repeated", "answers.1")
    assert snapshot() == before


@pytest.mark.parametrize(("after_sending", "code"), [(-MINUTE, "before_sending"), (2 * HOUR, "not_yet")])
def test_a_reply_lies_between_the_sending_and_now(denying, now, snapshot, after_sending, code):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_reply(**denying, received_at=now + after_sending)
    assert (refusal.value.code, refusal.value.field) == (code, "received_at")
    assert snapshot() == before


def test_a_reply_may_be_the_utterance_in_which_it_was_published(denying, an_utterance):
    assert record_reply(**denying, utterance=an_utterance).utterance == an_utterance


def test_another_newsroom_sees_nothing_to_reply_to(denying, stranger, snapshot):
    before = snapshot()

    with pytest.raises(NotVisible):
        record_reply(**denying | {"by": stranger})
    assert snapshot() == before


def test_parties_and_utterances_of_another_newsroom_are_unknown(denying, stranger, now, snapshot):
    theirs = [add_party(name=name, kind=PartyKind.OTHER, by=stranger, at=now) for name in ("Council", "Guard")]
    claim = ClaimDraft(incident=open_incident(title="A disputed vote", by=stranger, at=now), text="They did not")
    utterance = record_utterance(claimants=theirs, claims=[claim], words="No.", by=stranger, at=now)
    before = snapshot()

    for name, row in (("speaks_for", theirs[0]), ("utterance", utterance)):
        with pytest.raises(RuleBroken) as refusal:
            record_reply(**denying | {name: row})
        assert (refusal.value.code, refusal.value.field) == ("unknown_reference", name)
    assert snapshot() == before


def test_a_viewer_records_no_reply(denying, viewer, snapshot):
    before = snapshot()

    with pytest.raises(NotPermitted):
        record_reply(**denying | {"by": viewer})
    assert snapshot() == before


def test_an_answer_to_one_allegation_is_none_to_another(denying, incident, coalition, army, reporter, now):
    other = alleged(incident, coalition, army, by=reporter, at=now)

    record_reply(**denying)

    [owed] = owed_answers(type(other).objects.filter(pk=other.pk), now=now + HOUR)
    assert (owed.state, owed.spoke_elsewhere) == (AnswerState.NOT_ASKED, False)
