"""What the database itself holds: no row points into another newsroom, and the record and editorial rows stay."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from claims.actions.parties import add_party
from claims.models import (
    Assessment,
    Attempt,
    Change,
    ChangePosition,
    ChannelCheck,
    Claim,
    Correction,
    DeadlineExtension,
    DigestBlock,
    DigestDelivery,
    DigestEdition,
    DigestFollow,
    DigestSubscription,
    Dismissal,
    IdentityReader,
    Incident,
    IncidentPerson,
    KeptAnswer,
    NoticedFlag,
    NoticeLetter,
    PartyAlias,
    Question,
    RecordCheck,
    Redaction,
    RedactionApproval,
    Reminder,
    Reply,
    ReplyHandled,
    RequestedAllegation,
    RequestedQuestion,
    SavedFilter,
    Seal,
    SealedNode,
    SendBack,
    SignOff,
    SourceCheck,
    Use,
    UseHandled,
    UtteranceClaimant,
    Voiding,
    Waiver,
    WaiverDecision,
)
from claims.vocabulary import PartyKind, QuestionKind
from tests.models.conftest import NOTHING_WRITES_YET, OWNED

APPEND_ONLY = {
    Assessment,
    Attempt,
    Change,
    ChangePosition,
    ChannelCheck,
    Correction,
    DeadlineExtension,
    Dismissal,
    Redaction,
    RedactionApproval,
    Reply,
    ReplyHandled,
    Seal,
    SealedNode,
    SendBack,
    SignOff,
    SourceCheck,
    Use,
    UseHandled,
    Voiding,
    Waiver,
    WaiverDecision,
}
# Letters and digests to our own people, their reminders, kept answers and checks of the record are bookkeeping without
# Changes, and keep to their newsroom as well.
DIGESTS = [DigestBlock, DigestDelivery, DigestEdition, DigestFollow, DigestSubscription]
IN_A_NEWSROOM = [*OWNED, *DIGESTS, KeptAnswer, NoticedFlag, NoticeLetter, RecordCheck, Reminder, SavedFilter]
# Links that an edit may take away again; each is recorded as gone.
LINKS = {IdentityReader, IncidentPerson, PartyAlias, RequestedAllegation, RequestedQuestion}

OWNED_TABLES = """
SELECT table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE table_schema = 'public' AND column_name = 'newsroom_id' AND table_type = 'BASE TABLE'
"""
COLUMNS = """
(SELECT array_agg(column_of.attname ORDER BY key.place)::text[]
 FROM unnest({numbers}) WITH ORDINALITY key(number, place)
 JOIN pg_attribute column_of ON column_of.attrelid = {table} AND column_of.attnum = key.number)
"""
FOREIGN_KEYS = f"""
SELECT conrelid::regclass::text, confrelid::regclass::text,
       {COLUMNS.format(numbers="conkey", table="conrelid")}, {COLUMNS.format(numbers="confkey", table="confrelid")}
FROM pg_constraint
WHERE contype = 'f' AND convalidated AND connamespace = 'public'::regnamespace
"""


def rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@pytest.fixture
def owned(db) -> set[str]:
    return {table for (table,) in rows(OWNED_TABLES)}


def test_every_owned_table_is_an_owned_model(owned):
    assert owned == {model._meta.db_table for model in IN_A_NEWSROOM}


def test_every_foreign_key_between_owned_tables_is_doubled_by_a_composite_one(owned):
    keys = [key for key in rows(FOREIGN_KEYS) if key[0] in owned and key[1] in owned]
    simple = {(table, columns[0], target) for table, target, columns, _theirs in keys if len(columns) == 1}
    composite = {
        (table, columns[1], target)
        for table, target, columns, theirs in keys
        if columns[0] == theirs[0] == "newsroom_id" and len(columns) == 2
    }
    of_models = {
        (model._meta.db_table, field.column, field.related_model._meta.db_table)
        for model in IN_A_NEWSROOM
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in IN_A_NEWSROOM
    }
    assert simple == of_models
    assert len(simple) > 60
    assert simple - composite == set()


def test_a_newsroom_is_never_unknown(owned):
    nullable = rows(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = 'newsroom_id' AND is_nullable = 'YES'"
    )
    assert not owned & {table for (table,) in nullable}


def test_a_row_that_points_into_another_newsroom_is_refused_in_sql(an_utterance, stranger, now):
    foreign = add_party(name="Elsewhere", kind=PartyKind.STATE, by=stranger, at=now)
    with pytest.raises(IntegrityError, match="same_newsroom"), transaction.atomic():
        UtteranceClaimant.objects.create(newsroom_id=an_utterance.newsroom_id, utterance=an_utterance, party=foreign)
    with pytest.raises(IntegrityError, match="same_newsroom"), transaction.atomic():
        UtteranceClaimant.objects.create(newsroom_id=foreign.newsroom_id, utterance=an_utterance, party=foreign)


def test_a_claim_s_question_of_another_incident_is_refused_in_sql(a_claim, now):
    other = Incident.objects.create(newsroom_id=a_claim.newsroom_id, reference="AAA-222", title="Other", opened_at=now)
    question = Question.objects.create(
        newsroom_id=a_claim.newsroom_id, incident=other, kind=QuestionKind.FACT, text="Whose?", position=1
    )
    with pytest.raises(IntegrityError, match="question_of_its_incident"), transaction.atomic():
        Claim.objects.filter(pk=a_claim.pk).update(question=question)


def refused(statement: str) -> bool:
    """Whether the database refuses the statement, over whatever rows there are, for what it does and not by chance."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error as error:
        return "pgtrigger" in str(error)
    return False


def test_rows_of_the_record_and_editorial_rows_stay_whatever_sql_says(full):
    written = [model for model in OWNED if model.__name__ not in NOTHING_WRITES_YET]
    deletable = {model for model in written if not refused(f"DELETE FROM {model._meta.db_table}")}
    changeable = {
        model for model in written if not refused(f"UPDATE {model._meta.db_table} SET newsroom_id = newsroom_id")
    }
    assert deletable == LINKS
    assert set(written) - changeable == APPEND_ONLY
