"""What is due of which rows: the queries for spans, by the subject of the flag. Tests hold them equal to the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from psycopg import sql

from claims.actions._due_allegations import allegation_spans, allegation_turns
from claims.actions._due_judged import claim_spans, use_spans
from claims.actions._due_requests import request_spans
from claims.actions._due_trail import check_spans, check_turns, reply_spans, waiver_spans
from claims.actions._spans import ids
from claims.models import Allegation, ChannelCheck, Claim, CommentRequest, Reply, Use, Waiver
from claims.vocabulary import FlagSubject

Query = Callable[[sql.Composable, datetime], sql.Composed]


def _no_turns(looked: sql.Composable, now: datetime) -> sql.Composed:
    return sql.SQL("SELECT NULL::bigint AS subject_id, NULL::timestamptz AS at WHERE false").format()


@dataclass(frozen=True)
class Subject:
    """A kind of row that is flagged. `turns`: further instants at which its spans may come out otherwise."""

    model: type[models.Model]
    spans: Query
    turns: Query = _no_turns


# By the column of `Flag` that they fill, in the order in which they are looked at: what was printed goes by the flags
# of its claim.
SUBJECTS: Mapping[str, Subject] = {
    FlagSubject.ALLEGATION: Subject(Allegation, allegation_spans, allegation_turns),
    FlagSubject.COMMENT_REQUEST: Subject(CommentRequest, request_spans),
    FlagSubject.REPLY: Subject(Reply, reply_spans),
    FlagSubject.WAIVER: Subject(Waiver, waiver_spans),
    FlagSubject.CHANNEL_CHECK: Subject(ChannelCheck, check_spans, check_turns),
    FlagSubject.CLAIM: Subject(Claim, claim_spans),
    FlagSubject.USE: Subject(Use, use_spans),
}


def these(rows: Sequence[int]) -> sql.Composed:
    """A table expression of the ids."""
    return sql.SQL("(SELECT unnest({}) AS id)").format(ids(rows))


def all_of(subject: str) -> sql.Composed:
    """A table expression of the ids of all rows."""
    table = SUBJECTS[subject].model._meta.db_table
    return sql.SQL("(SELECT id FROM {})").format(sql.Identifier(table))


def due_at(subject: str, looked: sql.Composable, now: datetime) -> sql.Composed:
    """A query for what is due at `now`: subject_id, kind, since."""
    return sql.SQL(
        "SELECT span.subject_id, span.kind, span.since FROM ({spans}) span"
        " WHERE span.since <= {now} AND (span.until IS NULL OR span.until > {now})"
    ).format(spans=SUBJECTS[subject].spans(looked, now), now=sql.Literal(now))
