"""The page of an incident with 300 claims of 40 parties on 25 questions: what it takes the server, and a browser.

The server's time stands against the same statements sent bare through psycopg. The first render is that of Chromium at
a quarter of the machine's speed, against a static copy of the same page and its files.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

from benchmarks.data import make_incident, make_reporter
from benchmarks.reading import reading
from benchmarks.servers import free_port, serving, unpin, wait_for
from benchmarks.timing import bare, compare
from tracker.gunicorn import when_ready

SLOWER, ROUNDS = 4, 9
PAINTED = """() => ({
  first: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""


def run() -> None:
    when_ready(None)
    now = timezone.now()
    by = make_reporter(now, "page")
    incident = make_incident(by, now, parties=40, questions=25, claims=300)
    client = reading("reporter@page.example")
    address = f"/incidents/{incident.reference}/"
    _server(client, address)
    _browser(client, address)


def _server(client: Client, address: str) -> None:
    size = len(client.get(address).content)
    queries, sql = bare(lambda: client.get(address))
    told = f"page of 300 claims ({size / 1000:.0f} kB, {queries} queries)"
    compare(f"{told}; reference: the same SQL without Django", lambda: client.get(address), sql)


def _browser(client: Client, address: str) -> None:
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with (
        serving("tracker.wsgi", {"HTTPS": "no"}) as port,
        _copied(client.get(address).content.decode(), address) as copy,
        sync_playwright() as playwright,
    ):
        unpin()
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        ours, static = f"http://127.0.0.1:{port}{address}", f"http://127.0.0.1:{copy}{address}"
        times: dict[str, list[dict[str, float]]] = {ours: [], static: []}
        for _round in range(ROUNDS):
            for page in times:
                times[page].append(_painted(browser, page, cookie))
        browser.close()
    for what, words in (("first", "first render"), ("loaded", "all of it loaded")):
        mine, theirs = (median(each[what] for each in times[page]) for page in (ours, static))
        print(
            f"{words} at a {SLOWER}th of the speed: {mine:.0f} ms, a static copy {theirs:.0f} ms, {mine / theirs:.1f}"
        )


def _painted(browser: Browser, page_address: str, cookie: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page_address}])
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(page_address)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    found: dict[str, float] = page.evaluate(PAINTED)
    context.close()
    return found


@contextmanager
def _copied(html: str, address: str) -> Iterator[int]:
    """The port of a server of files that has the page and all our own files."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / address.strip("/")).mkdir(parents=True)
        (place / address.strip("/") / "index.html").write_text(html)
        for finder in finders.get_finders():
            for name, storage in finder.list([]):
                target = place / "static" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(storage.path(name), target)
        port = free_port()
        command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(server, port)
            yield port
        finally:
            server.terminate()
            server.wait()
