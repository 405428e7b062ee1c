"""Colours of the pages: words can be read on whatever they stand on (WCAG 2.2, 1.4.3; with more contrast, 1.4.6)."""

import re
from pathlib import Path

import pytest

from claims.rules.appearance import chosen

CSS = (Path(__file__).parents[2] / "static" / "app.css").read_text()
TOKEN = re.compile(r"--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|var\(--([\w-]+)\));")
ROOT = TOKEN.findall(CSS.partition(":root {")[2].partition("\n}")[0])
MORE = TOKEN.findall(CSS.partition(':root[data-contrast="more"] {')[2].partition("}")[0])
ON_EVERYTHING = ("ink", "quiet")
PAPERS = ("paper", "sheet", "sunk")
SAID_ON = [
    *((word, paper) for word in (*ON_EVERYTHING, "accent", "alarm", "warn", "good") for paper in PAPERS),
    *((word, f"{word}-wash") for word in ("accent", "alarm", "warn", "good")),
    *(("ink", f"{wash}-wash") for wash in ("accent", "alarm", "warn", "good")),
    ("accent-ink", "accent"),
    *(("paper", word) for word in ("ink", "alarm", "good")),
]


def colours(night: bool, more: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, light, dark, other in [*ROOT, *(MORE if more else [])]:
        found[name] = found[other] if other else (dark if night else light)
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("more", "least"), [(False, 4.5), (True, 7)], ids=["as it is", "more contrast"])
def test_words_can_be_read(night, more, least):
    seen = colours(night, more)
    found = {(word, on): round(ratio(seen[word], seen[on]), 2) for word, on in SAID_ON}
    assert {pair: each for pair, each in found.items() if each < least} == {}


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_edges_of_fields_can_be_seen(night):
    seen = colours(night, more=False)
    assert all(ratio(seen["line-strong"], seen[paper]) >= 3 for paper in PAPERS)


def test_the_system_and_the_reader_get_the_same_contrast():
    by_system = CSS.partition("@media (prefers-contrast: more) {\n  :root {")[2].partition("}")[0]
    assert TOKEN.findall(by_system) == MORE


@pytest.mark.parametrize(
    ("cookies", "looks"),
    [
        ({}, {}),
        ({"theme": "dark"}, {"theme": "dark"}),
        ({"theme": '"><script>', "contrast": "more"}, {"contrast": "more"}),
        ({"theme": "", "contrast": "less"}, {}),
    ],
)
def test_what_is_no_choice_counts_for_nothing(cookies, looks):
    assert chosen(cookies) == looks
