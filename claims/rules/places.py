"""How far from its point on a map something may have happened."""

from claims.vocabulary import PlacePrecision

# Metres. A district, a region, a country and a disputed place have no distance that anybody stated.
RADIUS = {PlacePrecision.EXACT: 10, PlacePrecision.VICINITY: 100, PlacePrecision.LOCALITY: 1000}


def radius_of(precision: PlacePrecision) -> int | None:
    """Within how many metres of the point; None: nobody says."""
    return RADIUS.get(precision)
