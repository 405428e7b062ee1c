"""Keys: each stands on one element of the pages that have it, and the sheet tells them all."""

import re

import pytest
from django.urls import reverse

from claims.web.shortcuts import EVERYWHERE, GROUPS, KEYS
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db
KEY = re.compile(r'data-key="([^"]*)"')


def test_the_sheet_tells_every_key_and_needs_no_script(as_viewer: Browser, newsroom):
    page = as_viewer.get(reverse("shortcuts")).content.decode()
    for _title, keys in GROUPS:
        for each in keys.values():
            assert str(each.does) in page
            assert all(f"<kbd>{one}</kbd>" in page for one in each.pressed)


def test_every_page_has_the_keys_that_work_everywhere_each_once(as_viewer: Browser, a_claim, incident):
    for address in ("/", reverse("incident", args=[incident.reference]), reverse("claim", args=[a_claim.pk])):
        found = KEY.findall(as_viewer.get(address).content.decode())
        assert sorted(found) == sorted(each.keys for each in EVERYWHERE.values())


def test_a_page_has_the_keys_of_what_its_reader_may_do(as_reporter: Browser, a_claim, incident):
    page = as_reporter.get(reverse("incident", args=[incident.reference])).content.decode()
    assert KEY.findall(page).count(KEYS["new"]) == KEY.findall(page).count(KEYS["revise"]) == 1
    assert KEYS["revise"] in KEY.findall(as_reporter.get(reverse("claim", args=[a_claim.pk])).content.decode())


def test_no_keys_begin_with_others():
    pressed = [tuple(each.pressed) for _title, keys in GROUPS for each in keys.values()]
    assert len(set(pressed)) == len(pressed)
    assert not [(one, other) for one in pressed for other in pressed if one != other and other[: len(one)] == one]
