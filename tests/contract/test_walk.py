"""The walk in docs/api-walk.md: every command is typed, and gives what the page says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from claims.models import Claim, Incident
from tests.factories import NewsroomFactory
from tests.processes import environment, serving

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(sh|python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "=== and then ==="


def blocks() -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in BLOCK.finditer((ROOT / "docs/api-walk.md").read_text())]


def script(port: int) -> str:
    """All commands as they would be typed one after the other; a mark stands where the page says what came out."""
    typed = ["set -euo pipefail"]
    for kind, text in blocks():
        match kind:
            case "sh":
                here = text.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{port}")
                typed.append(here.replace(".venv/bin/python", sys.executable))
            case "python":
                typed.append(f"{sys.executable} - <<'END'\n{text}END\n")
            case "text":
                typed.append(f"echo '{MARK}'")
    return "\n".join(typed)


def fits(said: str, came: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, said.split("…"))), came, re.DOTALL) is not None


@pytest.mark.django_db(transaction=True)
def test_every_command_of_the_walk_gives_what_the_page_says():
    NewsroomFactory.create(slug="demo")
    with serving() as port:
        ran = subprocess.run(
            ["bash"],
            input=script(port),
            cwd=ROOT,
            env=environment(HTTPS="no", ALLOWED_HOSTS="127.0.0.1"),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    said = [text for kind, text in blocks() if kind == "text"]
    came = [text.removeprefix("\n") for text in ran.stdout.split(f"{MARK}\n")]

    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    assert came.pop() == ""
    assert len(said) == len(came) > 5
    for one, other in zip(said, came, strict=True):
        assert fits(one, other), (one, other)
    assert (Incident.objects.count(), Claim.objects.count()) == (2, 1)
