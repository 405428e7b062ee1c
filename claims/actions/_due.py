"""What is due at an instant, in all newsrooms: `rules.flags` in SQL, for all rows at once. A test holds the two equal.

Days are added to and taken from instants in the session's time zone, which Django sets to UTC.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from psycopg import sql

from claims.actions._due_judged import judged_due_at
from claims.rules.answers import DID_NOT_GO_THROUGH, KEEPS_OPEN
from claims.vocabulary import FlagKind, PartyRelationKind, RequestState, Standing, WorkState

# Whoever has spoken on an allegation, was asked about it or is not to be asked; all parties with merges resolved.
TOUCHED = """
    SELECT requested.allegation_id, coalesce(party.merged_into_id, party.id) AS party_id
    FROM claims_requestedallegation requested
    JOIN claims_commentrequest request ON request.id = requested.comment_request_id AND request.state = {sent}
    JOIN claims_party party ON party.id = request.party_id
    UNION ALL
    SELECT answer.allegation_id, coalesce(party.merged_into_id, party.id)
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
    UNION ALL
    SELECT waiver.allegation_id, coalesce(party.merged_into_id, party.id)
    FROM claims_waiver waiver
    JOIN claims_waiverdecision decision ON decision.waiver_id = waiver.id AND decision.approved
    JOIN claims_party party ON party.id = waiver.party_id
"""

NOT_ASKED = """
    SELECT allegation.newsroom_id, {not_asked} AS kind, claim.incident_id, allegation.id AS allegation_id,
        NULL::bigint AS comment_request_id, NULL::bigint AS claim_id, NULL::bigint AS use_id,
        allegation.at + make_interval(hours => newsroom.not_asked_after_hours) AS since
    FROM claims_newsroom newsroom
    JOIN claims_allegation allegation ON allegation.newsroom_id = newsroom.id
        AND allegation.for_publication AND allegation.withdrawn_at IS NULL
        AND allegation.at <= {now} - make_interval(hours => newsroom.not_asked_after_hours)
    JOIN claims_claim claim ON claim.id = allegation.claim_id AND claim.standing = {live}
    JOIN claims_incident incident ON incident.id = claim.incident_id AND incident.work_state <> {closed}
    JOIN claims_party named ON named.id = allegation.accused_id
    JOIN claims_party accused ON accused.id = coalesce(named.merged_into_id, named.id)
    WHERE NOT EXISTS (
        SELECT FROM ({touched}) touched
        WHERE touched.allegation_id = allegation.id AND (touched.party_id = accused.id OR EXISTS (
            SELECT FROM claims_partyrelation relation
            JOIN claims_party party ON party.id = relation.party_id
            JOIN claims_party other ON other.id = relation.other_id
            WHERE relation.newsroom_id = allegation.newsroom_id AND relation.kind = {answers_for}
                AND coalesce(party.merged_into_id, party.id) = touched.party_id
                AND coalesce(other.merged_into_id, other.id) = accused.id
                AND (relation.since IS NULL OR relation.since <= {today})
                AND (relation.until IS NULL OR relation.until >= {today})
        ))
    ) AND NOT EXISTS (
        SELECT FROM claims_claimutterance link
        JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
        JOIN claims_party party ON party.id = claimant.party_id
        WHERE link.claim_id = claim.id AND coalesce(party.merged_into_id, party.id) = accused.id
    )
"""

AWAITED = """
    SELECT request.newsroom_id, {kind} AS kind, request.incident_id, NULL::bigint AS allegation_id,
        request.id AS comment_request_id, NULL::bigint AS claim_id, NULL::bigint AS use_id, {since} AS since
    FROM claims_commentrequest request
    JOIN claims_incident incident ON incident.id = request.incident_id AND incident.work_state <> {closed}
    WHERE request.state = {sent} AND {when} AND NOT EXISTS (
        SELECT FROM claims_reply reply
        WHERE reply.comment_request_id = request.id AND reply.kind <> ALL({keeps_open})
    )
"""

LAST_QUARTER = "request.deadline - (request.deadline - request.sent_at) / 4"
DUE_SOON = "request.deadline > {now} AND " + LAST_QUARTER + " <= {now}"

# On some channel the latest attempt went through, or there was none; and whoever replied was reached.
NO_REPLY = """request.deadline <= {now} AND (
    EXISTS (SELECT FROM claims_reply reply WHERE reply.comment_request_id = request.id)
    OR NOT EXISTS (SELECT FROM claims_attempt attempt WHERE attempt.comment_request_id = request.id)
    OR EXISTS (
        SELECT FROM (
            SELECT DISTINCT ON (attempt.channel) attempt.outcome FROM claims_attempt attempt
            WHERE attempt.comment_request_id = request.id
            ORDER BY attempt.channel, attempt.at DESC, attempt.id DESC
        ) latest
        WHERE latest.outcome <> ALL({did_not_go_through})
    )
)"""


def due_at(now: datetime, lapsed: Mapping[int, datetime]) -> sql.Composed:
    """A query for what is due: newsroom_id, kind, incident_id, the id of its one subject, since.

    The subject stands in allegation_id, comment_request_id, claim_id or use_id. `lapsed`: see `judged_due_at`.
    """
    moment = sql.SQL("{}::timestamptz").format(sql.Literal(now.isoformat()))
    sent, closed = _code(RequestState.SENT), _code(WorkState.CLOSED)
    not_asked = sql.SQL(NOT_ASKED).format(
        now=moment,
        today=sql.SQL("{}::date").format(sql.Literal(now.date().isoformat())),
        touched=sql.SQL(TOUCHED).format(sent=sent, live=_code(Standing.LIVE)),
        not_asked=_code(FlagKind.NOT_ASKED),
        live=_code(Standing.LIVE),
        closed=closed,
        answers_for=_code(PartyRelationKind.ANSWERS_FOR),
    )
    awaited = {"sent": sent, "closed": closed, "keeps_open": _codes(KEEPS_OPEN)}
    due_soon = sql.SQL(AWAITED).format(
        kind=_code(FlagKind.DUE_SOON),
        since=sql.SQL(LAST_QUARTER),
        when=sql.SQL(DUE_SOON).format(now=moment),
        **awaited,
    )
    no_reply = sql.SQL(AWAITED).format(
        kind=_code(FlagKind.NO_REPLY),
        since=sql.SQL("request.deadline"),
        when=sql.SQL(NO_REPLY).format(now=moment, did_not_go_through=_codes(DID_NOT_GO_THROUGH)),
        **awaited,
    )
    return sql.SQL(" UNION ALL ").join([not_asked, due_soon, no_reply, judged_due_at(now, lapsed)])


def _code(code: str) -> sql.Composable:
    return sql.SQL("{}::text").format(sql.Literal(str(code)))


def _codes(codes: Iterable[str]) -> sql.Composable:
    return sql.SQL("ARRAY[{}]::text[]").format(sql.SQL(", ").join(sql.Literal(str(code)) for code in sorted(codes)))
