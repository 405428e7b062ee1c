"""When allegations wait for us to ask: `rules.flags.allegation_flags` in SQL, for many rows at once."""

from datetime import datetime

from psycopg import sql

from claims.actions._spans import code, common
from claims.vocabulary import FlagKind

# Read down: those that could be neglected; who may speak on each; those on which nobody did; what is being asked of
# these parties beside it. Whoever answers for a party may begin or cease to on a day to come.
ALLEGATIONS = """
    WITH answering AS MATERIALIZED ({answering}), base AS MATERIALIZED (
        SELECT allegation.id, allegation.newsroom_id, allegation.at, claim.incident_id, claim.id AS claim_id,
            coalesce(accused.merged_into_id, accused.id) AS accused_id, newsroom.not_asked_after_hours AS hours
        FROM {looked} looked
        JOIN claims_allegation allegation ON allegation.id = looked.id
            AND allegation.for_publication AND allegation.withdrawn_at IS NULL
        JOIN claims_newsroom newsroom ON newsroom.id = allegation.newsroom_id
        JOIN claims_claim claim ON claim.id = allegation.claim_id AND claim.standing = {live}
        JOIN claims_incident incident ON incident.id = claim.incident_id AND incident.work_state <> {closed}
        JOIN claims_party accused ON accused.id = allegation.accused_id
    ), speaking AS MATERIALIZED (
        SELECT base.id AS allegation_id, base.accused_id AS party_id FROM base
        UNION
        SELECT base.id, answering.party_id FROM base JOIN answering ON answering.accused_id = base.accused_id
    ), untouched AS MATERIALIZED (
        SELECT base.* FROM base
        WHERE NOT EXISTS (
            SELECT FROM speaking
            CROSS JOIN LATERAL (
                SELECT FROM ({touched}) touched
                WHERE touched.allegation_id = speaking.allegation_id AND touched.party_id = speaking.party_id LIMIT 1
            ) touched
            WHERE speaking.allegation_id = base.id
        ) AND NOT EXISTS (
            SELECT FROM claims_claimutterance link
            JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
            JOIN claims_party party ON party.id = claimant.party_id
            WHERE link.claim_id = base.claim_id AND coalesce(party.merged_into_id, party.id) = base.accused_id
        )
    ), asking AS MATERIALIZED (
        SELECT request.incident_id, coalesce(party.merged_into_id, party.id) AS party_id,
            min(request.sent_at) AS sent_at
        FROM (SELECT DISTINCT incident_id FROM untouched) concerned
        JOIN claims_commentrequest request ON request.incident_id = concerned.incident_id
        JOIN claims_party party ON party.id = request.party_id
        WHERE {awaited}
        GROUP BY 1, 2
    ), added AS MATERIALIZED (
        SELECT DISTINCT untouched.id FROM untouched
        JOIN speaking ON speaking.allegation_id = untouched.id
        JOIN asking ON asking.incident_id = untouched.incident_id AND asking.party_id = speaking.party_id
            AND asking.sent_at < untouched.at
    )
    SELECT untouched.id AS subject_id, untouched.newsroom_id, untouched.incident_id,
        CASE WHEN added.id IS NULL THEN {not_asked} ELSE {allegation_added} END AS kind,
        CASE WHEN added.id IS NULL THEN untouched.at + make_interval(hours => untouched.hours) ELSE untouched.at END
            AS since,
        NULL::timestamptz AS until
    FROM untouched LEFT JOIN added ON added.id = untouched.id
"""

# The instants at which somebody begins or ceases to answer for the accused.
TURNS = """
    SELECT allegation.id AS subject_id, turn.at
    FROM {looked} looked
    JOIN claims_allegation allegation ON allegation.id = looked.id
        AND allegation.for_publication AND allegation.withdrawn_at IS NULL
    JOIN claims_party accused ON accused.id = allegation.accused_id
    JOIN (
        SELECT coalesce(other.merged_into_id, other.id) AS accused_id, relation.since, relation.until
        FROM claims_partyrelation relation JOIN claims_party other ON other.id = relation.other_id
        WHERE relation.kind = {answers_for} AND (relation.since > {now} OR relation.until + 1 > {now})
    ) changing ON changing.accused_id = coalesce(accused.merged_into_id, accused.id)
    CROSS JOIN LATERAL (VALUES (changing.since::timestamptz), ((changing.until + 1)::timestamptz)) turn (at)
    WHERE turn.at > {now}
"""


def allegation_spans(looked: sql.Composable, now: datetime) -> sql.Composed:
    """A query for the spans of the allegations in `looked` (a table expression with a column `id`)."""
    kinds = {"not_asked": code(FlagKind.NOT_ASKED), "allegation_added": code(FlagKind.ALLEGATION_ADDED)}
    return sql.SQL(ALLEGATIONS).format(looked=looked, **kinds, **common(now))


def allegation_turns(looked: sql.Composable, now: datetime) -> sql.Composed:
    """A query for further instants at which to look again."""
    return sql.SQL(TURNS).format(looked=looked, **common(now))
