"""What Lighthouse says of the main pages; it needs Node and is installed by `make web-tools`.

Its marks for accessibility and good practice are facts about a page. The one for performance is a measurement: it
stands in var/lighthouse/, and nothing is asserted of it.
"""

import json
import os
import subprocess
from shutil import which

import pytest

from tests.screens.conftest import FULL, ROOT, Stage

TOOL = ROOT / "var/web-tools/node_modules/lighthouse/cli/index.js"
MAIN = {
    "desk": "/",
    "incident": "/incidents/{incidents}/",
    "claim": "/claims/{claims}/",
    "board": "/requests/",
    "incidents": "/incidents/",
}
needed = pytest.mark.skipif(not FULL, reason="checked where everything is: make test-full")


@needed
@pytest.mark.skipif(not TOOL.exists() or which("node") is None, reason="needs Node")
@pytest.mark.parametrize("page", MAIN)
def test_a_main_page_has_full_marks(page, stage: Stage):
    session = stage.admins["en"]
    report = ROOT / "var/lighthouse" / f"{page}.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    headers = json.dumps({"Cookie": f"{session['name']}={session['value']}"})
    command = [
        *("node", str(TOOL), stage.server + MAIN[page].format(**stage.rows), "--quiet", "--output=json"),
        *(f"--output-path={report}", f"--extra-headers={headers}", "--preset=desktop"),
        "--only-categories=accessibility,best-practices,performance",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    chromium = which("chromium") or which("chromium-browser") or which("google-chrome") or ""
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium}, timeout=300)
    found = json.loads(report.read_text())
    marks = {name: each["score"] for name, each in found["categories"].items()}
    lost = [name for name, each in found["audits"].items() if each["score"] is not None and each["score"] < 1]
    assert (marks["accessibility"], marks["best-practices"]) == (1, 1), lost
