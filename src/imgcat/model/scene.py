"""A scene made from its id alone: a STAC Item that says no more than the id and the mission's grid do."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import antimeridian
import orjson
import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.acquisition import ProductId, key, parse
from imgcat.model.identifiers import SCHEMA_URI, STAC_VERSION
from imgcat.model.item import Json
from imgcat.model.scene_collection import collection_of
from imgcat.model.scene_footprint import footprint_of
from imgcat.model.scene_properties import properties_of

EXTENSIONS = {
    "grid:": "https://stac-extensions.github.io/grid/v1.1.0/schema.json",
    "processing:": "https://stac-extensions.github.io/processing/v1.1.0/schema.json",
    "s2:": "https://stac-extensions.github.io/sentinel-2/v1.0.0/schema.json",
    "sar:": "https://stac-extensions.github.io/sar/v1.0.0/schema.json",
    "sat:": "https://stac-extensions.github.io/sat/v1.0.0/schema.json",
    "ref:": SCHEMA_URI,
}
"""The schema of each prefix that a scene may use. Landsat's is missing on purpose: it demands a cloud cover and a scene
id, which a product id does not state; its fields are used without it."""


def scene_from_id(product_id: str) -> Json:
    """A STAC Item from a product id in any grammar, with file endings or folders around it.

    Its footprint is that of the grid cell, and `ref:footprint` says so; where an id names no cell, the geometry is null
    with a reason. Raises InvalidRecord for an id that is unknown, or names no single scene, or states no time.
    """
    product = parse(product_id)
    if product is None:
        raise InvalidRecord(
            f"The id {product_id[:200]!r} fits no grammar of scene ids that is known."
        )
    if product.grammar in ("sentinel-2-datastrip", "sentinel-2-datatake"):
        raise InvalidRecord(f"The id {product.id!r} names many tiles; a scene is one of them.")
    times = _times(product)
    if times is None:
        raise InvalidRecord(f"The id {product.id!r} does not state when the picture was taken.")
    footprint = footprint_of(product)
    properties = {
        **times,
        **properties_of(product),
        "ref:acquisition": key(product),
        **footprint.properties(),
    }
    stated = {name: value for name, value in properties.items() if value is not None}
    item: Json = {
        "type": "Feature",
        "stac_version": STAC_VERSION,
        "stac_extensions": extensions_of(stated),
        "id": product.id.rpartition("/")[2],
        "collection": collection_of(product),
        "geometry": None,
        "properties": {"datetime": None, **stated},
        "links": [],
        "assets": {},
    }
    if footprint.geometry is not None:
        item["geometry"] = orjson.loads(shapely.to_geojson(footprint.geometry))
        item["bbox"] = list(antimeridian.bbox(footprint.geometry))
    return item


def is_made_from_id(item: Mapping[str, Any]) -> bool:
    """Whether an Item says no more than an id does, and is not a provider's own."""
    properties = item["properties"]
    return "ref:footprint" in properties or "ref:geometry_reason" in properties


def extensions_of(properties: Mapping[str, Any]) -> list[str]:
    """The schemas of the extensions whose fields are used."""
    return sorted(
        uri
        for prefix, uri in EXTENSIONS.items()
        if any(name.startswith(prefix) for name in properties)
    )


def _times(product: ProductId) -> Json | None:
    """The instant that the id states; a range for a day. Sentinel-2 states when the datatake or datastrip began."""
    if product.sensing_start is not None and product.sensing_stop is not None:
        return {
            "datetime": _utc(product.sensing_start),
            "start_datetime": _utc(product.sensing_start),
            "end_datetime": _utc(product.sensing_stop),
        }
    instant = product.datatake_start or product.datastrip_start or product.sensing_start
    if instant is not None:
        return {"datetime": _utc(instant)}
    return None if product.day is None else _whole_day(product.day)


def _whole_day(day: date) -> Json:
    return {"start_datetime": f"{day}T00:00:00Z", "end_datetime": f"{day}T23:59:59Z"}


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
