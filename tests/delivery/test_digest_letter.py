"""Digests as letters: what arrives on the other side of a mail server, parsed again."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone, translation

from claims.delivery._digest_letter import WIDTH, Rendered, rendered, rendered_whole
from claims.delivery._letter import Letter, Mailbox, as_bytes
from claims.delivery.digest_links import Links
from claims.delivery.digest_view import MOST_GROUPS, MOST_LINES, Told, view_of
from claims.vocabulary import DigestItemKind
from tests.digest_letters import ENDED, LINKS, SITE, Record, a_record, a_week, tallies, told_of

# Gmail shows so many bytes.
CUT_AT = 102_400
LONG = (
    DigestItemKind.SIGN_OFF_WAITING,
    DigestItemKind.CONTRADICTION,
    DigestItemKind.YET_TO_ANSWER,
    DigestItemKind.ONE_ROOT,
)
ADDRESS = re.compile(r"https://\S+")
HOSTILE = "\"><script>alert(1)</script> & ' “x”\xa0</title>"
TITLES = ["x" * 5000, "word " * 1000, "🕊️" * 300, "جيش " * 50, HOSTILE, "=?utf-8?q?x?= \r\nBcc: a@b.example"]
LINT = settings.BASE_DIR / "var" / "mail-lint" / "node_modules" / "caniemail"
# What the letter does without where it is not known: colours for the dark, the smaller margins and the hidden first
# line (in the colour of the page besides). Of a role nobody sees anything; what stands on <body> stands on a table too.
DONE_WITHOUT = {"@media", "<style> element", "display:none", "role attribute", "<body> element"}
DONE_WITHOUT |= {"color-scheme meta tag"}


class Page(HTMLParser):
    """The links, the words, the elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.silent = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(str(dict(attrs)["href"]))
        self.silent = tag if tag in ("style", "title") else ""

    def handle_endtag(self, tag: str) -> None:
        self.silent = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def letter_of(told: Told, *, language: str = "en", links: Links = LINKS) -> Rendered:
    with translation.override(language):
        return rendered(view_of(told, site=SITE), links=links, language=language)


def arrived(letter: Rendered, **more: Any) -> EmailMessage:
    """As a mail program reads it."""
    to = more.pop("to", Mailbox("editor@desk.example", "Editor"))
    sent = Letter(key="digest:1", to=to, at=ENDED, subject=letter.subject, text=letter.text, html=letter.html, **more)
    raw = as_bytes(sent)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


def parts_of(message: EmailMessage) -> tuple[str, str]:
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


def with_title(title: str) -> Record:
    record = a_record()
    for key in (("incident", 1), ("claim", 1), ("party", 1)):
        record.rows[key] |= {"title": title, "text": title, "name": title}
    return record


@pytest.mark.parametrize("language", ["en", "ar"])
def test_both_parts_arrive_with_the_same_links_and_numbers(language: str):
    letter = letter_of(told_of(a_week(), tallies=tallies(3, 0, 17), withheld=2), language=language)
    message = arrived(letter, language=language)
    text, html = parts_of(message)
    page = Page(html)

    assert message.get_content_type() == "multipart/alternative"
    assert set(page.links) == set(ADDRESS.findall(text))
    assert {LINKS.archive, LINKS.preferences, LINKS.unsubscribe, f"{SITE}/record/"} <= set(page.links)
    for number in ("17", "20", "4711"):
        assert re.search(rf"\b{number}\b", text)
        assert re.search(rf"\b{number}\b", page.text)
    assert "ab" * 32 in text
    assert page.elements[0] == ("html", {"lang": language, "dir": "rtl" if language == "ar" else "ltr"})


def test_every_sentence_stands_in_both_parts():
    told = told_of(a_week(), tallies=tallies(1))
    letter = letter_of(told)
    plain = " ".join(letter.text.split())
    for section in view_of(told, site=SITE).sections:
        for group in section.groups:
            for words in (group.title, *[line.words for line in group.lines]):
                assert words in plain
                assert words in Page(letter.html).text


def test_nothing_is_loaded_and_styles_are_inlined():
    html = letter_of(told_of(a_week(), tallies=tallies(1, 2))).html
    tags = {tag for tag, _attributes in Page(html).elements}
    assert not tags & {"img", "link", "script", "svg", "iframe", "form", "picture", "object"}
    assert "url(" not in html
    assert "@import" not in html
    for tag, attributes in Page(html).elements:
        assert tag != "td" or "style" in attributes or "class" not in attributes


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_whatever_a_title_holds_the_letter_is_whole(title: str, language: str):
    told = told_of(a_week(), rows=with_title(title), newsroom=title[:120], tallies=tallies(1), withheld=1)
    letter = letter_of(told, language=language)
    message = arrived(letter, to=Mailbox("editor@desk.example", title), sent_by=title, language=language)
    text, html = parts_of(message)

    assert set(message.keys()) & {"Bcc", "bcc"} == set()
    assert message["Subject"] == letter.subject
    assert set(Page(html).links) == set(ADDRESS.findall(text))
    assert "script" not in {tag for tag, _attributes in Page(html).elements}
    assert text.replace("\r\n", "\n") == letter.text
    assert html.replace("\r\n", "\n").rstrip("\n") == letter.html.rstrip("\n")


