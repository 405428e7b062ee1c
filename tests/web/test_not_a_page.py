"""An address that only takes what is sent to it says so to whoever opens it."""

import pytest

pytestmark = pytest.mark.django_db


def test_opening_it_leads_on(as_editor):
    answer = as_editor.get("/account/appearance/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST, OPTIONS"
    assert "Nothing to see at this address" in answer.content.decode()
