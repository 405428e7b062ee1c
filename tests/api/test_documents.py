"""The OpenAPI document, kept in the repository and served, and the page that shows it."""

import json
import re
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from tests.api.conftest import refusal
from tests.architecture.test_api_sweep import ROUTES

ROOT = Path(__file__).resolve().parents[2]
KEPT, CHANGELOG = ROOT / "docs" / "openapi.yaml", ROOT / "CHANGELOG.md"


def test_the_document_in_the_repository_is_current():
    """It changes on purpose only: `manage.py spectacular --file docs/openapi.yaml`."""
    written = StringIO()

    call_command("spectacular", "--fail-on-warn", "--validate", stdout=written)

    assert written.getvalue().strip() == KEPT.read_text().strip()


def test_the_changelog_says_so_when_the_document_changes():
    """Say under **API** what callers will notice, and write there as what the description is known now."""
    described = yaml.safe_load(KEPT.read_text())
    digest = sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()[:12]
    newest = re.split(r"^## ", CHANGELOG.read_text(), flags=re.MULTILINE)[1]

    assert re.findall(r"^API description: `([0-9a-f]{12})`$", newest, re.MULTILINE) == [digest]
    assert "**API" in newest


def test_the_document_describes_every_operation():
    described = {
        (method, path)
        for path, operations in yaml.safe_load(KEPT.read_text())["paths"].items()
        for method in operations
    }

    assert described == {(method, f"/api/v1/{address}") for method, _name, address in ROUTES}


def test_inputs_say_that_they_take_nothing_else():
    schemas = yaml.safe_load(KEPT.read_text())["components"]["schemas"]
    inputs = {name: schema for name, schema in schemas.items() if name.endswith(("Input", "Revision"))}

    assert len(inputs) > 20
    assert all(schema["additionalProperties"] is False for schema in inputs.values())
    assert "status" not in inputs["ClaimRevision"]["properties"]
    assert inputs["IncidentInput"]["properties"]["title"]["maxLength"] == 200


@pytest.mark.django_db
def test_the_document_is_served_to_everybody(by_nobody):
    answer = by_nobody.get("schema/")

    assert answer.status_code == 200
    assert yaml.safe_load(answer.content)["openapi"].startswith("3.1")
    assert by_nobody.get("schema/?format=json").json()["openapi"].startswith("3.1")
    assert refusal(by_nobody.get("schema/?format=pdf"), 404)


@pytest.mark.django_db
def test_the_page_loads_nothing_from_elsewhere_and_runs_no_script_of_its_own(by_nobody):
    page = by_nobody.get("docs/")

    assert page.status_code == 200
    html = page.content.decode()
    assert "://" not in html
    assert "<style" not in html
    assert "<script>" not in html
    script = by_nobody.get("docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in script.content.decode()
