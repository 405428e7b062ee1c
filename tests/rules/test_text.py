"""What may be typed."""

import pytest

from claims.errors import RuleBroken
from claims.rules.text import (
    check_address,
    check_country,
    check_email,
    check_language,
    check_zone,
    clean_text,
)


def clean(value: str, *, longest: int = 200, required: bool = False) -> str:
    return clean_text(value, field="title", longest=longest, required=required)


@pytest.mark.parametrize(
    "text",
    [
        "At least 21 people were killed",
        "Tïn Zaouatine – “l’armée” a dit",
        "قتل 21 شخصا على الأقل",
        "می‌خواهم",  # Persian needs the zero-width non-joiner
        "שלום, and Latin in one line",
        "a < b and b > c",
        "3 <4, 5> 2",
        "x<y",
        "🕊",
        "one line\nand another\tindented",
    ],
)
def test_plain_text_in_any_script_is_kept_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_surrounding_white_space_goes_and_line_ends_become_one() -> None:
    assert clean("  one\r\ntwo \n") == "one\ntwo"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>alert(1)</script>", "markup"),
        ("hello <b>world</b>", "markup"),
        ("<img src=x onerror=alert(1)>", "markup"),
        ("</p>", "markup"),
        ("< script >", "markup"),
        ("<script", "markup"),
        ("<SCRIPT src=//x", "markup"),
        ("<!DOCTYPE html>", "markup"),
        ("<?php echo 1 ?>", "markup"),
        ("<!-- hidden -->", "markup"),
        ("<svg/onload=alert(1)>", "markup"),
        ("a\x00b", "control_character"),
        ("a\x07b", "control_character"),
        ("a\x1bb", "control_character"),
        ("a\x85b", "control_character"),
        ("half a pair \ud83d", "control_character"),
        ("\u202egnp.exe", "reordering_character"),
        ("abc\u2066def", "reordering_character"),
        ("abc\u2069", "reordering_character"),
        ("x" * 201, "too_long"),
    ],
)
def test_what_is_no_plain_text_is_refused(text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        clean(text)
    assert (refusal.value.code, refusal.value.field) == (code, "title")
    assert str(refusal.value)


@pytest.mark.parametrize("text", ["", "   ", "\n\t ", "\u200b\u200b", "\u200d", "\u00a0"])
def test_what_is_needed_must_show_something(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        clean(text, required=True)
    assert refusal.value.code == "required"


def test_text_up_to_its_bound_is_kept() -> None:
    assert clean("x" * 200) == "x" * 200


def test_a_refusal_says_where_the_character_stands() -> None:
    with pytest.raises(RuleBroken) as refusal:
        clean("abc\u202ed")
    assert "4" in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://news.example/story?id=1#top",
        "http://127.0.0.1:8000/",
        "https://bücher.example/ä",
        "https://[2001:db8::1]/",
    ],
)
def test_full_http_addresses_and_unknown_ones_are_taken(url: str) -> None:
    check_address(url, field="url")


@pytest.mark.parametrize(
    "url",
    [
        "news.example/story",
        "ftp://news.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "http:///path",
        "https://news.example:99999/",
        "https://news.example:0/",
        "https://[not-an-address/",
        "https://news.example/a b",
        "//news.example/",
        "file:///etc/passwd",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_address(url, field="url")
    assert (refusal.value.code, refusal.value.field) == ("bad_address", "url")


@pytest.mark.parametrize("code", ["", "ML", "DZ", "RU", "BF"])
def test_known_countries_and_none_are_taken(code: str) -> None:
    check_country(code, field="country")


@pytest.mark.parametrize("code", ["XX", "ml", "Mali", "MLI", "M", "🇲🇱"])
def test_unknown_countries_are_refused(code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_country(code, field="country")
    assert refusal.value.code == "unknown_country"


@pytest.mark.parametrize("code", ["", "fr", "ar", "taq", "zh-Hant", "en-GB"])
def test_known_languages_and_none_are_taken(code: str) -> None:
    check_language(code, field="language")


@pytest.mark.parametrize("code", ["xx", "French", "fr-", "FR", "fr_FR", "zzz", "fr-toolongsubtag"])
def test_unknown_languages_are_refused(code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_language(code, field="language")
    assert refusal.value.code == "unknown_language"


@pytest.mark.parametrize("name", ["", "UTC", "Africa/Bamako"])
def test_known_zones_and_none_are_taken(name: str) -> None:
    check_zone(name, field="time_zone")


@pytest.mark.parametrize("name", ["Bamako", "africa/bamako", "UTC+1", "../../etc/passwd"])
def test_unknown_zones_are_refused(name: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_zone(name, field="time_zone")
    assert refusal.value.code == "unknown_zone"


@pytest.mark.parametrize("address", ["editor@desk.example", "first.last+tag@sub.desk.example", "x@a-b.example"])
def test_e_mail_addresses_are_taken(address: str) -> None:
    check_email(address, field="email")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "editor",
        "editor@",
        "@desk.example",
        "editor@desk",
        "a b@desk.example",
        "a@-desk.example",
        "a@desk..example",
        "a@desk.example\nBcc: x@y.example",
        f"{'x' * 65}@desk.example",
    ],
)
def test_other_e_mail_addresses_are_refused(address: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_email(address, field="email")
    assert refusal.value.code == "bad_email"
