"""Redaction: two people, a value gone from the row and from the record, and a record that is whole all the same."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from claims.actions.numbering import number_changes
from claims.actions.redactions import approve_redaction, propose_redaction
from claims.actions.sealing import seal_record
from claims.actions.sources import revise_source
from claims.actions.waivers import waive
from claims.errors import NotPermitted, NotVisible, RuleBroken, StaleEdit
from claims.models import Carriage, Change, Newsroom, Redaction, RedactionApproval, Seal, Source, Waiver
from claims.models.record_check import check_newsroom, trusted_keys
from claims.rules.record import REASON, REDACTED
from claims.vocabulary import Role, Trouble, Verb
from tests.factories import member
from tests.models.test_record_check import past_the_triggers

NAME = "Amina of the market"


@pytest.fixture
def named(source, reporter, now):
    """A source with a person's name as its author, revised once more; sealed."""
    revise_source(source=source, version=1, author=NAME, by=reporter, at=now)
    revise_source(source=source, version=2, note="Seen twice", by=reporter, at=now)
    number_changes()
    seal_record(now=now)
    return Source.objects.get(pk=source.pk)


@pytest.fixture
def redact(editor, admin, now):
    """Both steps."""

    def both(subject, field, reason="asked us to be forgotten"):
        proposal = propose_redaction(subject=subject, field=field, reason=reason, by=editor, at=now)
        return approve_redaction(redaction=proposal, by=admin, at=now)

    return both


