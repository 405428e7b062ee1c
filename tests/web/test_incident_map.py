"""Where incidents happened: the table that the map is drawn from, and where its pictures may come from."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from claims.actions.incidents import open_incident, restrict_incident
from claims.vocabulary import PlacePrecision
from tests.web.conftest import Browser
from tracker.tiles import leaflet, origins_of

PLACE = {"latitude": Decimal("19.95"), "longitude": Decimal("-2.97")}


@pytest.fixture
def placed(reporter, now):
    def placing(title: str, precision: PlacePrecision):
        return open_incident(title=title, place_precision=precision, **PLACE, by=reporter, at=now)

    return placing


@pytest.mark.django_db
def test_each_place_is_drawn_as_wide_as_it_is_uncertain_and_no_more_is_claimed(as_viewer: Browser, incident, placed):
    placed("Known to a kilometre", PlacePrecision.LOCALITY)
    placed("Somewhere in the district", PlacePrecision.DISTRICT)
    page = as_viewer.get(reverse("incident-map")).content.decode()

    assert re.findall(r"<tr (data-[^>]*)>", page) == [
        'data-latitude="19.950000" data-longitude="-2.970000"',
        'data-latitude="19.950000" data-longitude="-2.970000" data-radius="1000"',
    ]
    assert "1 incident has no coordinates." in page
    assert "data-tiles" not in page


@pytest.mark.django_db
def test_a_restricted_incident_is_on_nobody_elses_map(as_viewer: Browser, placed, editor, now):
    restrict_incident(incident=placed("Hidden", PlacePrecision.EXACT), by=editor, at=now)
    page = as_viewer.get(reverse("incident-map")).content.decode()

    assert "Hidden" not in page
    assert "once its latitude and longitude are on record" in page
    assert "no coordinates." not in page


def test_pictures_come_from_the_newsrooms_server_or_from_nowhere():
    assert origins_of("") == []
    assert origins_of("https://{s}.maps.desk.example/{z}/{x}/{y}.png") == ["https://*.maps.desk.example"]
    with pytest.raises(ImproperlyConfigured):
        origins_of("maps.desk.example")


def test_leaflet_is_installed():
    assert {"leaflet.js", "leaflet.css"} <= {each.name for each in leaflet().iterdir()}
