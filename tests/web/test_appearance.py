"""Light, dark, more contrast: kept in the browser, right from the first byte."""

import pytest
from django.urls import reverse

from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def test_a_theme_is_kept_and_taken_back(as_viewer: Browser, newsroom):
    address = reverse("appearance")
    assert as_viewer.post(address, {"theme": "dark", "contrast": "more"}).status_code == 303
    page = as_viewer.get("/").content.decode()
    assert 'data-theme="dark" data-contrast="more">' in page.partition("<head>")[0]
    assert 'value="dark" checked' in as_viewer.get(reverse("account")).content.decode()

    as_viewer.post(address, {"theme": ""})
    assert "data-theme" not in as_viewer.get("/").content.decode().partition("<head>")[0]


def test_a_cookie_of_somebody_elses_making_is_not_written_into_the_page(as_viewer: Browser, newsroom):
    as_viewer.client.cookies["theme"] = '"><script>'
    assert "data-theme" not in as_viewer.get("/").content.decode()
