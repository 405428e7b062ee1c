"""Typing errors put right in a reply, and replies worked in."""

from datetime import timedelta

import pytest

from claims.actions.drafts import AnswerDraft
from claims.actions.redactions import approve_redaction, propose_redaction
from claims.actions.replies import record_reply
from claims.actions.reply_trail import correct_reply, handle_reply
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Allegation, Answer, Change, Correction, Reply, ReplyHandled
from claims.models.answering import owed_answers
from claims.vocabulary import AnswerState, CorrectedField, Position, ReplyKind, Terms, Verb
from tests.actions.test_redactions import everything_stored, findings

HOUR = timedelta(hours=1)


@pytest.fixture
def reply(a_request, allegation, reporter, now) -> Reply:
    return record_reply(
        comment_request=a_request,
        kind=ReplyKind.DENIAL,
        answers=[AnswerDraft(allegation=allegation, position=Position.DENIES)],
        words="We did no do this.",
        speaker_label="a colonel",
        by=reporter,
        at=now + HOUR,
    )


@pytest.fixture
def correcting(reply, reporter, now):
    return {"reply": reply, "words": "We did not do this.", "reason": "A slip", "by": reporter, "at": now + HOUR}


def read(reader) -> Reply:
    return Reply.objects.visible_to(reader).get()


def test_a_reply_reads_as_corrected_and_stays_as_recorded(correcting, reply, viewer, reporter):
    (made,) = correct_reply(**correcting)

    assert (made.field, made.before, made.after) == ("words", "We did no do this.", "We did not do this.")
    assert (read(viewer).read_words, read(viewer).words, read(viewer).corrected) == (
        "We did not do this.",
        "We did no do this.",
        ["words"],
    )
    assert read(viewer).read(CorrectedField.SPEAKER_LABEL) == "a colonel"
    change = Change.objects.about(made).get()
    assert (change.verb, change.reason, change.incident_id) == (
        Verb.REPLY_CORRECTED,
        "A slip",
        reply.comment_request.incident_id,
    )


def test_the_latest_correction_is_read_and_each_says_what_stood_before(correcting, reporter):
    correct_reply(**correcting)
    correct_reply(**correcting | {"words": "We did not do that.", "speaker_label": "a major"})

    rows = Correction.objects.order_by("pk").values_list("field", "before", "after")
    assert list(rows) == [
        ("words", "We did no do this.", "We did not do this."),
        ("words", "We did not do this.", "We did not do that."),
        ("speaker_label", "a colonel", "a major"),
    ]
    assert (read(reporter).read_words, read(reporter).read_speaker_label) == ("We did not do that.", "a major")


def test_a_correction_answers_nothing_anew(correcting, allegation, now):
    correct_reply(**correcting)

    assert Answer.objects.count() == 1
    assert owed_answers(Allegation.objects.filter(pk=allegation.pk), now=now)[0].state == AnswerState.ANSWERED


@pytest.mark.parametrize(
    ("but", "code", "field"),
    [
        ({"words": "We did no do this."}, "nothing_corrected", ""),
        ({"words": ""}, "correction_empties", "words"),
        ({"words": "x" * 10001}, "too_long", "words"),
        ({"translated_by": "the desk"}, "translation_missing", "translation"),
        ({"shown": {"words": "We did it."}}, "corrected_meanwhile", "words"),
        ({"reason": ""}, "required", "reason"),
    ],
)
def test_what_is_no_correction_is_refused(correcting, snapshot, but, code, field):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        correct_reply(**correcting | but)
    assert (refusal.value.code, refusal.value.field or "") == (code, field)
    assert snapshot() == before


def test_a_viewer_corrects_nothing_and_a_stranger_does_not_see(correcting, viewer, stranger, snapshot):
    before = snapshot()

    for by, refused in ((viewer, NotPermitted), (stranger, NotVisible)):
        with pytest.raises(refused):
            correct_reply(**correcting | {"by": by})
        with pytest.raises(refused):
            handle_reply(reply=correcting["reply"], note="Nothing new", by=by, at=correcting["at"])
    assert snapshot() == before


def test_who_is_not_told_who_spoke_reads_the_corrected_words_and_no_correction(
    a_request, correcting, viewer, reporter, now
):
    terms = {"terms": Terms.ON_BACKGROUND, "background_as": "an officer"}
    said = {"kind": ReplyKind.STATEMENT, "words": "It was nott us", "speaker_label": "Colonel A"}
    told = record_reply(comment_request=a_request, **said, **terms, by=reporter, at=now + HOUR)
    correct_reply(**correcting | {"reply": told, "words": "It was not us", "speaker_label": "Colonel B"})

    shown = Reply.objects.visible_to(viewer).get(pk=told.pk)
    assert (shown.read_words, shown.speaker_withheld) == ("It was not us", True)
    assert not Correction.objects.visible_to(viewer).exists()
    assert Correction.objects.visible_to(reporter).count() == 2


def test_redacting_the_words_destroys_them_in_their_corrections_as_well(correcting, reply, editor, admin, now):
    correct_reply(**correcting)
    why = {"reason": "asked us to be forgotten"}
    proposal = propose_redaction(subject=reply, field="words", **why, by=editor, at=now)
    approve_redaction(redaction=proposal, by=admin, at=now)

    assert read(editor).read_words == "[redacted]"
    assert "do this" not in everything_stored()
    assert findings() == []
    with pytest.raises(RuleBroken) as refusal:
        correct_reply(**correcting)
    assert refusal.value.code == "redacted"


def test_a_reply_is_worked_in_as_an_utterance_or_with_a_note(reply, an_utterance, reporter, now):
    handled = handle_reply(reply=reply, utterance=an_utterance, by=reporter, at=now + HOUR)

    assert (handled.utterance, handled.note, handled.by_user_id) == (an_utterance, "", reporter.id)
    assert read(reporter).worked_in == handled
    assert Change.objects.about(handled).get().verb == Verb.REPLY_HANDLED


def test_a_reply_is_worked_in_once_and_somehow(reply, an_utterance, reporter, stranger, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        handle_reply(reply=reply, note=" ", by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == ("handled_how", "note")
    assert snapshot() == before
    handle_reply(reply=reply, note="Nothing new", by=reporter, at=now)
    with pytest.raises(RuleBroken) as refusal:
        handle_reply(reply=reply, utterance=an_utterance, by=reporter, at=now)
    assert refusal.value.code == "already_handled"
    assert ReplyHandled.objects.count() == 1
