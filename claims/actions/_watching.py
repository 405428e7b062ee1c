"""What the clock has to look at: rows that a Change stirred, and rows whose next instant has come."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from psycopg import sql

from claims.actions._due import SUBJECTS
from claims.actions._spans import code
from claims.vocabulary import PartyRelationKind, Status, Verb

# So many Changes are taken from the queue at a time.
TAKEN = 5_000

WAITING = (
    "SELECT EXISTS (SELECT FROM claims_unseen), EXISTS (SELECT FROM claims_watch WHERE at <= %s AND subject = ANY(%s))"
)
NEXT = "SELECT subject_id FROM claims_watch WHERE subject = %s AND at <= %s ORDER BY at, subject_id LIMIT %s"
STILL = (
    "SELECT id, subject_id FROM claims_watch WHERE subject = %s AND subject_id = ANY(%s::bigint[]) AND at <= %s"
    " ORDER BY subject_id"
)

# What bears on whether support lapsed, beside ties. Counting roots costs more than all else: it is not done for less.
OF_CLAIMS = (
    *("claim", "evidence", "assessment", "signoff", "sendback", "voiding", "claimutterance"),
    *("utterance", "utteranceclaimant"),
)
TIES = ("partyrelation", "independence", "derivation", "sourcecheck")

# A Change in an incident stirs all that hangs on it. One of a party, all incidents in which the party, whatever it was
# merged with, or whom they answer for is accused, or in which we looked at their channels. One of the newsroom's
# settings, all its incidents. Whatever ties parties and sources, all claims that are called corroborated.
STIR = """
WITH taken AS (
    DELETE FROM claims_unseen WHERE change_id IN (SELECT change_id FROM claims_unseen ORDER BY change_id LIMIT {taken})
    RETURNING change_id
), stirring AS MATERIALIZED (
    SELECT change.* FROM taken JOIN claims_change change ON change.id = taken.change_id
), named AS MATERIALIZED (
    SELECT coalesce(party.merged_into_id, party.id) AS id
    FROM stirring
    JOIN claims_party party
        ON party.id = stirring.party_id OR party.id = (stirring.after->>'other_id')::bigint
    WHERE stirring.verb IN ({merged}, {related}) AND stirring.party_id IS NOT NULL
), concerned AS MATERIALIZED (
    SELECT id FROM named
    UNION
    SELECT coalesce(other.merged_into_id, other.id)
    FROM claims_partyrelation relation
    JOIN claims_party party ON party.id = relation.party_id
    JOIN claims_party other ON other.id = relation.other_id
    WHERE relation.kind = {answers_for} AND coalesce(party.merged_into_id, party.id) IN (SELECT id FROM named)
), meant AS MATERIALIZED (
    SELECT party.id FROM concerned JOIN claims_party party ON party.id = concerned.id
    UNION
    SELECT party.id FROM concerned JOIN claims_party party ON party.merged_into_id = concerned.id
), incident AS MATERIALIZED (
    SELECT incident_id AS id FROM stirring WHERE incident_id IS NOT NULL
    UNION
    SELECT claim.incident_id FROM stirring
    JOIN claims_claimutterance link ON link.utterance_id = stirring.utterance_id
    JOIN claims_claim claim ON claim.id = link.claim_id
    UNION
    SELECT claim.incident_id FROM meant
    JOIN claims_allegation allegation ON allegation.accused_id = meant.id
    JOIN claims_claim claim ON claim.id = allegation.claim_id
    UNION
    SELECT checked.incident_id FROM meant JOIN claims_channelcheck checked ON checked.party_id = meant.id
    UNION
    SELECT incident.id FROM stirring
    JOIN claims_incident incident ON incident.newsroom_id = stirring.newsroom_id
    WHERE stirring.verb = {revised}
), judged AS MATERIALIZED (
    SELECT incident_id AS id FROM stirring WHERE incident_id IS NOT NULL AND subject_type = ANY({of_claims})
    UNION
    SELECT claim.incident_id FROM stirring
    JOIN claims_claimutterance link ON link.utterance_id = stirring.utterance_id
    JOIN claims_claim claim ON claim.id = link.claim_id
), tied AS MATERIALIZED (
    SELECT DISTINCT newsroom_id AS id FROM stirring
    WHERE subject_type = ANY({ties}) OR verb IN ({merged}, {source_revised})
), stirred (subject, subject_id) AS MATERIALIZED (
    SELECT 'allegation', allegation.id FROM incident
    JOIN claims_claim claim ON claim.incident_id = incident.id
    JOIN claims_allegation allegation ON allegation.claim_id = claim.id
    UNION ALL
    SELECT 'waiver', waiver.id FROM incident
    JOIN claims_claim claim ON claim.incident_id = incident.id
    JOIN claims_allegation allegation ON allegation.claim_id = claim.id
    JOIN claims_waiver waiver ON waiver.allegation_id = allegation.id
    UNION ALL
    SELECT 'comment_request', request.id FROM incident
    JOIN claims_commentrequest request ON request.incident_id = incident.id
    UNION ALL
    SELECT 'reply', reply.id FROM incident
    JOIN claims_commentrequest request ON request.incident_id = incident.id
    JOIN claims_reply reply ON reply.comment_request_id = request.id
    UNION ALL
    SELECT 'channel_check', checked.id FROM incident
    JOIN claims_channelcheck checked ON checked.incident_id = incident.id
    UNION ALL
    SELECT 'use', use.id FROM incident JOIN claims_use use ON use.incident_id = incident.id
    UNION
    SELECT 'claim', claim.id FROM judged JOIN claims_claim claim ON claim.incident_id = judged.id
    UNION
    SELECT 'claim', claim.id FROM tied
    JOIN claims_claim claim ON claim.newsroom_id = tied.id AND claim.status = {corroborated}
), watched AS (
    INSERT INTO claims_watch (subject, subject_id, at)
    SELECT subject, subject_id, 'epoch' FROM stirred ORDER BY 1, 2
    ON CONFLICT (subject, subject_id) DO UPDATE SET at = excluded.at
)
SELECT count(*) FROM taken
"""


def anything_waits(now: datetime) -> bool:
    """Whether there is anything to do: all that an idle tick asks."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [now, list(SUBJECTS)])
        return any(cursor.fetchone() or ())


def stir() -> int:
    """Take Changes from the queue and put what they stirred on the list. Returns how many it took."""
    statement = sql.SQL(STIR).format(
        taken=sql.Literal(TAKEN),
        merged=code(Verb.PARTY_MERGED),
        related=code(Verb.PARTY_RELATED),
        revised=code(Verb.NEWSROOM_REVISED),
        source_revised=code(Verb.SOURCE_REVISED),
        answers_for=code(PartyRelationKind.ANSWERS_FOR),
        corroborated=code(Status.CORROBORATED),
        of_claims=sql.Literal(list(OF_CLAIMS)),
        ties=sql.Literal(list(TIES)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def next_rows(subject: str, now: datetime, *, at_most: int) -> list[int]:
    """Ids of rows to look at by now, those that wait longest first."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [subject, now, at_most])
        return [row for (row,) in cursor.fetchall()]


def still_waiting(subject: str, rows: Sequence[int], now: datetime) -> tuple[list[int], list[int]]:
    """Those of the rows that no other worker has looked at meanwhile: the ids of their watches, and their own."""
    with connection.cursor() as cursor:
        cursor.execute(STILL, [subject, list(rows), now])
        found = cursor.fetchall()
    return [watch for watch, _row in found], [row for _watch, row in found]
