"""Requests one after the other, as the links of the description lead: none breaks what the next one finds."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings

from tests.contract.conftest import World
from tests.contract.document import DOCUMENT
from tests.contract.test_schemathesis import FULL, SCHEMA, TOO_LONG_AN_ADDRESS, put_to_rows

pytestmark = pytest.mark.django_db
LINKED = [
    path
    for path, operations in DOCUMENT["paths"].items()
    if "links" in operations.get("post", {}).get("responses", {}).get("201", {})
]
LINKING = SCHEMA.include(path=[each for path in LINKED for each in (path, f"{path}{{id}}/")])


def test_operations_answer_as_documented_one_after_the_other(world: World) -> None:
    answers: list[int] = []

    class Following(LINKING.as_state_machine()):  # type: ignore[misc] # a class that is made
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            if case.method == "POST":
                put_to_rows(case, DOCUMENT["paths"][case.path]["post"], world.rows)
            return world.tool

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            assert response.status_code < 500, response.text
            answers.append(response.status_code)
            if response.status_code == TOO_LONG_AN_ADDRESS:
                return
            case.validate_response(response, headers=world.tool["headers"])

    with transaction.atomic():
        Following.run(
            settings=settings(
                max_examples=200 if FULL else 25,
                stateful_step_count=6,
                deadline=None,
                database=None,
                derandomize=not FULL,
                phases=[Phase.generate],
                suppress_health_check=[*HealthCheck],
            )
        )
        transaction.set_rollback(True)

    assert len(answers) > 50
    assert 200 in answers
