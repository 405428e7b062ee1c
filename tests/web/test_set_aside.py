"""The page of what the clock could not look at."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import SetAside
from claims.vocabulary import FlagSubject
from tests.factories import NOW
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def aside(newsroom, allegation) -> SetAside:
    return SetAside.objects.create(
        owner=newsroom,
        subject=FlagSubject.ALLEGATION,
        subject_id=allegation.pk,
        error="IntegrityError 23514 claims_flag flag_once",
        since=NOW,
        retry_at=NOW + timedelta(days=1),
    )


def test_an_admin_sees_what_is_set_aside_and_has_it_tried_again(as_admin: Browser, as_editor: Browser, aside):
    assert reverse("set-aside") in as_admin.get("/flags/").content.decode()
    assert reverse("set-aside") not in as_editor.get("/flags/").content.decode()
    text = as_admin.get("/set-aside/").content.decode()
    assert f"Allegation {aside.subject_id}" in text
    assert "23514" in text

    assert as_admin.post(f"/set-aside/{aside.pk}/retry/").status_code == 303
    aside.refresh_from_db()
    assert aside.retry_at != NOW + timedelta(days=1)


@pytest.mark.parametrize("address", ["/set-aside/", "/set-aside/{pk}/retry/"])
def test_nobody_else_does(as_editor: Browser, as_nobody: Browser, aside, address):
    send = "post" if "retry" in address else "get"

    assert getattr(as_editor, send)(address.format(pk=aside.pk)).status_code == 403
    assert getattr(as_nobody, send)(address.format(pk=aside.pk)).status_code in (302, 303)
