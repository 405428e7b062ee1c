"""The states of answers in SQL are those of the rule, in newsrooms that nobody thought of."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from claims.actions.incidents import open_incident
from claims.models import Allegation
from claims.models.answer_states import states_of
from claims.models.answering import owed_answers
from tests.actions.test_due import World, situations, turning_points
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(situation=situations)
def test_sql_and_rule_agree_on_every_state(reporter, editor, situation):
    with transaction.atomic():
        incident = open_incident(title="Anything", by=reporter, at=NOW)
        World(incident, (reporter.id or 0, editor.id or 0), situation)
        everything = Allegation.objects.filter(claim__incident=incident)
        ids = list(everything.values_list("pk", flat=True))
        for now in sorted(turning_points(situation))[::7]:
            by_rule = {(each.allegation.pk, each.party.pk): each.state for each in owed_answers(everything, now=now)}
            assert states_of(ids, now=now) == by_rule
        transaction.set_rollback(True)
