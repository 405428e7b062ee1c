"""Who reads French or Arabic finds no English on any page."""

import os
import re
from gzip import decompress
from html import unescape

import pytest
from django.db.models import F

from claims.models import User
from tests.api.conftest import token_of
from tests.architecture.test_web_sweep import rows
from tests.web.conftest import Browser
from tests.web.test_page_weight import pages
from tracker.messages import read

__all__ = ["rows", "token_of"]
pytestmark = [pytest.mark.django_db, pytest.mark.walk]

NOT_TEXT = re.compile(r"<(script|style|template)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r'\s(?:aria-label|title|placeholder)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
# Words of ours that are also words on record in the fixtures.
ON_RECORD = {"spokesperson", "a news report", "At least 21 people were killed."}
# Shows a letter, which is in the language in which its reader wants it.
LETTERS = {"digest-preview"}


def texts(page: str) -> set[str]:
    """What stands between tags and in what is read out, each piece by itself."""
    page = NOT_TEXT.sub("", page)
    pieces = [*SPOKEN.findall(page), *TAG.sub("\n", page).split("\n")]
    return {" ".join(unescape(piece).split()) for piece in pieces}


# The one that also reads from the right; both where everything is counted.
@pytest.mark.parametrize("language", ["fr", "ar"] if os.environ.get("TEST_FULL") else ["ar"])
def test_no_page_has_english_left(language, as_admin: Browser, rows):
    User.objects.update(language=language, name=F("email"))
    english = {
        message.id
        for message in read(language)
        if isinstance(message.id, str) and len(message.id) > 3 and message.id != message.string
    }
    left = {}
    for name, answer in pages(as_admin, rows):
        page = decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
        if name not in LETTERS and (found := (texts(page.decode()) & english) - ON_RECORD):
            left[name] = sorted(found)
    assert left == {}
