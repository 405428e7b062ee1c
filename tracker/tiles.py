"""The map of incidents: Leaflet, and pictures beneath it from a server of the newsroom's own, or none."""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def origins_of(tiles: str) -> list[str]:
    """Of which origins a browser may load pictures, from a template of addresses such as
    `https://maps.desk.example/{z}/{x}/{y}.png`; none for "".
    """
    if not tiles:
        return []
    address = urlsplit(tiles)
    if address.scheme not in ("http", "https") or not address.netloc or "{z}" not in tiles:
        raise ImproperlyConfigured("MAP_TILES_URL is an address with {z}, {x} and {y}, or empty.")
    return [f"{address.scheme}://{address.netloc.replace('{s}', '*')}"]


def leaflet() -> Path:
    """Where Leaflet's files lie. The app that brings them is not loaded: it would ask for GDAL."""
    found = find_spec("leaflet")
    if found is None or not found.submodule_search_locations:
        raise ImproperlyConfigured("django-leaflet is not installed.")
    return Path(found.submodule_search_locations[0]) / "static" / "leaflet"
