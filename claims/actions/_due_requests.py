"""When requests for comment need a person: `rules.flags.request_flags` in SQL, for many rows at once."""

from datetime import datetime

from psycopg import sql

from claims.actions._spans import code, codes, common
from claims.rules.answers import DID_NOT_GO_THROUGH
from claims.vocabulary import FlagKind

# Per request: how often and by how many routes it was tried, when a second time, whether the latest try on some channel
# went through (or there was none), and when the last failure came of a channel that had gone through, or the first.
REQUESTS = """
    SELECT request.id AS subject_id, request.newsroom_id, request.incident_id, span.kind, span.since, span.until
    FROM {looked} looked
    JOIN claims_commentrequest request ON request.id = looked.id
    JOIN claims_incident incident ON incident.id = request.incident_id AND incident.work_state <> {closed}
    CROSS JOIN LATERAL (
        SELECT request.deadline - (request.deadline - request.sent_at) / 4 AS quarter,
            EXISTS (SELECT FROM claims_reply reply WHERE reply.comment_request_id = request.id) AS replied
    ) its
    CROSS JOIN LATERAL (
        SELECT count(*) AS tries, count(DISTINCT attempt.channel) AS routes,
            min(attempt.at) FILTER (WHERE attempt.number = 2) AS second_at,
            coalesce(bool_or(attempt.passed) FILTER (WHERE attempt.latest), true) AS reached,
            max(attempt.at) FILTER (WHERE NOT attempt.passed AND (attempt.passed_before OR attempt.number = 1))
                AS lost_at,
            min(attempt.at) AS first_at
        FROM (
            SELECT tried.at, tried.channel, tried.outcome <> ALL({did_not_go_through}) AS passed,
                lag(tried.outcome <> ALL({did_not_go_through})) OVER channel AS passed_before,
                lead(tried.id) OVER channel IS NULL AS latest,
                row_number() OVER (ORDER BY tried.at, tried.id) AS number
            FROM claims_attempt tried
            WHERE tried.comment_request_id = request.id
            WINDOW channel AS (PARTITION BY tried.channel ORDER BY tried.at, tried.id)
        ) attempt
    ) tried
    CROSS JOIN LATERAL (VALUES
        ({due_soon}, its.quarter, request.deadline, true),
        ({no_reply}, request.deadline, NULL::timestamptz, its.replied OR tried.reached),
        ({not_reached}, coalesce(tried.lost_at, tried.first_at), NULL, NOT its.replied AND NOT tried.reached),
        ({one_attempt}, its.quarter, NULL, tried.tries = 1 AND (its.replied OR tried.reached)),
        ({one_route}, greatest(its.quarter, tried.second_at), NULL, tried.tries > 1 AND tried.routes = 1)
    ) span (kind, since, until, holds)
    WHERE span.holds AND {awaited}
"""

KINDS = (
    FlagKind.DUE_SOON,
    FlagKind.NO_REPLY,
    FlagKind.NOT_REACHED,
    FlagKind.ONE_ATTEMPT,
    FlagKind.ONE_ROUTE,
)


def request_spans(looked: sql.Composable, now: datetime) -> sql.Composed:
    """A query for the spans of the requests in `looked` (a table expression with a column `id`)."""
    kinds = {str(kind): code(kind) for kind in KINDS}
    failed = codes(DID_NOT_GO_THROUGH)
    return sql.SQL(REQUESTS).format(looked=looked, did_not_go_through=failed, **kinds, **common(now))
