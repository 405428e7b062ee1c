"""The stem that everything else hangs on: one append-only Change per changed row, in the action's transaction."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models
from psycopg import sql

from claims.models import (
    Allegation,
    Answer,
    ApiToken,
    Assessment,
    Attempt,
    Carriage,
    ChannelCheck,
    Claim,
    ClaimRelation,
    ClaimUtterance,
    CommentRequest,
    ContactPoint,
    Correction,
    DeadlineExtension,
    Derivation,
    Dismissal,
    Evidence,
    Figure,
    Flag,
    Hop,
    IdentityReader,
    Incident,
    IncidentPerson,
    IncidentRelation,
    Independence,
    Invitation,
    Membership,
    Mention,
    Newsroom,
    Note,
    Party,
    PartyAlias,
    PartyRelation,
    ProtectedIdentity,
    Question,
    Redaction,
    RedactionApproval,
    Reply,
    ReplyHandled,
    ReportedSilence,
    RequestedAllegation,
    RequestedQuestion,
    RequestTemplate,
    SendBack,
    SignOff,
    Source,
    SourceCheck,
    Use,
    UseHandled,
    Utterance,
    UtteranceClaimant,
    Voiding,
    Waiver,
    WaiverDecision,
)
from claims.models.prepared import executed
from claims.rules.actor import Actor
from claims.vocabulary import Verb

OF_CLAIM = "(SELECT incident_id FROM claims_claim WHERE id = t.claim_id)"
OF_ALLEGATION = (
    "(SELECT c.incident_id FROM claims_claim c JOIN claims_allegation a ON a.claim_id = c.id"
    " WHERE a.id = t.allegation_id)"
)
OF_ASSESSMENT = (
    "(SELECT claim.incident_id FROM claims_claim claim JOIN claims_assessment a ON a.claim_id = claim.id"
    " WHERE a.id = t.assessment_id)"
)
OF_SIGN_OFF = (
    "(SELECT c.incident_id FROM claims_claim c JOIN claims_assessment a ON a.claim_id = c.id"
    " JOIN claims_signoff s ON s.assessment_id = a.id WHERE s.id = t.sign_off_id)"
)
OF_REQUEST = "(SELECT incident_id FROM claims_commentrequest WHERE id = t.comment_request_id)"
OF_REPLY = (
    "(SELECT request.incident_id FROM claims_commentrequest request"
    " JOIN claims_reply r ON r.comment_request_id = request.id WHERE r.id = t.reply_id)"
)
OF_WAIVER = (
    "(SELECT c.incident_id FROM claims_claim c JOIN claims_allegation a ON a.claim_id = c.id"
    " JOIN claims_waiver w ON w.allegation_id = a.id WHERE w.id = t.waiver_id)"
)
OF_CARRIAGE = "(SELECT utterance_id FROM claims_carriage WHERE id = t.carriage_id)"

# What a subject hangs on, and so with what it is seen: the column of the Change and the SQL that fills it.
HANGS_ON: dict[type[models.Model], tuple[str, str] | None] = {
    Incident: ("incident_id", "t.id"),
    **dict.fromkeys(
        (
            IncidentPerson,
            IncidentRelation,
            Question,
            Claim,
            CommentRequest,
            ReportedSilence,
            ChannelCheck,
            Flag,
            Use,
            Note,
        ),
        ("incident_id", "t.incident_id"),
    ),
    **dict.fromkeys(
        (ClaimUtterance, Figure, Allegation, Evidence, Assessment, ClaimRelation, Dismissal),
        ("incident_id", OF_CLAIM),
    ),
    **dict.fromkeys((Answer, Waiver), ("incident_id", OF_ALLEGATION)),
    **dict.fromkeys(
        (RequestedAllegation, RequestedQuestion, Attempt, Reply, DeadlineExtension),
        ("incident_id", OF_REQUEST),
    ),
    **dict.fromkeys((Correction, ReplyHandled), ("incident_id", OF_REPLY)),
    WaiverDecision: ("incident_id", OF_WAIVER),
    **dict.fromkeys((SignOff, SendBack), ("incident_id", OF_ASSESSMENT)),
    Voiding: ("incident_id", OF_SIGN_OFF),
    Mention: ("incident_id", "(SELECT incident_id FROM claims_note WHERE id = t.note_id)"),
    UseHandled: ("incident_id", "(SELECT incident_id FROM claims_use WHERE id = t.use_id)"),
    Party: ("party_id", "t.id"),
    **dict.fromkeys((PartyAlias, PartyRelation, ContactPoint), ("party_id", "t.party_id")),
    Source: ("source_id", "t.id"),
    **dict.fromkeys((Derivation, SourceCheck), ("source_id", "t.source_id")),
    # Of two parties or of a source and another: seen with the first, and `visible_to` asks for both ends.
    Independence: ("party_id", "t.party_id"),
    Utterance: ("utterance_id", "t.id"),
    **dict.fromkeys((UtteranceClaimant, Carriage), ("utterance_id", "t.utterance_id")),
    Hop: ("utterance_id", OF_CARRIAGE),
    **dict.fromkeys(
        (Newsroom, Membership, Invitation, ApiToken, ProtectedIdentity, IdentityReader, RequestTemplate), None
    ),
    # Seen by editors and admins alone.
    **dict.fromkeys((Redaction, RedactionApproval), None),
}


def record_change(
    verb: Verb,
    subject: models.Model,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    gone: bool = False,
) -> None:
    """Record what was done to one row. Call it after the row was written, or, with `gone`, before it is deleted."""
    record_changes(verb, [subject], by=by, at=at, reason=reason, gone=gone)


def record_changes(
    verb: Verb,
    subjects: Iterable[models.Model],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    gone: bool = False,
) -> None:
    """Record the same verb over many rows of one table, in one statement; what is kept is the row as stored."""
    rows = list(subjects)
    if not rows:
        return
    model = type(rows[0])
    params = _parameters(model, verb, by=by, at=at, reason=reason)
    executed(_of_keys(model, gone), [*params, [row.pk for row in rows]])


@cache
def _of_keys(model: type[models.Model], gone: bool) -> str:
    return _statement(model, stored(model, sql.SQL("id = ANY(%s)")), gone).as_string()


def stored(model: type[models.Model], condition: sql.Composable) -> sql.Composable:
    """The rows of a table as `insert_changes` takes them: every field, and not what the database works out of them."""
    columns = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in model._meta.concrete_fields)
    table = sql.Identifier(model._meta.db_table)
    return sql.SQL("(SELECT {} FROM {} WHERE {})").format(columns, table, condition)


def insert_changes(
    model: type[models.Model],
    source: sql.Composable,
    verb: Verb,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    gone: bool = False,
) -> tuple[sql.Composed, list[Any]]:
    """The INSERT that records every row of `source` (a table expression of the model's rows), with its parameters.

    A set-based action puts it behind its own `WITH written AS (… RETURNING *)`, so that rows and Changes are one
    statement. Parameters of `source` follow those returned.
    """
    return _statement(model, source, gone), _parameters(model, verb, by=by, at=at, reason=reason)


def _statement(model: type[models.Model], source: sql.Composable, gone: bool) -> sql.Composed:
    hangs_on = HANGS_ON[model]
    return sql.SQL(
        "INSERT INTO claims_change (newsroom_id, verb, subject_type, subject_id, by_kind, by_user_id, by_token_id,"
        " by_name, at, reason, after{column}) SELECT {newsroom}, %s, %s, t.id, %s, %s::bigint, %s::bigint, %s, %s, %s,"
        " {after}{value} FROM {source} t ORDER BY t.id"
    ).format(
        column=sql.SQL(f", {hangs_on[0]}" if hangs_on else ""),
        value=sql.SQL(f", {hangs_on[1]}" if hangs_on else ""),
        newsroom=sql.SQL("t.id" if model is Newsroom else "t.newsroom_id"),
        after=_after(model, gone),
        source=source,
    )


def _parameters(model: type[models.Model], verb: Verb, *, by: Actor, at: datetime, reason: str) -> list[Any]:
    by_name = "" if by.id is not None else by.name
    return [verb.value, model._meta.model_name, by.kind.value, by.user_id, by.token_id, by_name, at, reason]


def _after(model: type[models.Model], gone: bool) -> sql.Composable:
    if gone:
        return sql.SQL("NULL::jsonb")
    unrecorded: tuple[str, ...] = getattr(model, "UNRECORDED", ())
    whole = sql.SQL("to_jsonb(t)")
    if not unrecorded:
        return whole
    names = sql.SQL(", ").join(sql.Literal(name) for name in unrecorded)
    return sql.SQL("to_jsonb(t) - ARRAY[{names}]").format(names=names)
