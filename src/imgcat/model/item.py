"""How records become STAC Items: the members that all of them have."""

from collections.abc import Iterable, Mapping
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.model.identifiers import SCHEMA_URI, STAC_VERSION

Json = dict[str, Any]

MEMBERS = frozenset(
    {
        "type",
        "stac_version",
        "stac_extensions",
        "id",
        "collection",
        "geometry",
        "bbox",
        "properties",
        "links",
        "assets",
    }
)
"""The members that STAC gives an Item."""


def item(
    collection: str,
    item_id: str,
    properties: Mapping[str, Any],
    geometry: Mapping[str, Any] | None = None,
    extensions: Iterable[str] = (),
) -> Json:
    """A STAC Item of one of imgcat's own collections, without links; properties that are None or empty are left out.

    `datetime` is kept when it is None, as STAC wants it there.
    """
    kept = {
        key: value
        for key, value in properties.items()
        if key == "datetime" or value not in (None, [], {}, "")
    }
    return {
        "type": "Feature",
        "stac_version": STAC_VERSION,
        "stac_extensions": [SCHEMA_URI, *extensions],
        "id": item_id,
        "collection": collection,
        "geometry": dict(geometry) if geometry is not None else None,
        "properties": kept,
        "links": [],
        "assets": {},
    }


def properties_of(stac_item: Mapping[str, Any], collection: str) -> Json:
    """The properties of an Item that should be of `collection`. Raises InvalidRecord when it is not."""
    found = stac_item.get("collection")
    if found != collection:
        raise InvalidRecord(
            f"Item {stac_item.get('id')!r} is of collection {found!r}, but {collection!r} is expected."
        )
    properties = stac_item.get("properties")
    if not isinstance(properties, dict):
        raise InvalidRecord(f"Item {stac_item.get('id')!r} has no properties object.")
    return properties
