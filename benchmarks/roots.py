"""Roots and matrix of a 200-claim incident in a large newsroom, against the same statements sent bare."""

from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from benchmarks.data import make_reporter
from benchmarks.large import make_large_newsroom
from benchmarks.timing import bare, compare
from claims.models import Claim
from claims.models.matrix import matrix_of
from claims.models.support import attested_and_supported

AMONG = "of 10,000 with 40,000 carriages and 40,000 evidences"


def run() -> None:
    now = timezone.now()
    by = make_reporter(now, slug="bench-large")
    incident = make_large_newsroom(by.newsroom_id, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    claims = list(Claim.objects.filter(incident=incident))
    _compare("roots", lambda: attested_and_supported(claims))
    _compare("matrix", lambda: matrix_of(incident, actor=by, now=now))


def _compare(what: str, ours: Callable[[], object]) -> None:
    queries, sql = bare(ours)
    compare(f"{what}, 200 claims {AMONG}, {queries} queries; reference: the same SQL bare", ours, sql)
