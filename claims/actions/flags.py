"""The clock's flags, over all newsrooms at once: raised when something becomes due, cleared when it no longer is.

Rows are looked at when a Change stirred them or the next instant of one of their flags has come, a batch at a time and
each batch in a transaction of its own. A row that cannot be brought up to date is found by halving its batch, and set
aside; all others are served.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection, transaction
from psycopg import sql

from claims.actions._changes import insert_changes
from claims.actions._due import SUBJECTS, these
from claims.actions._spans import ids, moment
from claims.actions._watching import anything_waits, next_rows, still_waiting, stir
from claims.actions.bookkeeping import set_aside
from claims.models import Flag
from claims.rules.actor import clock
from claims.vocabulary import Verb

# One batch at a time over all workers. Any constant does.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('claims.flags', 0))"
# Rows that are looked at together: enough to be set-based, few enough for flat memory and short transactions.
BATCH = 1_000
# What a tick itself records may stir once more what was printed. What others go on recording waits for the next tick.
ROUNDS = 3

# Compiling a query of this size takes longer than running it.
UNCOMPILED = "SET LOCAL jit = off"

# Nothing here can be planned as a loop over a loop, whatever the statistics of growing tables say: ids are constants,
# so that the planner counts them; `NOT IN` hashes; what is written is found by its own key.
# A flag that was cleared and is true again since the same instant is the same flag, standing again. A tick that comes
# late, with an earlier `now` than another had, leaves alone what that other one did of later instants.
LOOK = """
WITH looked (watch_id, id) AS MATERIALIZED (
    SELECT * FROM unnest({watches}, {ids})
), span AS MATERIALIZED ({spans}), due AS MATERIALIZED (
    SELECT * FROM span WHERE since <= {now} AND (until IS NULL OR until > {now})
), stood AS MATERIALIZED (
    SELECT id, kind, since, {column} AS subject_id FROM claims_flag
    WHERE {column} = ANY({ids}) AND cleared_at IS NULL
), cleared AS (
    UPDATE claims_flag flag SET cleared_at = {now} FROM stood
    WHERE flag.id = stood.id AND stood.since <= {now}
        AND (stood.subject_id, stood.kind, stood.since) NOT IN (SELECT subject_id, kind, since FROM due)
    RETURNING flag.*
), raised AS (
    INSERT INTO claims_flag (newsroom_id, kind, incident_id, {column}, since, raised_at)
    SELECT newsroom_id, kind, incident_id, subject_id, since, {now} FROM due
    WHERE (subject_id, kind, since) NOT IN (SELECT subject_id, kind, since FROM stood)
    ORDER BY since, subject_id, kind
    ON CONFLICT (kind, (coalesce(allegation_id, comment_request_id, claim_id, use_id, reply_id, waiver_id,
        channel_check_id)), since) DO UPDATE SET cleared_at = NULL, raised_at = excluded.raised_at
    WHERE claims_flag.cleared_at <= excluded.raised_at
    RETURNING *
), later AS MATERIALIZED (
    SELECT max(watch_id) AS watch_id, min(at) FILTER (WHERE at > {now}) AS at FROM (
        SELECT id AS subject_id, watch_id, NULL::timestamptz AS at FROM looked
        UNION ALL SELECT subject_id, NULL, since FROM span UNION ALL SELECT subject_id, NULL, until FROM span
        UNION ALL SELECT subject_id, NULL, at FROM ({turns}) turn
    ) turning
    GROUP BY subject_id
), kept AS (
    UPDATE claims_watch watch SET at = later.at FROM later WHERE watch.id = later.watch_id AND later.at IS NOT NULL
), dropped AS (
    DELETE FROM claims_watch watch USING later WHERE watch.id = later.watch_id AND later.at IS NULL
), served AS (
    DELETE FROM claims_setaside WHERE subject = {subject} AND subject_id = ANY({ids})
), clearing AS ({clearing}), raising AS ({raising})
SELECT (SELECT count(*) FROM cleared) + (SELECT count(*) FROM raised)
"""


def raise_flags(*, now: datetime) -> int:
    """Bring all flags up to `now`, however long ago something became due. Returns how many were raised or cleared."""
    changed = 0
    for _round in range(ROUNDS):
        if not anything_waits(now):
            break
        _stir_all()
        for subject in SUBJECTS:
            while rows := next_rows(subject, now, at_most=BATCH):
                changed += _served(subject, rows, now)
    return changed


@transaction.atomic
def _stir_all() -> None:
    _alone()
    while stir():
        pass


def _served(subject: str, rows: Sequence[int], now: datetime) -> int:
    """Look at the rows; where that fails, at each half by itself, down to the row that fails."""
    try:
        return _look(subject, rows, now)
    except (OperationalError, InterfaceError):
        raise  # the database is away or busy: no row's fault
    except Exception as error:  # noqa: BLE001 -- whatever is wrong with one row, the others are served
        if len(rows) == 1:
            set_aside(subject=subject, subject_id=rows[0], error=error, at=now)
            return 0
    half = len(rows) // 2
    return _served(subject, rows[:half], now) + _served(subject, rows[half:], now)


@transaction.atomic
def _look(subject: str, rows: Sequence[int], now: datetime) -> int:
    _alone()
    watches, waiting = still_waiting(subject, rows, now)
    looked = these(waiting)
    clearing, cleared = insert_changes(Flag, sql.SQL("cleared"), Verb.FLAG_CLEARED, by=clock(), at=now)
    raising, raised = insert_changes(Flag, sql.SQL("raised"), Verb.FLAG_RAISED, by=clock(), at=now)
    queries = SUBJECTS[subject]
    statement = sql.SQL(LOOK).format(
        subject=sql.Literal(subject),
        watches=ids(watches),
        ids=ids(waiting),
        column=sql.Identifier(f"{subject}_id"),
        spans=queries.spans(looked, now),
        turns=queries.turns(looked, now),
        now=moment(now),
        clearing=clearing,
        raising=raising,
    )
    with connection.cursor() as cursor:
        cursor.execute(UNCOMPILED)
        cursor.execute(statement, [*cleared, *raised])
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
