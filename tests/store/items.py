"""Items written out for tests."""

from typing import Any

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[126, 39], [127, 39], [127, 40], [126, 40], [126, 39]]],
}


def item(
    item_id: str, geometry: Any = None, collection: str = "scenes", **properties: Any
) -> dict[str, Any]:
    """An Item of 2018-12-27, unless the properties say otherwise."""
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": item_id,
        "collection": collection,
        "geometry": geometry,
        "properties": {"datetime": "2018-12-27T02:10:00Z", **properties},
        "links": [],
        "assets": {},
    }


def point(lon: float, lat: float) -> dict[str, Any]:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [lon, lat]}
