"""Contradictions found among the 200 claims of an incident, against the same statements sent bare through psycopg."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.timing import compare
from claims.models import Incident
from claims.models.contradictions import contradictions_in
from claims.rules.actor import command


def run() -> None:
    incident = Incident.objects.get(title="A large incident")  # of the matrix, which runs before
    by = command("bench", incident.newsroom_id)
    with CaptureQueriesContext(connection) as captured:
        found = contradictions_in(incident, actor=by).found
    statements = [query["sql"] for query in captured]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    compare(
        f"contradictions, 200 claims, {len(found)} found, {len(statements)} queries; reference: the same SQL alone",
        lambda: contradictions_in(incident, actor=by),
        bare,
    )