def test_lines_are_wrapped_between_words_and_addresses_stay_whole():
    text = letter_of(told_of(a_week(), rows=with_title("One two three four five six " * 20))).text
    long = [line for line in text.splitlines() if len(line) > WIDTH]
    assert all(ADDRESS.fullmatch(line.strip()) for line in long)


@pytest.mark.parametrize("length", [70, 72, 73, 74, 75, 76, 77, 78, 150, 152])
def test_quoted_printable_keeps_lines_of_any_length_and_spaces_at_their_end(length: int):
    for filler in ("x" * length, "=" * length, "é" * length, "x" * (length - 1) + " ", "." * length, "From " * length):
        letter = Rendered("s", f"{filler}\nnext\n", f"<p>{filler}</p>\n")
        text, html = parts_of(arrived(letter))
        assert text.replace("\r\n", "\n") == letter.text
        assert html.replace("\r\n", "\n") == letter.html


CASES = {
    "everything": {"items": a_week(), "tallies": tallies(1, 2), "withheld": 1},
    "nothing": {"items": [], "head": None},
    "own alone": {"items": a_week()[:1]},
    "common alone": {"items": a_week()[2:], "tallies": tallies(4)},
    "hostile": {"items": a_week(), "rows": with_title(HOSTILE), "newsroom": HOSTILE},
    "from the right": {"items": a_week(), "rows": with_title("جيش")},
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_parts_make_the_same_letter_as_the_whole_byte_for_byte(case: dict[str, Any], language: str):
    told = told_of(**case)
    with translation.override(language), timezone.override(ZoneInfo("Africa/Bamako")):
        view = view_of(told, site=SITE)
        fast = rendered(view, links=LINKS, language=language)
        assert fast == rendered_whole(view, links=LINKS, language=language)
    assert "slot-" not in fast.html + fast.text


def test_two_readers_of_the_same_get_each_their_own():
    other = Links(f"{SITE}/digests/6/", f"{SITE}/digest/preferences/6.x/", f"{SITE}/digest/unsubscribe/6.x/")
    mine, theirs = letter_of(told_of(a_week())), letter_of(told_of(a_week()[2:]), links=other)
    assert "What needs you" in mine.html
    assert "What needs you" not in theirs.html + theirs.text
    assert LINKS.unsubscribe not in theirs.html + theirs.text
    assert other.unsubscribe in theirs.html


def test_the_hours_of_a_letter_are_those_of_its_reader():
    told = told_of(a_week())
    for zone, hour in (("Africa/Bamako", "09:00 (Africa/Bamako)"), ("Asia/Tokyo", "18:00 (Asia/Tokyo)")):
        with timezone.override(ZoneInfo(zone)):
            letter = letter_of(told)
        assert f"31 Aug 2026 {hour}" in " ".join(letter.text.split())
        assert f"31 Aug 2026 {hour}" in Page(letter.html).text


def test_the_longest_letter_is_shown_whole_by_mail_programs_that_cut_long_ones():
    record = with_title("Some rather long words that go on and on " * 10)
    record.rows["assessment", 1]["rationale"] = "Why it is so. " * 40
    for incident in range(1, MOST_GROUPS + 3):
        record.rows["incident", incident] = {"title": "A long title " * 15, "reference": f"OR-{incident:04}"}
    week = [
        replace(item, incident=incident)
        for incident in range(1, MOST_GROUPS + 3)
        for item in a_week()
        if item.kind in LONG
    ]
    html = letter_of(told_of(week * MOST_LINES, rows=record, tallies=tallies(*[5] * 7), withheld=3)).html
    assert html.count("Open the claim") == 2 * MOST_GROUPS * MOST_LINES
    assert len(html.encode()) < CUT_AT


def test_an_empty_digest_says_so_in_both_parts():
    letter = letter_of(told_of([]))
    assert "There is nothing to tell this time" in " ".join(letter.text.split())
    assert "There is nothing to tell this time" in Page(letter.html).text


@pytest.mark.skipif(
    shutil.which("node") is None or not LINT.is_dir(), reason="needs Node and what `make lint-mail` installs"
)
def test_mail_programs_support_what_the_letter_needs(tmp_path: Path):
    letter = tmp_path / "digest.html"
    letter.write_text(letter_of(told_of(a_week(), tallies=tallies(3, 0, 7), withheld=1)).html)
    script = Path(__file__).parent / "mail_lint" / "lint.mjs"
    asked = ["node", str(script), str(LINT / "dist" / "index.js"), str(letter)]
    found = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60)
    missed = {client: set(titles) - DONE_WITHOUT for client, titles in json.loads(found.stdout).items()}
    assert {client: titles for client, titles in missed.items() if titles} == {}
