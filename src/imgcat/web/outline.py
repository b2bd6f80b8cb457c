"""Footprints as the maps of pages take them."""

import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.footprint import footprint
from imgcat.model.item import Json
from imgcat.web.polyline import encoded

STEPS = 1000
"""Outlines are in thousandths of a degree: about 100 m."""


def outline(item: Json) -> tuple[str, ...]:
    """The outer rings of an Item's footprint, cut at the antimeridian, encoded; none where it has no area."""
    try:
        found = footprint(item.get("geometry"))
    except InvalidRecord:
        return ()
    return tuple(
        encoded((round(lon * STEPS), round(lat * STEPS)) for lon, lat in part.exterior.coords)
        for part in shapely.get_parts(found)
        if part.geom_type == "Polygon"
    )
