"""When replies, proposals not to ask and looks at a party's channels need a person: `rules.flags` in SQL."""

from datetime import datetime

from psycopg import sql

from claims.actions._spans import code, common
from claims.vocabulary import CheckResult, FlagKind, ReplyKind

REPLIES = """
    SELECT reply.id AS subject_id, reply.newsroom_id, request.incident_id, {reply_waiting} AS kind,
        reply.received_at AS since, NULL::timestamptz AS until
    FROM {looked} looked
    JOIN claims_reply reply ON reply.id = looked.id AND reply.utterance_id IS NULL
    JOIN claims_commentrequest request ON request.id = reply.comment_request_id
    JOIN claims_incident incident ON incident.id = request.incident_id AND incident.work_state <> {closed}
    WHERE NOT EXISTS (SELECT FROM claims_replyhandled handled WHERE handled.reply_id = reply.id)
"""

WAIVERS = """
    SELECT waiver.id AS subject_id, waiver.newsroom_id, claim.incident_id, {waiver_unapproved} AS kind,
        waiver.at AS since, NULL::timestamptz AS until
    FROM {looked} looked
    JOIN claims_waiver waiver ON waiver.id = looked.id
    JOIN claims_allegation allegation ON allegation.id = waiver.allegation_id AND allegation.withdrawn_at IS NULL
    JOIN claims_claim claim ON claim.id = allegation.claim_id AND claim.standing = {live}
    JOIN claims_incident incident ON incident.id = claim.incident_id AND incident.work_state <> {closed}
    WHERE NOT EXISTS (SELECT FROM claims_waiverdecision decision WHERE decision.waiver_id = waiver.id)
"""

# The party owes an answer to an allegation against itself, or against one that it answers for: nobody who speaks for it
# answered or declined, and it was asked, or is to be.
CHECKS = """
    WITH answering AS MATERIALIZED ({answering}), looked_at AS MATERIALIZED (
        SELECT checked.id, checked.newsroom_id, checked.incident_id, checked.at,
            coalesce(party.merged_into_id, party.id) AS party_id
        FROM {looked} looked
        JOIN claims_channelcheck checked ON checked.id = looked.id AND checked.result = {found_nothing}
        JOIN claims_party party ON party.id = checked.party_id
        JOIN claims_incident incident ON incident.id = checked.incident_id AND incident.work_state <> {closed}
        WHERE NOT EXISTS (
            SELECT FROM claims_channelcheck later JOIN claims_party other ON other.id = later.party_id
            WHERE later.incident_id = checked.incident_id AND (later.at, later.id) > (checked.at, checked.id)
                AND coalesce(other.merged_into_id, other.id) = coalesce(party.merged_into_id, party.id)
        )
    ), alleged AS MATERIALIZED (
        SELECT looked_at.id AS check_id, looked_at.party_id, allegation.id AS allegation_id, allegation.for_publication,
            coalesce(accused.merged_into_id, accused.id) AS accused_id
        FROM looked_at
        JOIN claims_claim claim ON claim.incident_id = looked_at.incident_id AND claim.standing = {live}
        JOIN claims_allegation allegation ON allegation.claim_id = claim.id AND allegation.withdrawn_at IS NULL
        JOIN claims_party accused ON accused.id = allegation.accused_id
        WHERE (coalesce(accused.merged_into_id, accused.id) = looked_at.party_id OR EXISTS (
            SELECT FROM answering
            WHERE answering.party_id = looked_at.party_id
                AND answering.accused_id = coalesce(accused.merged_into_id, accused.id)
        )) AND NOT EXISTS (
            SELECT FROM claims_claimutterance link
            JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
            JOIN claims_party party ON party.id = claimant.party_id
            WHERE link.claim_id = claim.id
                AND coalesce(party.merged_into_id, party.id) = coalesce(accused.merged_into_id, accused.id)
        )
    ), speaking AS MATERIALIZED (
        SELECT alleged.check_id, alleged.allegation_id, alleged.party_id FROM alleged
        UNION
        SELECT alleged.check_id, alleged.allegation_id, answering.party_id FROM alleged
        JOIN answering ON answering.accused_id = alleged.accused_id
        WHERE alleged.accused_id = alleged.party_id
    ), asked AS MATERIALIZED (
        SELECT speaking.check_id, speaking.allegation_id, bool_or(EXISTS (
            SELECT FROM claims_reply reply WHERE reply.comment_request_id = request.id AND reply.kind = {declines}
        )) AS declined
        FROM speaking
        JOIN claims_requestedallegation requested ON requested.allegation_id = speaking.allegation_id
        JOIN claims_commentrequest request ON request.id = requested.comment_request_id AND request.state = {sent}
        JOIN claims_party party ON party.id = request.party_id
            AND coalesce(party.merged_into_id, party.id) = speaking.party_id
        GROUP BY 1, 2
    )
    SELECT looked_at.id AS subject_id, looked_at.newsroom_id, looked_at.incident_id, {check_old} AS kind,
        looked_at.at + make_interval(hours => newsroom.channel_check_holds_hours) AS since, NULL::timestamptz AS until
    FROM looked_at
    JOIN claims_newsroom newsroom ON newsroom.id = looked_at.newsroom_id
    WHERE EXISTS (
        SELECT FROM alleged
        LEFT JOIN asked ON asked.check_id = alleged.check_id AND asked.allegation_id = alleged.allegation_id
        WHERE alleged.check_id = looked_at.id AND NOT coalesce(asked.declined, false)
            AND NOT EXISTS (
                SELECT FROM speaking
                CROSS JOIN LATERAL (
                    SELECT FROM ({spoken}) spoken
                    WHERE spoken.allegation_id = speaking.allegation_id AND spoken.party_id = speaking.party_id LIMIT 1
                ) spoken
                WHERE speaking.check_id = alleged.check_id AND speaking.allegation_id = alleged.allegation_id
            )
            AND (asked.check_id IS NOT NULL OR (alleged.for_publication AND NOT EXISTS (
                SELECT FROM speaking
                JOIN ({waived}) waived ON waived.allegation_id = speaking.allegation_id
                    AND waived.party_id = speaking.party_id
                WHERE speaking.check_id = alleged.check_id AND speaking.allegation_id = alleged.allegation_id
            )))
    )
"""

