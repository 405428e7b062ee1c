"""The matrix of an incident with 200 claims, against the same statements sent bare through psycopg."""

from django.utils import timezone

from benchmarks.data import make_incident, make_reporter
from benchmarks.timing import bare, compare
from claims.models.matrix import matrix_of


def run() -> None:
    now = timezone.now()
    by = make_reporter(now, "matrix")
    incident = make_incident(by, now, parties=20, questions=10, claims=200)

    def ours() -> None:
        matrix_of(incident, actor=by, now=now)

    queries, sql = bare(ours)
    compare(f"matrix, 200 claims, {queries} queries; reference: the same SQL without Django", ours, sql)
