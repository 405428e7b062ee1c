"""Every page is valid HTML by the Nu checker, which needs Java and is installed by `make web-tools`."""

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.screens.conftest import FULL, ROOT, Stage
from tests.screens.pages import Reader, is_page, screens

JAR = ROOT / "var/web-tools/node_modules/vnu-jar/build/dist/vnu.jar"
needed = pytest.mark.skipif(not FULL, reason="checked where everything is: make test-full")


@needed
@pytest.mark.skipif(not JAR.exists() or which("java") is None, reason="needs Java, and Node to install the checker")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_valid(language, stage: Stage, browser, tmp_path: Path):
    sessions = {Reader.ADMIN: stage.admins[language], Reader.NEW: stage.nothing[language], Reader.NOBODY: None}
    contexts = {reader: browser.new_context(base_url=stage.server) for reader in sessions}
    for reader, session in sessions.items():
        contexts[reader].add_cookies([session] if session else [])
    for screen in screens(stage):
        answer = contexts[screen.reader].request.get(screen.address)
        if is_page(answer):
            (tmp_path / f"{screen.name}.html").write_text(answer.text())
    assert len(list(tmp_path.iterdir())) > 100
    command = ["java", "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always", str(tmp_path)]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(found.stderr)["messages"]
    assert [f"{Path(each['url']).name}: {each['message']}" for each in messages] == []
