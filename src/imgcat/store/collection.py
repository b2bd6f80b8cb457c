"""Collections of older STAC versions and half-written ones, in a shape that today's clients can list.

Items pass through a store as they are. One Collection that a client cannot read, however, ends its listing of all of
them, so what such a client must find is put in its place; everything else stays as it was written.
"""

from collections.abc import Mapping
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.model.identifiers import STAC_VERSION
from imgcat.store.body import links_last
from imgcat.store.entry import Entry
from imgcat.store.intake import identifier, read_object

SHAPE = "1.0.0"
"""The version whose shape older Collections get."""

_WORLD = [-180, -90, 180, 90]


def read_collection(entry: Entry) -> tuple[dict[str, Any], list[str]]:
    """A Collection to be stored, its `links` last, and the names of the members that had to be put right.

    Raises InvalidRecord.
    """
    record = read_object(entry)
    if record.get("type", "Collection") != "Collection":
        raise InvalidRecord(f"A Collection is expected; found {record['type']!r:.60}.")
    identifier(record)
    try:
        shown, changed = presentable(record)
        return links_last(shown), changed
    except (ValueError, TypeError) as error:
        raise InvalidRecord(f"The Collection cannot be stored: {error}.") from error


def presentable(collection: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The Collection with all that a client must find, and the names of the members that had to be put right.

    Raises InvalidRecord for one whose `stac_version` is no version, such as a schema of a Collection.
    """
    version = collection.get("stac_version", STAC_VERSION)
    if not isinstance(version, str):
        raise InvalidRecord(f"The stac_version of a Collection is a string; found {version!r:.60}.")
    extent = _extent(collection.get("extent"))
    needed = {
        "type": "Collection",
        "stac_version": SHAPE if _is_older(version) else version,
        "description": _text(collection, "description")
        or _text(collection, "title")
        or collection["id"],
        "license": _text(collection, "license") or "other",
        "extent": extent,
        **_assets(collection),
    }
    changed = [name for name, value in needed.items() if collection.get(name) != value]
    return {**collection, **needed}, changed


def _is_older(version: str) -> bool:
    return version.startswith(("0.", f"{SHAPE}-"))


def _text(collection: Mapping[str, Any], name: str) -> str | None:
    value = collection.get(name)
    return value if isinstance(value, str) and value else None


def _assets(collection: Mapping[str, Any]) -> dict[str, Any]:
    """`assets` without an href describe the assets of the Items: `item_assets` since STAC 1.0."""
    assets = collection.get("assets")
    if not isinstance(assets, Mapping):
        return {} if assets is None else {"assets": {}}
    of_items = {
        key: asset
        for key, asset in assets.items()
        if not (isinstance(asset, Mapping) and isinstance(asset.get("href"), str))
    }
    if not of_items:
        return {}
    given = collection.get("item_assets")
    return {
        "assets": {key: asset for key, asset in assets.items() if key not in of_items},
        "item_assets": {**of_items, **(given if isinstance(given, Mapping) else {})},
    }


def _extent(extent: Any) -> dict[str, Any]:
    """The extent as STAC 1.0 has it: before, `spatial` and `temporal` were one bare bbox and one bare interval."""
    given = extent if isinstance(extent, Mapping) else {}
    spatial = _listed(given.get("spatial"), "bbox", _WORLD)
    temporal = _listed(given.get("temporal"), "interval", [None, None])
    return {**given, "spatial": spatial, "temporal": temporal}


def _listed(part: Any, member: str, whole: list[Any]) -> dict[str, Any]:
    if isinstance(part, Mapping):
        inner = part.get(member)
        if isinstance(inner, list) and inner and all(isinstance(each, list) for each in inner):
            return dict(part)
        return {**part, member: [whole]}
    if isinstance(part, list) and part:
        return {member: part if all(isinstance(each, list) for each in part) else [part]}
    return {member: [whole]}
