"""A client that openapi-python-client generates from docs/openapi.yaml: complete, type-checked, and it works."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claims.actions.tokens import issue_token
from claims.vocabulary import Role, TokenScope
from tests.processes import serving

ROOT = Path(__file__).resolve().parents[2]
# What its template says of leaving a `with` is too wide for httpx, whatever the description says.
OF_THE_TEMPLATE = "[mypy]\npython_version = 3.11\n[mypy-on_record_client.client]\ndisable_error_code = arg-type\n"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory in which the client stands as `on_record_client`."""
    where = tmp_path_factory.mktemp("client")
    tools = Path(sys.executable).parent
    command = [tools / "openapi-python-client", "generate", "--meta", "none", "--fail-on-warning"]
    ran = subprocess.run(
        [*command, "--path", ROOT / "docs/openapi.yaml", "--output-path", where / "on_record_client"],
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"},
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Warning" not in ran.stdout + ran.stderr
    return where


def test_it_type_checks(generated):
    (generated / "mypy.ini").write_text(OF_THE_TEMPLATE)
    command = [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "--cache-dir", "cache", "on_record_client"]
    ran = subprocess.run(command, cwd=generated, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout


@pytest.fixture
def client(generated: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Looks up what was generated: `client("models.incident_input")`."""
    monkeypatch.syspath_prepend(str(generated))

    def part(name: str) -> ModuleType:
        return importlib.import_module(f"on_record_client.{name}")

    return part


@pytest.mark.django_db(transaction=True)
def test_it_makes_a_round_trip(client, admin, a_claim, now):
    scopes = [TokenScope.READ, TokenScope.WRITE]
    token = issue_token(label="A client", role=Role.REPORTER, scopes=scopes, by=admin, at=now)[1]
    models = client("models")
    tool_at = client("client").AuthenticatedClient
    with serving() as port, tool_at(base_url=f"http://localhost:{port}", token=token) as tool:
        opened = client("api.incidents.post_incidents").sync_detailed(
            client=tool, body=models.IncidentInput(title="A disputed vote", country="ML"), idempotency_key="a-vote"
        )
        assert (opened.status_code, opened.parsed.title, opened.parsed.country) == (201, "A disputed vote", "ML")

        read = client("api.incidents.get_incidents_one").sync(opened.parsed.id, client=tool)
        assert isinstance(read, models.OwnIncident)
        assert read.opened_at.tzinfo is not None

        page = client("api.incidents.get_incidents").sync(client=tool, limit=1, count=True)
        assert ([row.id for row in page.results], page.count) == ([read.id], 2)
        again = client("api.incidents.get_incidents").sync(client=tool, cursor=page.next_.split("cursor=")[1][:9])
        assert isinstance(again, models.Problem)

        patch = client("api.claims.patch_claims_one").sync_detailed
        tag = client("api.claims.get_claims_one").sync_detailed(a_claim.pk, client=tool).headers["ETag"]
        edited = patch(a_claim.pk, client=tool, body=models.ClaimRevision(text="At least 22 died"), if_match=tag)
        assert (edited.status_code, edited.parsed.version) == (200, 2)
        late = patch(a_claim.pk, client=tool, body=models.ClaimRevision(text="Too late"), if_match=tag)
        assert (late.status_code, late.parsed.code, late.headers["ETag"]) == (
            412,
            "precondition_failed",
            edited.headers["ETag"],
        )
