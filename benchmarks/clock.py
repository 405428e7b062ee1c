"""The clock over a million allegations with requests: the first look, an idle tick, and one that flags 50,000 rows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.data import make_reporter
from benchmarks.million import make_million
from benchmarks.timing import compare
from claims.actions._watching import WAITING
from claims.actions.flags import raise_flags
from claims.vocabulary import FlagSubject

ROUNDS = 3
# The last quarter of a day begins.
QUARTER = timedelta(hours=18)

# What the tick wrote, to be written again by nothing but an INSERT of each table.
WRITTEN = {
    "claims_flag": "SELECT * FROM claims_flag",
    "claims_change": "SELECT * FROM claims_change WHERE subject_type = 'flag'",
}


def run() -> None:
    at = timezone.now() - timedelta(days=30)
    newsroom = make_reporter(at, "clock").newsroom_id
    make_million(newsroom, at)
    before = getrusage(RUSAGE_SELF).ru_maxrss
    seconds = _timed(lambda: raise_flags(now=at))
    grown = (getrusage(RUSAGE_SELF).ru_maxrss - before) // 1024
    print(f"first look at 1,050,000 rows, none due: {seconds:.1f} s, {grown} MB more memory")
    _vacuum()
    compare("idle tick, 1,000,000 allegations; reference: SELECT 1", lambda: raise_flags(now=at), _round_trip)
    _show_plan(at)
    _flag_50_000(at + QUARTER)


def _flag_50_000(now: datetime) -> None:
    """Ours in transactions of a batch each, bare in a single one. Then the deadline of the same rows passes."""
    with transaction.atomic():
        raised = raise_flags(now=now)
        kept = {table: _copied(query) for table, query in WRITTEN.items()}
        transaction.set_rollback(True)
    for table, rows in kept.items():
        _pasted(table, rows)
    _vacuum()
    bare = median(_undone(_bare) for _round in range(ROUNDS))
    _vacuum()
    before = getrusage(RUSAGE_SELF).ru_maxrss
    ours = _timed(lambda: raise_flags(now=now))
    grown = (getrusage(RUSAGE_SELF).ru_maxrss - before) // 1024
    print(
        f"a tick that raises {raised:,} flags: {ours:.2f} s; bare INSERTs of the same Flags and Changes:"
        f" {bare:.2f} s, ratio {ours / bare:.2f}, {grown} MB more memory"
    )
    seconds = _timed(lambda: raise_flags(now=now + timedelta(days=1) - QUARTER))
    print(f"the deadline passes, {raised:,} flags are cleared and as many raised: {seconds:.2f} s")


def _copied(query: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def _pasted(table: str, rows: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} WITH NO DATA")
        with cursor.copy(f"COPY kept_{table} FROM STDIN") as copy:
            copy.write(rows)


def _undone(call: Callable[[], object]) -> float:
    """Seconds that it takes, foreign keys checked as at a commit."""
    with transaction.atomic():
        start = perf_counter()
        call()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = perf_counter() - start
        transaction.set_rollback(True)
    return seconds


def _bare() -> None:
    with connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")


def _show_plan(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, COSTS OFF) " + WAITING, [at, list(FlagSubject)])
        print("\n".join(line for (line,) in cursor.fetchall()))


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _round_trip() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchall()


def _timed(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start
