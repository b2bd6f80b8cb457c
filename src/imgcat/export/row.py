"""An Item as a row of stac-geoparquet: its properties beside its members, geometries as WKB, the bbox as a struct."""

from collections.abc import Mapping
from typing import Any

import shapely

from imgcat.model.item import MEMBERS
from imgcat.store import lossless

Row = dict[str, Any]

GEOMETRIES = ("geometry", "proj:geometry")
"""The columns that hold WKB."""

_SIDES = {
    4: ("xmin", "ymin", "xmax", "ymax"),
    6: ("xmin", "ymin", "zmin", "xmax", "ymax", "zmax"),
}


def row_of(item: Mapping[str, Any]) -> Row:
    """The row. A property with the name of a member of the Item is left out: the specification has no room for it.

    A geometry that cannot be read is null.
    """
    properties = item.get("properties")
    named = properties if isinstance(properties, dict) else {}
    row: Row = {name: value for name, value in named.items() if name not in MEMBERS}
    row |= {name: value for name, value in item.items() if name not in ("type", "properties")}
    row.setdefault("stac_extensions", [])
    for name in GEOMETRIES:
        if name in row:
            row[name] = _wkb(row[name])
    row["bbox"] = _box(item.get("bbox"), row.get("geometry"))
    return row


def _wkb(geometry: Any) -> bytes | None:
    if not isinstance(geometry, dict):
        return None
    try:
        found: bytes = shapely.to_wkb(
            shapely.from_geojson(lossless.dumps(geometry)), flavor="iso", include_srid=False
        )
    except (shapely.errors.ShapelyError, ValueError):
        return None
    return found


def _box(bbox: Any, wkb: bytes | None) -> dict[str, float] | None:
    """The Item's own bbox; where it has none that can be read, that of its geometry."""
    if isinstance(bbox, list) and len(bbox) in _SIDES and all(map(_is_number, bbox)):
        return dict(zip(_SIDES[len(bbox)], map(float, bbox), strict=True))
    if wkb is None or (shape := shapely.from_wkb(wkb)).is_empty:
        return None
    return dict(zip(_SIDES[4], shape.bounds, strict=True))


def _is_number(side: Any) -> bool:
    return isinstance(side, int | float) and not isinstance(side, bool)
