"""What a source gives: STAC objects with where they came from, told apart by what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a JSON object is, in STAC."""

    ITEM = "item"
    COLLECTION = "collection"
    CATALOG = "catalog"
    ITEM_COLLECTION = "item collection"


_BY_TYPE = {
    "Feature": Kind.ITEM,
    "Collection": Kind.COLLECTION,
    "Catalog": Kind.CATALOG,
    "FeatureCollection": Kind.ITEM_COLLECTION,
}


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """An Item or a Collection as its source has it.

    `origin` is the file, with `:LINE` for a line of an NDJSON file. An Item's `collection` is always set: where the
    source leaves it out, the nearest collection above it stands there.
    """

    origin: str
    kind: Kind
    body: dict[str, Any]


def kind_of(value: Any) -> Kind | None:
    """The kind of a JSON value; None when it is nothing that STAC knows.

    Before 1.0 Collections and Catalogs had no `type`, so what they hold decides: only Collections have an extent.
    """
    if not isinstance(value, Mapping):
        return None
    stated = value.get("type")
    if isinstance(stated, str) and stated in _BY_TYPE:
        return _BY_TYPE[stated]
    if "geometry" in value and isinstance(value.get("properties"), Mapping):
        return Kind.ITEM
    if "id" in value and "extent" in value:
        return Kind.COLLECTION
    if "id" in value and "description" in value and "links" in value:
        return Kind.CATALOG
    return None


def says_it_is_stac(value: Mapping[str, Any]) -> bool:
    """Whether an object bears a mark of STAC, so that a plain GeoJSON Feature is not taken for an Item."""
    return "stac_version" in value or ("links" in value and "assets" in value)
