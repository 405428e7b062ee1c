"""The matrix of an incident with 200 claims, against the same statements sent bare through psycopg."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.data import make_incident, make_reporter
from benchmarks.timing import compare
from claims.models.matrix import matrix_of


def run() -> None:
    now = timezone.now()
    by = make_reporter(now)
    incident = make_incident(by, now, parties=20, questions=10, claims=200)
    with CaptureQueriesContext(connection) as captured:
        matrix_of(incident, actor=by, now=now)
    statements = [query["sql"] for query in captured]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    compare(
        f"matrix, 200 claims, {len(statements)} queries; reference: the same SQL without Django",
        lambda: matrix_of(incident, actor=by, now=now),
        bare,
    )
