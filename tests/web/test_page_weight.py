"""Every page is light and strict: what travels for it, uncached, and what it may do in a browser."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.api.conftest import token_of
from tests.architecture.test_web_sweep import DOORS, filled, rows
from tests.web.conftest import Browser

__all__ = ["rows", "token_of"]
pytestmark = pytest.mark.django_db

MOST, MOST_OF_OURS = 120_000, 15_000
PACKED = {"HTTP_ACCEPT_ENCODING": "gzip"}
LOADED = re.compile(r'(?:src|href)="' + re.escape(settings.STATIC_URL) + r'([^"#]+)')
# Leaflet, which only the map has.
WITHOUT = ("leaflet/",)
# Shown as mail programs take them, in a frame that may load and run nothing.
LETTERS = ("digest-preview-letter",)
INLINE = re.compile(r"<(?!!)[^>]*\s(on[a-z]+|style)=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>")


def pages(browser: Browser, rows: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every page that one may read, as it travels."""
    for name, address, view in DOORS:
        if hasattr(view, "get"):
            answer = browser.get(filled(address, rows), **PACKED)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and name not in LETTERS:
                yield name, answer


def packed(name: str) -> int:
    found = finders.find(name)
    assert found, name
    return len(gzip.compress(Path(found).read_bytes(), 6))


def test_every_page_is_light_and_strict(as_admin: Browser, rows):
    sizes, files = {}, {}
    for name, answer in pages(as_admin, rows):
        packed_whole = answer.get("Content-Encoding") == "gzip"
        page = (gzip.decompress(answer.content) if packed_whole else answer.content).decode()
        assert packed_whole or not page.startswith("<!doctype"), name
        loaded = {each for each in LOADED.findall(page) if not each.startswith(WITHOUT)}
        for each in loaded - files.keys():
            files[each] = packed(each)
        sizes[name] = len(answer.content) + sum(files[each] for each in loaded)
        assert not INLINE.findall(page), name
        assert all("nonce=" in each or "src=" in each for each in SCRIPT.findall(page)), name
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy, name
        assert "default-src 'self'" in policy, name
    assert len(sizes) > 60
    assert {name: size for name, size in sizes.items() if size > MOST} == {}


def test_our_own_script_is_small():
    assert (settings.BASE_DIR / "static" / "app.js").stat().st_size < MOST_OF_OURS


def test_what_the_api_says_travels_as_it_is(as_viewer: Browser, a_claim):
    answer = as_viewer.get(f"/api/v1/claims/{a_claim.pk}/", **PACKED)
    assert "Content-Encoding" not in answer
    assert not answer["ETag"].startswith("W/")
