"""The API in a browser: every address that reads answers as a page, with the same text in it."""

import html
import json
import re
from typing import Any

import pytest

from claims.api.browsed import set_out
from claims.vocabulary import Role
from tests.api.conftest import ROOT
from tests.api.world import furnished
from tests.architecture.test_api_sweep import ROUTES

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
AS_BROWSER: dict[str, Any] = {"headers": {"Accept": BROWSER}}
LINK = re.compile(r'<a href="([^"]*)">')
READS = sorted({address for method, _name, address in ROUTES if method == "get"})


def text_of(page: Any) -> str:
    assert page["Content-Type"] == "text/html; charset=utf-8"
    (shown,) = re.findall(r"<pre[^>]*><code>(.*)</code></pre>", page.content.decode(), re.DOTALL)
    return shown


def told_by(page: Any) -> Any:
    """What the page shows, read back as JSON."""
    return json.loads(html.unescape(re.sub(r"</?a\b[^>]*>", "", text_of(page))))


@pytest.mark.django_db
def test_every_read_is_had_as_a_page(by_editor, members):
    ids = furnished(by_editor) | {"members": members[Role.VIEWER].pk}
    shown = 0
    for address in (address.format(id=ids.get(address.split("/")[0])) for address in READS):
        plain, page = by_editor.get(address), by_editor.get(address, **AS_BROWSER)
        assert page.status_code == plain.status_code, address
        if plain["Content-Type"] == "application/json":
            assert told_by(page) == plain.json(), address
            assert page["Cache-Control"] == "private, no-store"
            assert "ETag" not in page
            shown += 1
    assert shown > 60


@pytest.mark.django_db
def test_a_refusal_is_a_page_too_and_a_write_is_none(by_viewer, by_nobody, by_reporter):
    missing = by_viewer.get("incidents/999999/", **AS_BROWSER)
    assert (missing.status_code, told_by(missing)["code"]) == (404, "not_found")
    refused = by_nobody.get("incidents/", **AS_BROWSER)
    assert (refused.status_code, told_by(refused)["code"]) == (401, "not_authenticated")
    assert refused["WWW-Authenticate"]
    assert by_reporter.post("incidents/", {"title": "x"}, headers={"Accept": "text/html"}).status_code == 406


@pytest.mark.django_db
def test_a_page_is_never_not_modified(by_editor):
    key = furnished(by_editor)["incidents"]
    tag = by_editor.get(f"incidents/{key}/")["ETag"]
    assert by_editor.get(f"incidents/{key}/", headers={"If-None-Match": tag}).status_code == 304
    assert by_editor.get(f"incidents/{key}/", headers={"If-None-Match": tag, "Accept": BROWSER}).status_code == 200


@pytest.mark.django_db
def test_pages_lead_on(by_editor, army, coalition):
    page = by_editor.get("parties/?limit=1", **AS_BROWSER)
    (following,) = LINK.findall(text_of(page))
    assert following.startswith(f"https://testserver{ROOT}parties/?")
    there = by_editor.get(html.unescape(following), **AS_BROWSER)
    assert there.status_code == 200
    assert told_by(there)["results"] != told_by(page)["results"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<script>", "&quot;&lt;script&gt;&quot;"),
        ('a "quoted" \\ word', "&quot;a \\&quot;quoted\\&quot; \\\\ word&quot;"),
        ("https://elsewhere.example/", "&quot;https://elsewhere.example/&quot;"),
        (
            'https://here.example/"><b>',
            '&quot;<a href="https://here.example/&quot;&gt;&lt;b&gt;">https://here.example/\\&quot;&gt;&lt;b&gt;</a>&quot;',
        ),
    ],
)
def test_text_is_shown_and_does_nothing(value, shown):
    assert set_out(json.dumps(value).encode(), "https://here.example/") == shown
