"""What an idle tick asks is answered from two short indexes, however many rows there are."""

from datetime import timedelta

import pytest
from django.db import connection

from claims.actions._watching import WAITING, anything_waits
from claims.actions.clock import run_flags
from claims.models import Unseen, Watch
from claims.vocabulary import FlagSubject

pytestmark = pytest.mark.django_db

ROWS = 20_000
FAR = """
    INSERT INTO claims_watch (subject, subject_id, at)
    SELECT 'comment_request', -n, %s + make_interval(mins => n) FROM generate_series(1, %s) n
"""


def nodes(plan: dict) -> list[dict]:
    return [plan, *(each for child in plan.get("Plans", ()) for each in nodes(child))]


def test_an_idle_tick_reads_an_index_and_an_empty_queue(incident, now):
    run_flags(now=now)
    with connection.cursor() as cursor:
        cursor.execute(FAR, [now + timedelta(days=1), ROWS])
        cursor.execute("ANALYZE claims_watch")
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + WAITING, [now, list(FlagSubject)])
        ((found,),) = cursor.fetchall()
    assert not anything_waits(now)

    read = {node["Relation Name"]: node for node in nodes(found[0]["Plan"]) if "Relation Name" in node}
    assert set(read) == {Watch._meta.db_table, Unseen._meta.db_table}
    watch = read[Watch._meta.db_table]
    assert watch["Node Type"] in ("Index Only Scan", "Index Scan")
    assert watch["Index Name"] == "watch_next"
    assert watch["Shared Hit Blocks"] + watch["Shared Read Blocks"] < 10
    assert read[Unseen._meta.db_table]["Actual Rows"] == 0
