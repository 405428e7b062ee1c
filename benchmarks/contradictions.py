"""Contradictions found among the 200 claims of an incident, against the same statements sent bare through psycopg."""

from django.utils import timezone

from benchmarks.data import make_incident, make_reporter
from benchmarks.timing import bare, compare
from claims.models.contradictions import Contradictions, contradictions_in


def run() -> None:
    now = timezone.now()
    by = make_reporter(now, "contradictions")
    incident = make_incident(by, now, parties=20, questions=10, claims=200)

    def ours() -> Contradictions:
        return contradictions_in(incident, actor=by)

    queries, sql = bare(ours)
    told = f"contradictions, 200 claims, {len(ours().found)} found, {queries} queries"
    compare(f"{told}; reference: the same SQL alone", ours, sql)
