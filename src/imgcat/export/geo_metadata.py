"""What a GeoParquet file says of itself: its geometry columns, their extent, and the Collections of its Items."""

import math
from array import array
from dataclasses import dataclass, field
from typing import Any

import orjson
import shapely

from imgcat.export.json_type import JsonType
from imgcat.export.licence import DATA_LICENCE, QUOTES
from imgcat.export.row import Row
from imgcat.export.selection import Selection

GEOPARQUET = "1.1.0"
STAC_GEOPARQUET = "1.0.0"


@dataclass
class Extent:
    """Where the rows are: the middle of each (NaN for none), the box around all, the types of geometry met."""

    lon: "array[float]" = field(default_factory=lambda: array("d"))
    lat: "array[float]" = field(default_factory=lambda: array("d"))
    types: set[str] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)
    box: tuple[float, float, float, float] = (math.inf, math.inf, -math.inf, -math.inf)

    def add(self, row: Row) -> None:
        """Take one more row into account."""
        self.collections.add(row["collection"])
        if row.get("geometry") is None or row["bbox"] is None:
            self.lon.append(math.nan)
            self.lat.append(math.nan)
            return
        shape = shapely.from_wkb(row["geometry"])
        self.types.add(shape.geom_type + (" Z" if shape.has_z else ""))
        west, south, east, north = shape.bounds
        self.lon.append((west + east) / 2)
        self.lat.append((south + north) / 2)
        box = self.box
        self.box = (
            min(box[0], west),
            min(box[1], south),
            max(box[2], east),
            max(box[3], north),
        )


def metadata(
    selection: Selection, extent: Extent, columns: dict[str, JsonType]
) -> dict[str, bytes]:
    """The file's metadata. No `crs` means OGC:CRS84: longitude, latitude in degrees on WGS84."""
    sides = ("xmin", "ymin", "xmax", "ymax")
    primary: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted(extent.types),
        "covering": {"bbox": {side: ["bbox", side] for side in sides}},
    }
    if extent.types:
        primary["bbox"] = list(extent.box)
    described = {"geometry": primary}
    if "proj:geometry" in columns:
        # Each row has a reference system of its own; it stands in the row.
        described["proj:geometry"] = {"encoding": "WKB", "geometry_types": [], "crs": None}
    known = {
        name: selection.collections[name]
        for name in sorted(extent.collections)
        if name in selection.collections
    }
    geo = {"version": GEOPARQUET, "primary_column": "geometry", "columns": described}
    stac: dict[str, Any] = {"version": STAC_GEOPARQUET, "collections": known}
    about = {
        "title": selection.title,
        "address": selection.address,
        "revision": selection.revision,
        "license": DATA_LICENCE,
        "rights": QUOTES,
    }
    return {
        "geo": orjson.dumps(geo),
        "stac-geoparquet": orjson.dumps(stac),
        "imgcat": orjson.dumps(about),
    }