def everything_stored():
    """All that stands in our tables, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'claims_%'")
        tables = [name for (name,) in cursor.fetchall()]
        texts = []
        for name in tables:
            cursor.execute(f"SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM \"{name}\" t")
            texts.append(cursor.fetchone()[0])
    return " ".join(texts)


def findings():
    report = check_newsroom(Newsroom.objects.get(slug="desk"), trusted=trusted_keys())
    return [finding.trouble for finding in report.findings]


def test_the_value_is_gone_from_the_row_and_from_the_record(named, redact):
    assert NAME in everything_stored()

    approval = redact(named, "author")

    assert NAME not in everything_stored()
    named.refresh_from_db()
    assert (named.author, named.note, named.version) == ("[redacted]", "Seen twice", 4)
    changes = Change.objects.about(named).order_by("pk")
    assert [change.after["author"] for change in changes] == ["", REDACTED, REDACTED, "[redacted]"]
    assert [change.verb for change in changes][-1] == Verb.REDACTION_DONE
    assert approval.destroyed == {str(change.pk): ["author"] for change in changes[1:3]}


def test_the_record_is_whole_and_says_redacted(named, redact, now):
    seal = Seal.objects.get()
    redact(named, "author")
    assert findings() == []
    number_changes()
    assert seal_record(now=now) == 1

    report = check_newsroom(Newsroom.objects.get(slug="desk"), trusted=trusted_keys(), given=[seal.signed_head()])

    assert (report.findings, report.redacted, report.unsealed) == ([], 2, 0)


def test_nothing_is_left_by_which_the_value_could_be_guessed(named, redact):
    redact(named, "author")

    for change in Change.objects.about(named).filter(salt__isnull=True):
        assert "author" not in change.kept["salts"]
        assert set(change.kept["digests"]) == {"author"}


def test_two_fields_are_redacted_one_after_the_other(named, redact):
    redact(named, "author")
    redact(named, "note")

    assert findings() == []
    last = Change.objects.about(named).filter(after__version=3).get()
    assert (last.after["author"], last.after["note"], last.after["title"]) == (REDACTED, REDACTED, named.title)


def test_the_admin_may_propose_and_the_editor_approve(named, editor, admin, now):
    proposal = propose_redaction(subject=named, field="author", reason="asked us to", by=admin, at=now)

    assert approve_redaction(redaction=proposal, by=editor, at=now).by_user_id == editor.user_id


def test_a_proposal_destroys_nothing_and_holds_no_value(named, editor, now):
    proposal = propose_redaction(subject=named, field="author", reason="asked us to", by=editor, at=now)

    named.refresh_from_db()
    assert named.author == NAME
    change = Change.objects.about(proposal).get()
    assert (change.verb, change.after["field"]) == (Verb.REDACTION_PROPOSED, "author")
    assert NAME not in json.dumps(change.after)


def refused(call, snapshot, error=RuleBroken):
    before = snapshot()
    with pytest.raises(error) as refusal:
        call()
    assert snapshot() == before
    return getattr(refusal.value, "code", "")


def test_no_one_redacts_alone(named, editor, admin, now, snapshot):
    for one in (editor, admin):
        proposal = propose_redaction(subject=named, field="author", reason="asked us to", by=one, at=now)
        code = refused(lambda: approve_redaction(redaction=proposal, by=one, at=now), snapshot)  # noqa: B023
        assert code == "second_person_needed"
        with pytest.raises(IntegrityError, match="second person"), transaction.atomic():
            RedactionApproval.objects.create(
                newsroom_id=one.newsroom_id, redaction=proposal, by_user_id=one.user_id, destroyed={}, at=now
            )
        past_the_triggers("DELETE FROM claims_redaction WHERE id = %s", [proposal.pk])


def test_two_editors_do_not_redact_without_an_admin(named, editor, now, snapshot):
    other = member(Newsroom.objects.get(slug="desk"), Role.EDITOR)
    proposal = propose_redaction(subject=named, field="author", reason="asked us to", by=editor, at=now)

    code = refused(lambda: approve_redaction(redaction=proposal, by=other, at=now), snapshot)
    assert code == "admin_needed"


def test_a_redaction_is_done_once(named, redact, admin, now, snapshot):
    approval = redact(named, "author")

    call = lambda: approve_redaction(redaction=approval.redaction, by=admin, at=now)  # noqa: E731
    assert refused(call, snapshot) == "already_redacted"


@pytest.mark.parametrize("role", ["viewer", "reporter", "fact_checker"])
def test_others_neither_propose_nor_see_proposals(named, editor, now, snapshot, request, role):
    by = request.getfixturevalue(role)
    propose = lambda: propose_redaction(subject=named, field="author", reason="why", by=by, at=now)  # noqa: E731
    assert refused(propose, snapshot, NotPermitted) == "not_permitted"
    proposal = propose_redaction(subject=named, field="author", reason="asked us to", by=editor, at=now)

    assert not Redaction.objects.visible_to(by).exists()
    assert not Change.objects.visible_to(by).about(proposal).exists()
    assert Change.objects.visible_to(editor).about(proposal).exists()


def test_another_newsroom_s_rows_are_not_redacted(named, stranger, now, snapshot):
    propose = lambda: propose_redaction(subject=named, field="author", reason="why", by=stranger, at=now)  # noqa: E731
    refused(propose, snapshot, NotVisible)


@pytest.mark.parametrize(
    ("field", "reason", "code"),
    [
        ("author", "", "required"),
        ("author", f"{NAME} asked us to", "reason_tells"),
        ("kind", "why", "not_redactable"),
        ("nonsense", "why", "not_redactable"),
        ("url", "why", "nothing_to_redact"),
    ],
)
def test_what_cannot_be_redacted_is_refused(named, editor, now, snapshot, field, reason, code):
    propose = lambda: propose_redaction(subject=named, field=field, reason=reason, by=editor, at=now)  # noqa: E731
    assert refused(propose, snapshot) == code


def test_the_same_is_not_proposed_twice(named, editor, admin, now, snapshot):
    propose_redaction(subject=named, field="author", reason="asked us to", by=editor, at=now)

    again = lambda: propose_redaction(subject=named, field="author", reason="why", by=admin, at=now)  # noqa: E731
    assert refused(again, snapshot) == "already_proposed"


def test_a_reason_is_destroyed_wherever_it_was_repeated(allegation, army, editor, redact, now):
    waiver = waive(allegation=allegation, party=army, reason=f"{NAME} is afraid", by=editor, at=now)
    number_changes()
    seal_record(now=now)

    redact(waiver, "reason")

    assert NAME not in everything_stored()
    assert Waiver.objects.get().reason == "[redacted]"
    change = Change.objects.about(waiver).order_by("pk").first()
    assert (change.reason, change.after["reason"]) == ("[redacted]", REDACTED)
    assert findings() == []


def test_the_reason_of_a_change_is_redacted_by_itself(allegation, army, editor, redact, now):
    waive(allegation=allegation, party=army, reason="asked about another", by=editor, at=now)
    change = Change.objects.latest("pk")
    number_changes()
    seal_record(now=now)

    approval = redact(change, "reason")

    assert approval.destroyed == {str(change.pk): [REASON]}
    change.refresh_from_db()
    assert change.reason == "[redacted]"
    assert findings() == []


def test_rows_that_are_only_ever_added_are_redacted_too_and_stay_so_otherwise(an_utterance, editor, redact):
    carriage = Carriage.objects.get()
    redact(carriage, "passage")

    assert Carriage.objects.get().passage == "[redacted]"
    change = Change.objects.about(carriage).latest("pk")
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Change.objects.filter(pk=change.pk).update(reason="x")


def test_an_edit_prepared_before_does_not_bring_the_value_back(named, redact, reporter, now):
    redact(named, "author")

    with pytest.raises(StaleEdit) as conflict:
        revise_source(source=named, version=2, author=NAME + "!", by=reporter, at=now)
    assert conflict.value.fields["author"][:2] == ("[redacted]", "[redacted]")
    revise_source(source=named, version=2, url="https://report.example", by=reporter, at=now)
    assert Source.objects.get().author == "[redacted]"


def test_a_value_taken_out_without_two_people_is_named_as_altered(named):
    change = Change.objects.about(named).get(after__version=2)
    past_the_triggers(
        "UPDATE claims_change SET after = jsonb_set(after, '{author}', '{\"redacted\": true}') WHERE id = %s",
        [change.pk],
    )

    assert findings() == [Trouble.ROW_ALTERED]


def test_a_value_taken_out_with_its_digest_left_but_without_an_approval_is_named(named, redact):
    approval = redact(named, "author")
    past_the_triggers("DELETE FROM claims_changeposition WHERE position > (SELECT max(last_position) FROM claims_seal)")
    past_the_triggers("DELETE FROM claims_unnumbered")
    past_the_triggers("DELETE FROM claims_change WHERE subject_type LIKE 'redaction%%'", [])
    past_the_triggers("DELETE FROM claims_change WHERE verb = 'redaction.done'")

    assert approval.destroyed
    assert findings() == [Trouble.REDACTION_UNAPPROVED] * 2


def test_a_value_put_back_is_named_as_altered(named, redact):
    redact(named, "author")
    change = Change.objects.about(named).get(after__version=2)
    past_the_triggers(
        "UPDATE claims_change SET after = jsonb_set(after, '{author}', to_jsonb(%s::text)) WHERE id = %s",
        [NAME, change.pk],
    )

    assert findings() == [Trouble.ROW_ALTERED]
