"""The main job on real input: the example in a browser and over the API, with flags that only the worker raised."""

import json
import signal
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stack.clones import Clone, wait_until
from tests.stack.test_run import Running

pytestmark = pytest.mark.journey

RATIONALE = "Asked three people in the town by phone; none could say who flew the drone."


def test_a_fact_checker_reads_the_matrix_assesses_a_claim_and_the_api_shows_it(
    clone: Clone, start: Callable[..., Running], page: Page
) -> None:
    running = start(clone)
    running.wait()
    token = clone.manage("issue_token", "--newsroom", "demo", "--role", "reporter", "--scope", "read").stdout.strip()

    sign_in(page, running)
    page.goto(f"{home(running)}/incidents/")
    page.get_by_role("link", name="Drone strikes on Tinzaouaten").first.click()
    the_matrix_shows_what_the_report_says(page)
    incident, claim = the_same_over_the_api(running, token)

    page.get_by_role("link", name="Burkina Faso operated the drone.").first.click()
    assess(page)
    assert claim_status(running, token, claim) == "could_not_be_verified"

    assert wait_until(lambda: len(flags(running, token, incident)) == 3, 60)
    page.goto(f"{home(running)}/")
    expect(page.get_by_role("link", name="Mali’s army").first).to_be_visible()
    assert running.end(signal.SIGTERM) == 0
    assert clone.processes() == []


def home(running: Running) -> str:
    return f"http://127.0.0.1:{running.port}"


def sign_in(page: Page, running: Running) -> None:
    password = running.clone.place.demo_password.read_text().strip()
    page.goto(f"{home(running)}/sign-in/")
    page.fill("input[name=username]", "checker@demo.example")
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home(running)}/")


def the_matrix_shows_what_the_report_says(page: Page) -> None:
    matrix = page.get_by_role("table").first
    for text in ("At least 21 people were killed.", "at least 21 people killed", "11 children killed", "Not assessed"):
        expect(matrix.get_by_text(text, exact=True).first).to_be_visible()
    for party in ("CSP-DPA", "Mali’s army", "Wagner group", "Russian defence ministry", "Burkina Faso’s government"):
        expect(matrix.get_by_role("columnheader", name=party)).to_be_visible()
    expect(matrix.get_by_text("had yet to comment")).to_have_count(3)
    expect(matrix.get_by_text("Not asked", exact=True)).to_have_count(4)


def the_same_over_the_api(running: Running, token: str) -> tuple[int, int]:
    found = get(running, token, "/api/v1/incidents/?q=Drone")["results"]
    incident = next(each["id"] for each in found if each["title"].startswith("Drone"))
    matrix = get(running, token, f"/api/v1/incidents/{incident}/matrix/")
    claims = {claim["text"]: claim["id"] for cell in matrix["cells"] for claim in cell["claims"]}
    assert len(claims) == 7
    assert sum(1 for cell in matrix["cells"] if cell["reported_silences"]) == 3
    assert [cell["answer"] for cell in matrix["cells"] if cell["answer"]] == ["not_asked"] * 4
    return incident, claims["Burkina Faso operated the drone."]


def assess(page: Page) -> None:
    form = page.locator("form.assess")
    form.get_by_label("Could not be verified").check()
    form.get_by_label("Rationale").fill(RATIONALE)
    form.get_by_role("button", name="Record the assessment").click()
    expect(page.get_by_text(RATIONALE).first).to_be_visible()


def claim_status(running: Running, token: str, claim: int) -> str:
    return str(get(running, token, f"/api/v1/claims/{claim}/")["status"])


def flags(running: Running, token: str, incident: int) -> list[Any]:
    return list(get(running, token, f"/api/v1/flags/?incident={incident}")["results"])


def get(running: Running, token: str, path: str) -> Any:
    request = urllib.request.Request(home(running) + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)
