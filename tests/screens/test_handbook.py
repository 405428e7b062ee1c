"""The handbook's pictures are of the pages themselves: `make screenshots` takes them anew."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from claims.vocabulary import Theme
from tests.screens.conftest import FULL, PICTURES, Look, Stage

DOCS = Path(__file__).parents[2] / "docs"
SHOWN = re.compile(r"\]\(pictures/([a-z-]+)\.png\)")
HIGHEST = 900
# Name: the address, what of the page is shown, and how it is looked at.
SHOTS = {
    "desk": ("/", "#main", Look(width=1100)),
    "matrix": ("/incidents/{incidents}/", ".matrix-scroll", Look(width=1440)),
    "matrix-phone": ("/incidents/{incidents}/", ".matrix-scroll tbody tr", Look(width=360)),
    "ranges": ("/incidents/{incidents}/", "figure.picture:has(.dumbbells)", Look(width=1100)),
    "line": ("/incidents/{incidents}/", "#line", Look(width=1100)),
    "new-utterance": ("/incidents/{incidents}/utterances/new/", "main form.parted", Look(width=900)),
    "judging": ("/claims/{claims}/", ".panel:has(#assessed)", Look(width=1100)),
    "board": ("/requests/", "#main", Look(width=1440)),
    "request": ("/requests/{requests}/", "#main", Look(width=1100)),
    "timeline": ("/incidents/{incidents}/timeline/", "figure.picture", Look(width=1100)),
    "arabic": ("/incidents/{incidents}/", ".matrix-scroll", Look("ar", Theme.DARK, None, 1440)),
}


def named() -> list[str]:
    return SHOWN.findall((DOCS / "handbook.md").read_text())


def test_every_picture_of_the_handbook_is_there_and_each_is_shown():
    assert sorted(set(named())) == sorted(SHOTS)
    assert sorted(path.stem for path in (DOCS / "pictures").glob("*.png")) == sorted(SHOTS)


@pytest.mark.skipif(not (FULL or PICTURES), reason="looked at where everything is: make test-full, make screenshots")
@pytest.mark.parametrize("name", SHOTS)
def test_what_a_picture_shows_is_on_its_page(name, stage: Stage, opened: Callable[..., BrowserContext]):
    address, selector, look = SHOTS[name]
    page = opened(look, stage.admins[look.language]).new_page()
    # Tall, so that what sticks to the window’s edge lies beyond what is shown.
    page.set_viewport_size({"width": look.width, "height": 2400})
    page.goto(address.format(**stage.rows))
    shown = page.locator(selector).first
    shown.wait_for()
    if PICTURES:
        box = shown.bounding_box()
        assert box is not None
        clip = {**box, "height": min(box["height"], HIGHEST)}
        page.screenshot(path=DOCS / "pictures" / f"{name}.png", full_page=True, clip=clip)
