"""The acquisition of a STAC Item from any provider."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from imgcat.model.acquisition.join import Acquisition, acquisition
from imgcat.model.acquisition.key import key, sentinel2_key
from imgcat.model.acquisition.parse import parse
from imgcat.model.acquisition.product import ProductId
from imgcat.model.acquisition.sentinel2 import SQUARE, ZONE

ID_PROPERTIES = (
    "s2:product_uri",
    "sentinel:product_id",
    "s1:product_identifier",
    "landsat:product_id",
    "landsat:scene_id",
)
"""Where providers keep the agency's own id of a scene."""


def acquisition_of(item: Mapping[str, Any]) -> str | None:
    """The acquisition key of a STAC Item, from its id or else from the ids in its properties; None when unknown."""
    for product in _products(item):
        exact = key(product)
        if exact is not None:
            return exact
    return _from_datatake(item)


def product_of(item: Mapping[str, Any]) -> ProductId | None:
    """What the id of a STAC Item says, or else the first of the ids in its properties that fits a grammar."""
    return next(_products(item), None)


def sentinel2_acquisition(item: Mapping[str, Any]) -> Acquisition | None:
    """What a Sentinel-2 Item offers to `join`: the exact acquisition with its orbits; None when it is not known."""
    found = next(filter(None, map(acquisition, _products(item))), None)
    if found is None:
        return None
    properties = _properties(item)
    relative, absolute = (properties.get(f"sat:{kind}_orbit") for kind in ("relative", "absolute"))
    return Acquisition(
        key=found.key,
        platform=found.platform,
        tile=found.tile,
        datatake_start=found.datatake_start,
        relative_orbit=found.relative_orbit or (relative if isinstance(relative, int) else None),
        absolute_orbit=found.absolute_orbit or (absolute if isinstance(absolute, int) else None),
    )


def _products(item: Mapping[str, Any]) -> Iterator[ProductId]:
    properties = _properties(item)
    for text in (item.get("id"), *(properties.get(name) for name in ID_PROPERTIES)):
        product = parse(text) if isinstance(text, str) else None
        if product is not None:
            yield product


def _from_datatake(item: Mapping[str, Any]) -> str | None:
    """From the datatake's id in one property and the tile in another, or in the Item's id."""
    properties = _properties(item)
    text = properties.get("s2:datatake_id")
    datatake = parse(text) if isinstance(text, str) else None
    if datatake is None or datatake.platform is None or datatake.datatake_start is None:
        return None
    tile = next((product.tile for product in _products(item) if product.tile), None)
    code = properties.get("s2:mgrs_tile") or properties.get("grid:code")
    if tile is None and isinstance(code, str):
        tile = code.removeprefix("MGRS-").zfill(5)
    if tile is None or not re.fullmatch(ZONE + SQUARE, tile):
        return None
    return sentinel2_key(datatake.platform, datatake.datatake_start, tile)


def _properties(item: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = item.get("properties")
    return properties if isinstance(properties, Mapping) else {}
