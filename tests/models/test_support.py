"""The SQL counts what the rule counts, on any newsroom; and in as many queries for 200 claims as for one."""

import re

from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, event, given, settings

from claims.actions.evidence import add_evidence
from claims.models import Claim
from claims.models._support_sql import EVIDENCE, ROUTES
from claims.models.support import attested_and_supported
from claims.models.supported import SupportedBy
from claims.vocabulary import Bearing
from tests.factories import NOW
from tests.models.by_rule import by_the_rule
from tests.models.graphs import GRAPHS, written

QUERIES = 2
NONE = "WHERE false"


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(graph=GRAPHS)
def test_the_sql_counts_what_the_rule_counts_on_any_graph(incident, graph):
    with transaction.atomic():
        claims = written(graph, incident)
        by_sql, by_rule = attested_and_supported(claims), by_the_rule(claims)
        among = {least: keys_supported(least, incident.newsroom_id) for least in (1, 2, 3)}
        transaction.set_rollback(True)
    for claim in claims:
        one, other = by_sql[claim.pk], by_rule[claim.pk]
        for name in ("supported_by", "contradicted_by", "attested_by", "circular", "discredited", "circular_routes"):
            event(f"{name} {min(getattr(other, name), 3)}")
        assert one == other
        assert [claim.pk in keys for keys in among.values()] == [other.supported_by >= least for least in among]


def keys_supported(least: int, newsroom_id: int) -> set[int]:
    return set(Claim.objects.filter(SupportedBy(F("pk"), least, newsroom_id)).values_list("pk", flat=True))


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


def test_tables_can_be_shadowed_by_ctes_in_front(a_claim, source, reporter, now):
    """So that what was known at an instant is counted by the same statements."""
    add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, by=reporter, at=now)
    given = {"claims": [a_claim.pk], "newsroom": a_claim.newsroom_id}
    for statement in (EVIDENCE, ROUTES):
        begins, _with, rest = statement.partition("WITH RECURSIVE")
        assert begins == ""
        tables = sorted(set(re.findall(r"\bclaims_[a-z]+", rest)))
        shadows = {
            where: [f"{each} AS (SELECT * FROM public.{each} {where})" for each in tables] for where in ("", NONE)
        }
        with connection.cursor() as cursor:
            found = {}
            for where, ctes in shadows.items():
                cursor.execute(f"WITH RECURSIVE {', '.join(ctes)}, {rest}", given)
                found[where] = cursor.fetchall()
            cursor.execute(statement, given)
            assert found == {"": cursor.fetchall(), NONE: []}
            assert found[""]
