"""Where incidents happened: a map, and the table that it is drawn from."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import path

from claims.models import Incident
from claims.rules.places import radius_of
from claims.vocabulary import PlacePrecision
from claims.web.doors import ListDoor
from claims.web.forms.incidents import IncidentFilter


class IncidentMap(ListDoor):
    """The incidents of which coordinates are on record, the newest first. The others are counted."""

    template = "incidents/map.html"
    filter_class = IncidentFilter
    page_size = 200

    def rows(self) -> QuerySet[Incident]:
        placed = Incident.objects.visible_to(self.actor).exclude(latitude=None)
        return placed.order_by("-opened_at", "-id")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        """Each incident with its radius; `nowhere` counts those that have no coordinates, whatever the filters."""
        return {
            "placed": [(each, radius_of(PlacePrecision(each.place_precision))) for each in page.object_list],
            "nowhere": Incident.objects.visible_to(self.actor).filter(latitude=None).count(),
            "tiles": settings.MAP_TILES_URL,
            "credit": settings.MAP_TILES_CREDIT,
        }


urlpatterns = [path("incidents/map/", IncidentMap.as_view(), name="incident-map")]
