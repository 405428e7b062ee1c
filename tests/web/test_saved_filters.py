"""Saved filters: kept from a list, seen on it and on the desk by whoever saved them, renamed and removed."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from claims.actions.saved_filters import save_filter
from claims.errors import NotPermitted
from claims.models import Change, SavedFilter
from claims.rules.actor import clock
from claims.rules.saved_filters import MOST
from claims.vocabulary import FilteredList
from tests.web.conftest import Browser
from tests.web.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(viewer, now) -> SavedFilter:
    return save_filter(of=FilteredList.INCIDENTS, name="Strikes", query="q=strikes", by=viewer, at=now)


@pytest.mark.parametrize("of", list(FilteredList))
def test_every_list_offers_to_save_what_it_shows_and_shows_it_again(as_viewer: Browser, incident, of):
    query = "q=strikes&page=2&before=9"
    listed = as_viewer.get(f"{reverse(of)}?{query}").content.decode()
    save = f"{reverse('filter-save')}?{urlencode({'of': of.value, 'query': 'q=strikes'})}"
    assert save.replace("&", "&amp;") in listed

    read(as_viewer, save).send(name="Strikes").follow()
    row = SavedFilter.objects.get()
    assert (row.of, row.query) == (of, "q=strikes")
    address = f"{reverse(of)}?q=strikes"
    assert f'<a href="{address}" aria-current="page"><bdi>Strikes</bdi>' in as_viewer.get(address).content.decode()
    assert "Save this filter" not in as_viewer.get(f"{address}&kind=").content.decode()
    assert "Save this filter" not in as_viewer.get(reverse(of)).content.decode()


def test_on_the_desk_it_says_how_many_it_shows_and_to_nobody_else(as_viewer, as_editor, kept, incident):
    desk = as_viewer.get("/").content.decode()

    assert '<bdi>Strikes</bdi></a> <span class="count">1</span>' in desk
    assert "Strikes" not in as_editor.get("/").content.decode().replace(incident.title, "")
    assert "<bdi>Strikes" not in as_editor.get(reverse("incidents")).content.decode()


def test_it_is_renamed_and_removed_by_whom_it_belongs_to_alone(as_viewer, as_editor, kept):
    rename, remove = (reverse(name, args=[kept.pk]) for name in ("filter-rename", "filter-remove"))
    assert as_editor.post(rename, {"name": "Mine"}).status_code == 404
    assert as_editor.post(remove).status_code == 404

    as_viewer.post(rename, {"name": "Drones"})
    assert SavedFilter.objects.get().name == "Drones"
    refused = as_viewer.post(rename, {"name": " "})
    assert refused.status_code == 422
    assert "This is needed" in refused.content.decode()
    as_viewer.post(remove)
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "All"),
        ("page=3", "A page"),
        ("q=x", ""),
        ("q=x", "Strikes"),
        ("q=x", "n" * 61),
        ("q=" + "x" * 2000, "L"),
    ],
)
def test_what_cannot_be_saved_is_refused_and_leaves_no_trace(as_viewer, kept, query, name):
    address = f"{reverse('filter-save')}?{urlencode({'of': 'incidents', 'query': query})}"

    assert read(as_viewer, address).send(name=name).status == 422
    assert SavedFilter.objects.count() == 1


def test_there_are_so_many_of_them_and_they_leave_no_change(viewer, now):
    before = Change.objects.count()
    for number in range(MOST):
        save_filter(of=FilteredList.FLAGS, name=f"No. {number}", query="q=x", by=viewer, at=now)
    with pytest.raises(Exception, match="already"):
        save_filter(of=FilteredList.FLAGS, name="One more", query="q=x", by=viewer, at=now)
    assert Change.objects.count() == before


def test_nobody_but_a_person_saves_one(newsroom, now):
    with pytest.raises(NotPermitted):
        save_filter(of=FilteredList.FLAGS, name="Ticks", query="q=x", by=clock(newsroom.pk), at=now)


def test_an_address_that_makes_no_sense_saves_nothing_odd(as_viewer):
    page = read(as_viewer, f"{reverse('filter-save')}?of=elsewhere&query=%00%26")

    assert page.status == 200
    assert page.send(name="Odd").status == 422
    assert not SavedFilter.objects.exists()
