"""Looking records up through the Store protocol, for the routes that join them."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from imgcat.errors import InvalidRecord, NotFound
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.location import Location
from imgcat.model.report import Report
from imgcat.store import Query, Sort, Store, StoredItem, lossless
from imgcat.store.reading import every, where


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


def reports_by_id(store: Store, ids: Iterable[str]) -> list[Report]:
    """The reports of these ids; one that is not there or cannot be read is passed over."""
    found = []
    for item in where(store, REPORTS, "id", ids):
        with suppress(InvalidRecord):
            found.append(Report.from_item(lossless.loads(item.body)))
    return found


def readable_locations(items: Iterable[StoredItem]) -> list[Location]:
    """The items that are records of locations; what cannot be read as one is passed over."""
    found = []
    for item in items:
        with suppress(InvalidRecord):
            found.append(Location.from_item(lossless.loads(item.body)))
    return found