# The instants at which somebody begins or ceases to answer for another: they may concern any check, and are few.
CHECK_TURNS = """
    SELECT checked.id AS subject_id, turn.at
    FROM {looked} looked
    JOIN claims_channelcheck checked ON checked.id = looked.id AND checked.result = {found_nothing}
    JOIN claims_partyrelation relation ON relation.newsroom_id = checked.newsroom_id AND relation.kind = {answers_for}
        AND (relation.since > {now} OR relation.until + 1 > {now})
    CROSS JOIN LATERAL (VALUES (relation.since::timestamptz), ((relation.until + 1)::timestamptz)) turn (at)
    WHERE turn.at > {now}
"""


def reply_spans(looked: sql.Composable, now: datetime) -> sql.Composed:
    return sql.SQL(REPLIES).format(looked=looked, reply_waiting=code(FlagKind.REPLY_WAITING), **common(now))


def waiver_spans(looked: sql.Composable, now: datetime) -> sql.Composed:
    return sql.SQL(WAIVERS).format(looked=looked, waiver_unapproved=code(FlagKind.WAIVER_UNAPPROVED), **common(now))


def check_spans(looked: sql.Composable, now: datetime) -> sql.Composed:
    kinds = {"check_old": code(FlagKind.CHECK_OLD), "found_nothing": code(CheckResult.FOUND_NOTHING)}
    return sql.SQL(CHECKS).format(looked=looked, declines=code(ReplyKind.DECLINES), **kinds, **common(now))


def check_turns(looked: sql.Composable, now: datetime) -> sql.Composed:
    return sql.SQL(CHECK_TURNS).format(looked=looked, found_nothing=code(CheckResult.FOUND_NOTHING), **common(now))
