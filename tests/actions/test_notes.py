"""Notes for colleagues: who sees them, whom they call, and taking one back."""

import pytest

from claims.actions.bookkeeping import mentions_read
from claims.actions.claims import revise_claim
from claims.actions.drafts import ClaimDraft
from claims.actions.incidents import restrict_incident
from claims.actions.notes import withdraw_note, write_note
from claims.actions.utterances import record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Claim, Mention, Note
from claims.rules.actor import outward
from claims.vocabulary import Terms, Verb

pytestmark = pytest.mark.django_db


def test_a_note_on_a_claim_stands_in_its_incident_and_is_on_record(a_claim, reporter, viewer, now):
    note = write_note(about=a_claim, text=" Ask @Viewer. ", by=reporter, at=now)

    assert (note.incident_id, note.claim_id, note.text) == (a_claim.incident_id, a_claim.pk, "Ask @Viewer.")
    assert [each.user_id for each in note.mentions.all()] == [viewer.user_id]
    verbs = Change.objects.visible_to(viewer).filter(verb__in=[Verb.NOTE_WRITTEN, Verb.PERSON_MENTIONED])
    assert {change.incident_id for change in verbs} == {a_claim.incident_id}
    assert verbs.count() == 2


def test_one_is_not_called_by_oneself(incident, reporter, now):
    assert not write_note(about=incident, text="@Reporter knows.", by=reporter, at=now).mentions.exists()


def test_nobody_is_called_to_what_they_may_not_see_and_nothing_is_left_behind(
    incident, reporter, editor, now, snapshot
):
    restrict_incident(incident=incident, reason="A source at risk", by=editor, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        write_note(about=incident, text="@Viewer, look.", by=editor, at=now)

    assert (refused.value.code, refused.value.field) == ("mentioned_cannot_see", "text")
    assert "Viewer may not see this" in str(refused.value)
    assert snapshot() == before
    with pytest.raises(NotVisible):
        write_note(about=incident, text="Me neither.", by=reporter, at=now)


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001, "a\x00b"])
def test_a_note_that_is_none_is_refused(incident, reporter, now, snapshot, text):
    before = snapshot()
    with pytest.raises(RuleBroken):
        write_note(about=incident, text=text, by=reporter, at=now)
    assert snapshot() == before


def test_viewers_read_and_do_not_write(incident, reporter, viewer, now):
    note = write_note(about=incident, text="For all of us.", by=reporter, at=now)

    assert list(Note.objects.visible_to(viewer)) == [note]
    with pytest.raises(NotPermitted):
        write_note(about=incident, text="Mine.", by=viewer, at=now)


def test_a_note_on_what_is_withheld_is_withheld_and_none_leaves_the_newsroom(
    incident, coalition, reporter, editor, viewer, now
):
    off = [ClaimDraft(incident=incident, text="Off the record")]
    record_utterance(claimants=[coalition], claims=off, terms=Terms.OFF_THE_RECORD, by=reporter, at=now)
    secret = write_note(about=Claim.objects.latest("pk"), text="Keep this in.", by=reporter, at=now)
    open_to_all = write_note(about=incident, text="@Editor sees both.", by=reporter, at=now)

    assert set(Note.objects.visible_to(editor)) == {secret, open_to_all}
    assert set(Note.objects.visible_to(viewer)) == {open_to_all}
    assert not Note.objects.visible_to(outward(editor)).exists()
    assert not Mention.objects.visible_to(outward(editor)).exists()
    told = Change.objects.visible_to(viewer).filter(verb=Verb.NOTE_WRITTEN)
    assert [change.subject_id for change in told] == [open_to_all.pk]


def test_whoever_wrote_it_takes_it_back_once_and_nobody_else_does(incident, reporter, editor, viewer, now, snapshot):
    note = write_note(about=incident, text="Wrong, @Viewer.", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken, match="Only whoever wrote"):
        withdraw_note(note=note, by=editor, at=now)
    assert snapshot() == before

    assert Mention.objects.unread_by(viewer).count() == 1
    assert withdraw_note(note=note, by=reporter, at=now).withdrawn_at == now
    assert not Mention.objects.unread_by(viewer).exists()
    with pytest.raises(RuleBroken):
        withdraw_note(note=note, by=reporter, at=now)


def test_a_mention_is_read_by_the_one_it_calls_and_leaves_no_change(incident, reporter, editor, viewer, now):
    note = write_note(about=incident, text="@Viewer and @Editor", by=reporter, at=now)
    changes = Change.objects.count()
    mentions_read(mentions=note.mentions.all(), by=viewer, at=now)

    assert [each.user_id for each in note.mentions.filter(read_at=now)] == [viewer.user_id]
    assert Mention.objects.unread_by(editor).count() == 1
    assert Change.objects.count() == changes


def test_a_note_changes_nothing_of_the_claim(a_claim, reporter, now):
    write_note(about=a_claim, text="Look again.", by=reporter, at=now)

    assert revise_claim(claim=a_claim, version=1, text="Another", by=reporter, at=now).version == 2
