"""The clock's flags, over all newsrooms at once: raised when something becomes due, cleared when it no longer is."""

from datetime import datetime
from typing import LiteralString

from django.db import connection, transaction
from psycopg import sql

from claims.actions._changes import insert_changes
from claims.actions._due import due_at
from claims.actions._due_judged import lapsed_support
from claims.models import Flag
from claims.rules.actor import clock
from claims.vocabulary import Verb

# One tick at a time: a slow one must not undo with what it saw earlier what a later one did. Any constant does.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('claims.flags'))"

# A flag that was cleared and is true again since the same instant is the same flag, standing again.
RAISE = """
WITH due AS ({due}), written AS (
    INSERT INTO claims_flag
        (newsroom_id, kind, incident_id, allegation_id, comment_request_id, claim_id, use_id, since, raised_at)
    SELECT newsroom_id, kind, incident_id, allegation_id, comment_request_id, claim_id, use_id, since, {now} FROM due
    WHERE NOT EXISTS (SELECT FROM claims_flag flag WHERE flag.cleared_at IS NULL AND {same})
    ORDER BY since, allegation_id, comment_request_id, claim_id, use_id
    ON CONFLICT ON CONSTRAINT flag_once DO UPDATE SET cleared_at = NULL, raised_at = excluded.raised_at
    WHERE claims_flag.cleared_at IS NOT NULL
    RETURNING *
) {changes}
"""

CLEAR = """
WITH due AS ({due}), written AS (
    UPDATE claims_flag flag SET cleared_at = {now}
    WHERE flag.cleared_at IS NULL AND NOT EXISTS (SELECT FROM due WHERE {same})
    RETURNING *
) {changes}
"""

# The kind says what the subject is: an allegation, a request, a claim or a use.
SAME = """flag.kind = due.kind AND flag.since = due.since
    AND coalesce(flag.allegation_id, flag.comment_request_id, flag.claim_id, flag.use_id)
        = coalesce(due.allegation_id, due.comment_request_id, due.claim_id, due.use_id)"""


@transaction.atomic
def refresh_flags(*, now: datetime) -> int:
    """Clear and raise in one go, for one look at whose support lapsed. Returns how many flags changed."""
    lapsed = _alone()
    return _run(CLEAR, Verb.FLAG_CLEARED, now, lapsed) + _run(RAISE, Verb.FLAG_RAISED, now, lapsed)


@transaction.atomic
def raise_flags(*, now: datetime) -> int:
    """Raise what is due at `now` and not flagged yet, however long ago it became so. Returns how many it raised."""
    return _run(RAISE, Verb.FLAG_RAISED, now, _alone())


@transaction.atomic
def clear_flags(*, now: datetime) -> int:
    """Clear the standing flags that are not, or no longer, due at `now`. Returns how many."""
    return _run(CLEAR, Verb.FLAG_CLEARED, now, _alone())


def _alone() -> dict[int, datetime]:
    """Wait for other ticks to end, then see whose support lapsed."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    return lapsed_support()


def _run(template: LiteralString, verb: Verb, now: datetime, lapsed: dict[int, datetime]) -> int:
    changes, params = insert_changes(Flag, sql.SQL("written"), verb, by=clock(), at=now)
    statement = sql.SQL(template).format(
        due=due_at(now, lapsed),
        same=sql.SQL(SAME),
        now=sql.SQL("{}::timestamptz").format(sql.Literal(now.isoformat())),
        changes=changes,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)
