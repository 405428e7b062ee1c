"""The states of answers owed, in SQL for any number of allegations at once: `rules.answers` over `models.answering`.

A test holds the two equal on random newsrooms. All party ids have merges resolved.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from psycopg import sql

from claims.rules.answers import DID_NOT_GO_THROUGH, KEEPS_OPEN, WORST_FIRST
from claims.vocabulary import AnswerState, PartyRelationKind, Position, ReplyKind, RequestState, Standing

# owed: an allegation, a party that is to answer it, and whose doing counts for that party: its own, and for the accused
# that of whoever answers for it. said: what was answered. asked: what became of each sent request.
STATES = """
WITH current AS (
    SELECT allegation.id, allegation.newsroom_id, coalesce(named.merged_into_id, named.id) AS accused_id
    FROM claims_allegation allegation
    JOIN claims_claim claim ON claim.id = allegation.claim_id AND claim.standing = {live}
    JOIN claims_party named ON named.id = allegation.accused_id
    WHERE allegation.withdrawn_at IS NULL AND {which} AND NOT EXISTS (
        SELECT FROM claims_claimutterance link
        JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
        JOIN claims_party party ON party.id = claimant.party_id
        WHERE link.claim_id = claim.id
            AND coalesce(party.merged_into_id, party.id) = coalesce(named.merged_into_id, named.id)
    )
), answering AS (
    SELECT current.id AS allegation_id, current.accused_id, coalesce(party.merged_into_id, party.id) AS party_id
    FROM current
    JOIN claims_party other ON coalesce(other.merged_into_id, other.id) = current.accused_id
    JOIN claims_partyrelation relation ON relation.other_id = other.id AND relation.kind = {answers_for}
        AND relation.newsroom_id = current.newsroom_id
        AND (relation.since IS NULL OR relation.since <= {today})
        AND (relation.until IS NULL OR relation.until >= {today})
    JOIN claims_party party ON party.id = relation.party_id
), owed AS (
    SELECT id AS allegation_id, accused_id AS party_id, accused_id AS speaker_id FROM current
    UNION SELECT allegation_id, accused_id, party_id FROM answering
    UNION SELECT allegation_id, party_id, party_id FROM answering WHERE party_id <> accused_id
), said AS (
    SELECT answer.allegation_id, coalesce(party.merged_into_id, party.id) AS speaker_id, answer.position
    FROM claims_answer answer
    JOIN current ON current.id = answer.allegation_id
    JOIN claims_reply reply ON reply.id = answer.reply_id
    JOIN claims_party party ON party.id = reply.speaks_for_id
    WHERE answer.withdrawn_at IS NULL
    UNION ALL
    SELECT answer.allegation_id, coalesce(party.merged_into_id, party.id), answer.position
    FROM claims_answer answer
    JOIN current ON current.id = answer.allegation_id
    JOIN claims_claim claim ON claim.id = answer.claim_id AND claim.standing = {live}
    JOIN claims_claimutterance link ON link.claim_id = claim.id
    JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
    JOIN claims_party party ON party.id = claimant.party_id
    WHERE answer.withdrawn_at IS NULL
), asked AS (
    SELECT requested.allegation_id, coalesce(party.merged_into_id, party.id) AS speaker_id, CASE
        WHEN EXISTS (SELECT FROM claims_reply reply
            WHERE reply.comment_request_id = request.id AND reply.kind = {declines}) THEN {declined}
        WHEN EXISTS (SELECT FROM claims_reply reply
            WHERE reply.comment_request_id = request.id AND reply.kind = ANY({keeps_open})) THEN {asked}
        WHEN NOT EXISTS (SELECT FROM claims_reply reply WHERE reply.comment_request_id = request.id)
            AND EXISTS (SELECT FROM claims_attempt attempt WHERE attempt.comment_request_id = request.id)
            AND NOT EXISTS (
                SELECT FROM (
                    SELECT DISTINCT ON (attempt.channel) attempt.outcome FROM claims_attempt attempt
                    WHERE attempt.comment_request_id = request.id
                    ORDER BY attempt.channel, attempt.at DESC, attempt.id DESC
                ) latest WHERE latest.outcome <> ALL({did_not_go_through})
            ) THEN {not_reached}
        WHEN request.deadline > {now} THEN {asked}
        ELSE {no_reply} END AS state
    FROM claims_requestedallegation requested
    JOIN current ON current.id = requested.allegation_id
    JOIN claims_commentrequest request ON request.id = requested.comment_request_id AND request.state = {sent}
    JOIN claims_party party ON party.id = request.party_id
), found AS (
    SELECT allegation_id, speaker_id,
        CASE WHEN position = {partly_said} THEN {partly} ELSE {answered} END AS state,
        position <> {partly_said} AS settles
    FROM said
    UNION ALL SELECT allegation_id, speaker_id, state, false FROM asked
)
SELECT owed.allegation_id, owed.party_id, CASE
    WHEN bool_or(found.settles) THEN {answered}
    ELSE {worst_first}[coalesce(max(array_position({worst_first}, found.state)), 1)]
END AS state
FROM owed
LEFT JOIN found ON found.allegation_id = owed.allegation_id AND found.speaker_id = owed.speaker_id
GROUP BY owed.allegation_id, owed.party_id
"""


def states_query(which: sql.Composable, now: datetime) -> sql.Composed:
    """(allegation_id, party_id, state) of every answer owed to the allegations that `which` picks (a condition)."""
    codes = {
        "live": Standing.LIVE,
        "answers_for": PartyRelationKind.ANSWERS_FOR,
        "sent": RequestState.SENT,
        "declines": ReplyKind.DECLINES,
        "partly_said": Position.PARTLY,
        "declined": AnswerState.DECLINED,
        "asked": AnswerState.ASKED,
        "not_reached": AnswerState.NOT_REACHED,
        "no_reply": AnswerState.NO_REPLY,
        "partly": AnswerState.PARTLY,
        "answered": AnswerState.ANSWERED,
    }
    return sql.SQL(STATES).format(
        which=which,
        now=sql.SQL("{}::timestamptz").format(sql.Literal(now.isoformat())),
        today=sql.SQL("{}::date").format(sql.Literal(now.date().isoformat())),
        keeps_open=_array(sorted(KEEPS_OPEN)),
        did_not_go_through=_array(sorted(DID_NOT_GO_THROUGH)),
        worst_first=sql.SQL("({})").format(_array(WORST_FIRST)),
        **{name: sql.SQL("{}::text").format(sql.Literal(str(code))) for name, code in codes.items()},
    )


def states_of(allegation_ids: Iterable[int], *, now: datetime) -> dict[tuple[int, int], AnswerState]:
    """(allegation id, answering party id) → state, in one statement for any number of allegations."""
    ids = sql.SQL("allegation.id = ANY({})").format(sql.Literal(list(allegation_ids)))
    with connection.cursor() as cursor:
        cursor.execute(states_query(ids, now))
        return {(allegation, party): AnswerState(state) for allegation, party, state in cursor.fetchall()}


def _array(codes: Iterable[str]) -> sql.Composable:
    return sql.SQL("ARRAY[{}]::text[]").format(sql.SQL(", ").join(sql.Literal(str(code)) for code in codes))
