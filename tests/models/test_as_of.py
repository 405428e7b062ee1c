"""What the record knew at an instant: the same reads behind shadows of the tables."""

from datetime import datetime
from typing import Any

import pgtrigger
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.actions._changes import record_change
from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.drafts import FigureDraft
from claims.actions.incidents import open_incident, restrict_incident, revise_incident
from claims.actions.numbering import number_changes
from claims.actions.parties import add_party, merge_parties, revise_party
from claims.actions.questions import raise_question
from claims.models import (
    Change,
    Claim,
    CommentRequest,
    Incident,
    Party,
    PartyAlias,
    ProtectedIdentity,
    Question,
    RequestedQuestion,
    Source,
    Utterance,
)
from claims.models._point import Point
from claims.models._shadowing import NotARead, Shadowing
from claims.models._shadows import fixed_of, shadowed
from claims.models.as_of import as_known_at, point_at
from claims.models.matrix import matrix_of
from claims.vocabulary import Metric, PartyKind, Qualifier, QuestionKind, Status, Terms, Verb

pytestmark = pytest.mark.django_db


# Looking up the point itself, and the views. The clock is asked in both.
OF_THE_POINT = 2


def clock() -> datetime:
    """The database's clock, as `recorded_at` reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def rows_of(model: Any) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def change_the_record(setting: str, params: list[Any], *, subject_type: str) -> None:
    """What redaction and old migrations leave behind."""
    with pgtrigger.ignore("claims.Change:append_only"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE claims_change SET {setting} WHERE subject_type = %s", [*params, subject_type])


def test_what_was_added_later_was_not_there(incident, reporter, now):
    then = clock()
    later = open_incident(title="Another", by=reporter, at=now)

    with as_known_at(incident.newsroom_id, then):
        assert list(Incident.objects.all()) == [incident]
    assert Incident.objects.count() == 2
    with as_known_at(incident.newsroom_id, clock()):
        assert Incident.objects.get(pk=later.pk).title == "Another"


def test_a_row_reads_as_it_was(a_claim, reporter, fact_checker, now):
    then = clock()
    revise_claim(
        claim=a_claim,
        version=1,
        text="The army killed at least 22 people",
        figures=[FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=22)],
        by=reporter,
        at=now,
    )
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No.", by=fact_checker, at=now)

    with as_known_at(a_claim.newsroom_id, then):
        claim = Claim.objects.select_related("incident", "question").prefetch_related("figures").get(pk=a_claim.pk)
        assert (claim.text, claim.status, claim.version) == (a_claim.text, Status.NOT_ASSESSED, 1)
        assert [figure.minimum for figure in claim.figures.all() if figure.withdrawn_at is None] == [21]
        assert claim.question is not None
    assert Claim.objects.get().status == Status.COULD_NOT_BE_VERIFIED


def test_a_row_that_is_gone_stands_where_it_stood(army, reporter, now):
    army = revise_party(party=army, version=1, aliases=["FAMa", "The forces"], by=reporter, at=now)
    then = clock()
    army = revise_party(party=army, version=2, aliases=["FAMa"], by=reporter, at=now)

    with as_known_at(army.newsroom_id, then):
        assert set(army.aliases.values_list("name", flat=True)) == {"FAMa", "The forces"}
        assert PartyAlias.objects.filter(name="The forces").exists()
    assert set(army.aliases.values_list("name", flat=True)) == {"FAMa"}


def test_parts_of_a_draft_stand_where_they_stood(full, reporter, army, now):
    from_draft = CommentRequest.objects.get()
    kept = RequestedQuestion.objects.get(comment_request=from_draft).text
    with as_known_at(full.newsroom_id, clock()):
        assert [each.text for each in from_draft.questions.all()] == [kept]


def test_today_as_of_now_is_today(full):
    assert Change.objects.exists()
    today = {model: rows_of(model) for model in shadowed().values()}
    unrecorded = {model: set(getattr(model, "UNRECORDED", ())) for model in today}

    with as_known_at(full.newsroom_id, clock()):
        for model, rows in today.items():
            kept = [{name: row[name] for name in row if name not in unrecorded[model]} for row in rows]
            seen = [{name: row[name] for name in row if name not in unrecorded[model]} for row in rows_of(model)]
            assert seen == kept, model


def test_before_anything_there_is_nothing(full, now):
    with as_known_at(full.newsroom_id, now):
        assert [model for model in shadowed().values() if model._default_manager.exists()] == []
        assert not Change.objects.exists()


def test_the_record_itself_ends_there(incident, reporter, now):
    then = clock()
    raise_question(incident=incident, kind=QuestionKind.FACT, text="Who?", by=reporter, at=now)

    with as_known_at(incident.newsroom_id, then):
        assert [change.verb for change in Change.objects.filter(incident=incident)] == [Verb.INCIDENT_OPENED]


def test_another_newsrooms_rows_have_no_shadow_here(incident, stranger, now):
    theirs = open_incident(title="Theirs", by=stranger, at=now)

    with as_known_at(incident.newsroom_id, clock()):
        assert not Incident.objects.filter(pk=theirs.pk).exists()


def test_what_never_changes_of_a_row_never_changed(full):
    for model in shadowed().values():
        fixed = [name for name in fixed_of(model) if name != "id"]
        seen: dict[int, list[Any]] = {}
        for change in Change.objects.filter(subject_type=model._meta.model_name, after__isnull=False).order_by("id"):
            kept = [change.after[name] for name in fixed]
            assert seen.setdefault(change.subject_id, kept) == kept, model


def test_parties_stand_for_themselves_until_they_were_merged(army, editor, reporter, now):
    twin = add_party(name="The forces", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    then = clock()
    merge_parties(party=twin, into=army, reason="the same", by=editor, at=now)

    with as_known_at(army.newsroom_id, then):
        assert Party.objects.select_related("merged_into").get(pk=twin.pk).merged_into is None
    assert Party.objects.get(pk=twin.pk).merged_into == army


class TestVisibility:
    """Who may see what is judged today."""

    def test_what_is_restricted_today_is_hidden_as_of_then(self, incident, a_claim, editor, viewer, now):
        then = clock()
        restrict_incident(incident=incident, by=editor, at=now)

        with as_known_at(incident.newsroom_id, then):
            assert not Incident.objects.visible_to(viewer).exists()
            assert not Claim.objects.visible_to(viewer).exists()
            assert not Utterance.objects.visible_to(viewer).exists()
            assert not Change.objects.visible_to(viewer).filter(incident=incident).exists()
            assert Incident.objects.visible_to(editor).get().restricted

    def test_an_utterances_terms_are_todays(self, an_utterance, reporter, now):
        then = clock()
        Utterance.objects.filter(pk=an_utterance.pk).update(terms=Terms.OFF_THE_RECORD, words="Changed")

        with as_known_at(an_utterance.newsroom_id, then):
            seen = Utterance.objects.get()
        assert (seen.terms, seen.words) == (Terms.OFF_THE_RECORD, an_utterance.words)

    def test_what_is_never_recorded_is_not_there(self, newsroom, reporter, now):
        witness = ProtectedIdentity.objects.create(newsroom=newsroom, pseudonym="W1", name="A name", added_at=now)
        record_change(Verb.IDENTITY_PROTECTED, witness, by=reporter, at=now)

        with as_known_at(newsroom.pk, clock()):
            seen = ProtectedIdentity.objects.get()
        assert (seen.pseudonym, seen.name, seen.note) == ("W1", None, None)


def test_a_redacted_value_says_so(an_utterance, reporter):
    Utterance.objects.filter(pk=an_utterance.pk).update(words="[redacted]")
    redacted = '{"words": {"redacted": true}, "said_on": {"redacted": true}, "inferred": {"redacted": true}}'
    change_the_record("after = after || %s::jsonb", [redacted], subject_type="utterance")

    with as_known_at(an_utterance.newsroom_id, clock()):
        seen = Utterance.objects.get()
    assert (seen.words, seen.said_on, seen.inferred) == ("[redacted]", None, {})
    assert seen.speaker_label == an_utterance.speaker_label


def test_a_column_that_a_migration_added_later_has_its_default(source, reporter):
    change_the_record("after = after - 'version' - 'note'", [], subject_type="source")

    with as_known_at(source.newsroom_id, clock()):
        assert Source.objects.get().version == 1


class TestStatements:
    """The text of a statement, shadows in front."""

    @pytest.fixture
    def shadowing(self, now) -> Shadowing:
        return Shadowing(Point(1, now, None), {})

    def test_only_what_is_mentioned_is_shadowed(self, shadowing):
        statement = shadowing.of('SELECT "claims_claim"."id" FROM "claims_claim" WHERE text = %s')

        assert statement.startswith("WITH claims_claim AS NOT MATERIALIZED (")
        assert statement.count("AS NOT MATERIALIZED") == 1
        assert statement.endswith('SELECT "claims_claim"."id" FROM "claims_claim" WHERE text = %s')

    def test_what_is_qualified_quoted_or_not_ours_is_left_alone(self, shadowing):
        for statement in (
            "SELECT * FROM public.claims_claim",
            "SELECT 'claims_claim'",
            "SELECT claims_utterances_only_in(ARRAY[1])",
            "SELECT * FROM claims_user JOIN claims_incidentperson ON true",
        ):
            assert shadowing.of(statement) == statement

    def test_it_joins_a_with_that_is_there(self, shadowing):
        plain = shadowing.of("WITH mine AS (SELECT * FROM claims_claim) SELECT * FROM mine")
        recursive = shadowing.of("with recursive mine (id) as (select id from claims_claim) select * from mine")

        assert plain.startswith("WITH claims_claim AS")
        assert plain.count("WITH") == 1
        assert recursive.startswith("WITH RECURSIVE claims_claim AS")

    def test_comments_are_no_part_of_it(self, shadowing):
        statement = shadowing.of("/* isn't */ WITH mine AS (SELECT '--' FROM claims_claim) -- it's\nSELECT * FROM mine")

        assert statement.startswith("WITH claims_claim AS")
        assert statement.endswith("SELECT '--' FROM claims_claim)  \nSELECT * FROM mine")

    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT INTO claims_claim DEFAULT VALUES",
            "UPDATE claims_claim SET text = ''",
            "DELETE FROM claims_claim",
            "WITH gone AS (DELETE FROM claims_claim RETURNING *) SELECT * FROM gone",
            "SELECT * FROM claims_claim FOR UPDATE",
            "LOCK TABLE claims_claim",
            "SET TIME ZONE 'UTC'",
        ],
    )
    def test_anything_but_a_read_is_refused(self, shadowing, statement):
        with pytest.raises(NotARead):
            shadowing.of(statement)

    def test_a_word_in_a_literal_or_a_name_is_no_write(self, shadowing):
        assert shadowing.of("""SELECT 'delete' AS "update" FROM claims_claim""").startswith("WITH claims_claim")

    def test_a_write_inside_leaves_no_trace(self, incident, reporter, now, snapshot):
        before = snapshot()

        with as_known_at(incident.newsroom_id, clock()), pytest.raises(NotARead), transaction.atomic():
            revise_incident(incident=incident, version=1, title="Other", by=reporter, at=now)

        assert snapshot() == before

    def test_recursion_and_subqueries_read_the_shadow(self, incident, reporter, now):
        then = clock()
        raise_question(incident=incident, kind=QuestionKind.FACT, text="Who?", by=reporter, at=now)
        recursive = """
            WITH RECURSIVE walk (id) AS (
                SELECT id FROM claims_incident UNION SELECT id FROM walk
            ) SELECT count(*) FROM walk WHERE EXISTS (SELECT FROM claims_question WHERE incident_id = walk.id)
        """
        with as_known_at(incident.newsroom_id, then), connection.cursor() as cursor:
            cursor.execute(recursive)
            assert cursor.fetchone() == (0,)
            assert not Question.objects.filter(incident__title__contains="%").exists()
        with as_known_at(incident.newsroom_id, clock()), connection.cursor() as cursor:
            cursor.execute(recursive)
            assert cursor.fetchone() == (1,)

    def test_views_of_occurrences_read_the_shadows_where_they_are_asked_by_name(self, a_claim, incident, source, now):
        with as_known_at(incident.newsroom_id, clock()):
            assert Source.objects.filter(occurrences__incident=incident).exists()
        first = Change.objects.filter(subject_type="source").latest("id").recorded_at
        with as_known_at(incident.newsroom_id, first):
            assert Source.objects.exists()
            assert not Source.objects.filter(occurrences__incident=incident).exists()


@pytest.mark.django_db(transaction=True)
def test_a_long_transaction_is_not_known_before_it_is_through(incident, reporter, now, overlapping):
    """It records first and commits last: as of an instant in between, what it wrote was not known."""

    def early():
        revise_incident(incident=incident, version=1, title="Recorded early", by=reporter, at=now)

    def late():
        open_incident(title="Committed first", by=reporter, at=now)
        asked_at = clock()
        open_incident(title="Afterwards", by=reporter, at=now)
        number_changes()
        return asked_at

    number_changes()
    before = clock()
    _none, between = overlapping(early, late)
    number_changes()

    assert point_at(incident.newsroom_id, between).position is not None
    with as_known_at(incident.newsroom_id, between):
        assert set(Incident.objects.values_list("title", flat=True)) == {incident.title, "Committed first"}
    with as_known_at(incident.newsroom_id, before):
        assert Incident.objects.get().title == incident.title
    with as_known_at(incident.newsroom_id, clock()):
        assert Incident.objects.get(pk=incident.pk).title == "Recorded early"
        assert Incident.objects.count() == 3


def test_what_is_not_numbered_yet_is_known_if_it_was_recorded_by_then(incident, reporter, now):
    number_changes()
    raise_question(incident=incident, kind=QuestionKind.FACT, text="Who?", by=reporter, at=now)
    then = clock()
    raise_question(incident=incident, kind=QuestionKind.FACT, text="When?", by=reporter, at=now)

    for _before_and_after in range(2):
        with as_known_at(incident.newsroom_id, then):
            assert [question.text for question in incident.questions.all()] == ["Who?"]
        number_changes()


def test_the_past_is_read_in_a_fixed_number_of_queries(full, editor):
    with CaptureQueriesContext(connection) as today:
        matrix_of(full, actor=editor, now=clock())
    with CaptureQueriesContext(connection) as past, as_known_at(full.newsroom_id, clock()):
        matrix_of(full, actor=editor, now=full.opened_at)

    assert len(past) == len(today) + OF_THE_POINT
