"""The SQL counts what the rule counts, on any newsroom; and in as many queries for 200 claims as for one."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, event, given, settings

from claims.models import Claim
from claims.models.support import attested_and_supported
from tests.factories import NOW
from tests.models.by_rule import by_the_rule
from tests.models.graphs import GRAPHS, written

QUERIES = 2


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(graph=GRAPHS)
def test_the_sql_counts_what_the_rule_counts_on_any_graph(incident, graph):
    with transaction.atomic():
        claims = written(graph, incident)
        by_sql, by_rule = attested_and_supported(claims), by_the_rule(claims)
        transaction.set_rollback(True)
    for claim in claims:
        one, other = by_sql[claim.pk], by_rule[claim.pk]
        for name in ("supported_by", "contradicted_by", "attested_by", "circular", "discredited", "circular_routes"):
            event(f"{name} {min(getattr(other, name), 3)}")
        assert one == other


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(incident):
    claims = Claim.objects.bulk_create(
        Claim(newsroom_id=incident.newsroom_id, incident=incident, text=f"Claim {each}", recorded_at=NOW)
        for each in range(200)
    )
    for asked in (claims[:1], claims):
        with CaptureQueriesContext(connection) as queries:
            attested_and_supported(asked)
        assert len(queries) == QUERIES
    with CaptureQueriesContext(connection) as queries:
        assert attested_and_supported([]) == {}
    assert len(queries) == 0
