"""What queries for flags are made of. Each gives spans: from when, and until when, which flag stands of which row.

A span says what the facts of today make of the future, too: what has begun and not ended by now is due, and the next
beginning or end is when the clock looks at the row again. Days are told from instants in the session's time zone,
which Django sets to UTC.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from psycopg import sql

from claims.rules.answers import KEEPS_OPEN
from claims.vocabulary import PartyRelationKind, RequestState, Standing, WorkState

# Of whom each party that answers for another does so today; merges resolved.
ANSWERING = """
    SELECT DISTINCT coalesce(party.merged_into_id, party.id) AS party_id,
        coalesce(other.merged_into_id, other.id) AS accused_id
    FROM claims_partyrelation relation
    JOIN claims_party party ON party.id = relation.party_id
    JOIN claims_party other ON other.id = relation.other_id
    WHERE relation.kind = {answers_for}
        AND (relation.since IS NULL OR relation.since <= {today})
        AND (relation.until IS NULL OR relation.until >= {today})
"""

# A request that is out, in an incident that is not closed, and that no reply has settled.
AWAITED = """
    request.state = {sent} AND NOT EXISTS (
        SELECT FROM claims_reply reply
        WHERE reply.comment_request_id = request.id AND reply.kind <> ALL({keeps_open})
    )
"""

# Whoever has spoken on an allegation, was asked about it or is not to be asked; all parties with merges resolved.
TOUCHED = """
    SELECT requested.allegation_id, coalesce(party.merged_into_id, party.id) AS party_id
    FROM claims_requestedallegation requested
    JOIN claims_commentrequest request ON request.id = requested.comment_request_id AND request.state = {sent}
    JOIN claims_party party ON party.id = request.party_id
    UNION ALL
    SELECT spoken.allegation_id, spoken.party_id FROM ({spoken}) spoken
    UNION ALL
    SELECT waived.allegation_id, waived.party_id FROM ({waived}) waived
"""

SPOKEN = """
    SELECT answer.allegation_id, coalesce(party.merged_into_id, party.id) AS party_id
    FROM claims_answer answer
    JOIN claims_reply reply ON reply.id = answer.reply_id
    JOIN claims_party party ON party.id = reply.speaks_for_id
    WHERE answer.withdrawn_at IS NULL
    UNION ALL
    SELECT answer.allegation_id, coalesce(party.merged_into_id, party.id)
    FROM claims_answer answer
    JOIN claims_claim claim ON claim.id = answer.claim_id AND claim.standing = {live}
    JOIN claims_claimutterance link ON link.claim_id = claim.id
    JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
    JOIN claims_party party ON party.id = claimant.party_id
    WHERE answer.withdrawn_at IS NULL
"""

WAIVED = """
    SELECT waiver.allegation_id, coalesce(party.merged_into_id, party.id) AS party_id
    FROM claims_waiver waiver
    JOIN claims_waiverdecision decision ON decision.waiver_id = waiver.id AND decision.approved
    JOIN claims_party party ON party.id = waiver.party_id
"""


def code(value: str) -> sql.Composable:
    return sql.SQL("{}::text").format(sql.Literal(str(value)))


def codes(values: Iterable[str]) -> sql.Composable:
    return sql.SQL("ARRAY[{}]::text[]").format(sql.SQL(", ").join(sql.Literal(str(value)) for value in sorted(values)))


def moment(now: datetime) -> sql.Composable:
    return sql.SQL("{}::timestamptz").format(sql.Literal(now.isoformat()))


def ids(values: Sequence[int]) -> sql.Composable:
    return sql.SQL("{}::bigint[]").format(sql.Literal("{" + ",".join(map(str, values)) + "}"))


def common(now: datetime) -> dict[str, sql.Composable]:
    """What every query may name."""
    live, sent = code(Standing.LIVE), code(RequestState.SENT)
    today = sql.SQL("{}::date").format(sql.Literal(now.date().isoformat()))
    spoken = sql.SQL(SPOKEN).format(live=live)
    answers_for = code(PartyRelationKind.ANSWERS_FOR)
    return {
        "now": moment(now),
        "live": live,
        "sent": sent,
        "closed": code(WorkState.CLOSED),
        "answers_for": answers_for,
        "answering": sql.SQL(ANSWERING).format(answers_for=answers_for, today=today),
        "awaited": sql.SQL(AWAITED).format(sent=sent, keeps_open=codes(KEEPS_OPEN)),
        "spoken": spoken,
        "waived": sql.SQL(WAIVED),
        "touched": sql.SQL(TOUCHED).format(sent=sent, spoken=spoken, waived=sql.SQL(WAIVED)),
    }
