"""Looking records up through the Store protocol, for the routes that join them."""

from collections.abc import Mapping
from typing import Any

from imgcat.errors import InvalidRecord, NotFound
from imgcat.model.identifiers import LOCATIONS, REFERENCES
from imgcat.model.location import Location
from imgcat.store import Query, Sort, Store, StoredItem, lossless
from imgcat.store.reading import every


def references(store: Store, condition: Mapping[str, Any]) -> list[StoredItem]:
    """The references that meet a CQL2 condition, in order of time."""
    in_time = (Sort("datetime"), Sort("id"))
    return list(every(store, Query(collections=(REFERENCES,), filter=condition, sortby=in_time)))


def properties(item: StoredItem) -> Mapping[str, Any]:
    """The item's properties."""
    found = lossless.loads(item.body).get("properties")
    return found if isinstance(found, dict) else {}


def location(store: Store, location_id: str) -> Location:
    """A location's record. Raises NotFound, also when the Item of that id is not one of imgcat's records."""
    item = store.item(LOCATIONS, location_id)
    try:
        return Location.from_item(lossless.loads(item.body))
    except InvalidRecord as error:
        raise NotFound(f"{location_id!r} is not a location record: {error}") from error


def equals(name: str, value: object) -> dict[str, Any]:
    """The CQL2 condition that a property has a value."""
    return {"op": "=", "args": [{"property": name}, value]}


def one_of(name: str, values: list[str]) -> dict[str, Any]:
    """The CQL2 condition that a property has one of some values."""
    return {"op": "in", "args": [{"property": name}, values]}


def contains(name: str, value: str) -> dict[str, Any]:
    """The CQL2 condition that an array property holds a value."""
    return {"op": "a_contains", "args": [{"property": name}, [value]]}


def either(*conditions: dict[str, Any]) -> dict[str, Any]:
    """The CQL2 condition that one of several holds."""
    return conditions[0] if len(conditions) == 1 else {"op": "or", "args": list(conditions)}
