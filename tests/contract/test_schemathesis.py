"""What docs/openapi.yaml says is true: schemathesis sends what fits it and what does not, and looks at each answer.

They go to a running server, over sockets. An operation's examples are drawn from the document alone, but for ids: most
of those are put to rows that exist. A tool with a token calls, or an admin where a tool may not.
"""

import os
import re
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, reject, settings
from schemathesis.config import SchemathesisConfig

from tests.contract.conftest import World
from tests.contract.document import DOCUMENT, KEPT, model_of, placed, row_for

pytestmark = pytest.mark.django_db

FULL = bool(os.environ.get("TEST_FULL"))
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES") or (500 if FULL else 10))
# Codes of a 400 that what the document can say of a field does not keep anybody from.
BEYOND_THE_DOCUMENT: set[str] = {
    "unknown_reference",  # an id of the right form that is nobody's
    "unknown_version",
    "required",  # of a dated trio, where one part calls for another
    *("control_character", "reordering_character", "broken_character", "markup"),  # of any text
    "entity_tag_unreadable",
}
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {
            "max-examples": EXAMPLES,
            "deterministic": not FULL,
            "database": "none",
            "with-security-parameters": False,
        },
        # What the boundaries of every value are takes three times as long as the rest.
        "phases": {"coverage": {"enabled": FULL}},
        "checks": {
            # Rules refuse much that has the right form: 422. What else is refused, `taken_as_documented` looks at.
            "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "403", "404", "409", "412", "422"]},
            # A bulk request says of each row what became of it.
            "negative_data_rejection": {"expected-statuses": ["4xx", "207"]},
        },
    }
)
SCHEMA = schemathesis.openapi.from_path(KEPT, config=CONFIG)
TOO_LONG_AN_ADDRESS = 414  # which the server itself refuses, and On Record never sees
TRIED = settings(
    deadline=None,
    database=None,
    derandomize=not FULL,
    max_examples=EXAMPLES,
    suppress_health_check=[*HealthCheck],
)


@SCHEMA.parametrize()
@TRIED
def test_an_operation_answers_as_documented(case: Any, world: World) -> None:
    # In full counts methods are tried as well that the address does not have.
    described = DOCUMENT["paths"][case.path].get(case.method.lower(), {"description": ""})
    put_to_rows(case, described, world.rows)
    least = re.search(r"Least role: (\w+)", described["description"])
    calling = world.caller_of(least[1] if least else "viewer")
    with transaction.atomic():
        answer = case.call(**calling)
        if answer.status_code == TOO_LONG_AN_ADDRESS:
            reject()
        check(case, answer, calling, taken_as_documented)
        if answer.status_code == 201:
            follow(described, answer.json(), calling)
        transaction.set_rollback(True)


def check(case: Any, answer: Any, calling: dict[str, Any], *more: Any) -> None:
    """Every check of schemathesis, and more. One takes a session's cookie for one that it made up: who is let in,
    tests/architecture/test_api_sweep.py asks.
    """
    no = [schemathesis.checks.ignored_auth] if "cookies" in calling else []
    case.validate_response(answer, additional_checks=[*more], excluded_checks=no, headers=calling["headers"])


def follow(described: dict[str, Any], made: dict[str, Any], calling: dict[str, Any]) -> None:
    """What was made is found where the description's link leads, unless its terms keep it from who made it."""
    for name, link in described["responses"]["201"].get("links", {}).items():
        if name == "get_it" and not made.get("withheld"):
            found = SCHEMA.find_operation_by_id(link["operationId"]).Case(path_parameters={"id": made["id"]})
            answer = found.call(**calling)
            assert answer.status_code == 200
            check(found, answer, calling)


def put_to_rows(case: Any, described: dict[str, Any], rows: dict[str, list[int]]) -> None:
    """Ids of rows that exist, in the address, the query string and the body."""
    for name, value in (case.path_parameters or {}).items():
        if isinstance(value, int):
            case.path_parameters[name] = row_for(value, rows.get(model_of(case.path), []))
    for each in described.get("parameters", ()):
        if each["in"] == "query" and each["name"] in (case.query or {}):
            case.query[each["name"]] = placed(case.query[each["name"]], each["schema"], rows)
    if isinstance(case.body, dict) and "requestBody" in described:
        body = described["requestBody"]["content"]["application/json"]["schema"]
        case.body = placed(case.body, body, rows)


def taken_as_documented(_context: Any, response: Any, case: Any) -> None:
    """What fits the document is refused for its form only where the document cannot say so."""
    if response.status_code != 400 or not case.meta.generation.mode.is_positive:
        return
    said = response.json()
    # A cursor is opaque: nobody has one but from the page before.
    codes = {error["code"] for error in said["errors"] if error["field"] != "cursor"} or (
        set() if said["errors"] else {said["code"]}
    )
    assert codes <= BEYOND_THE_DOCUMENT, said["errors"] or said
