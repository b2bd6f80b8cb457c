"""Putting one value of a record right; what stood there stays in its history."""

from collections.abc import Mapping
from typing import Any

import orjson

from imgcat.catalog.changes import Changed
from imgcat.catalog.correction.signature import Signature
from imgcat.catalog.records import Records
from imgcat.errors import InvalidRecord, InvalidRequest, NotFound
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.location import Location
from imgcat.model.sensitivity import is_lower
from imgcat.model.vocabulary import ChangeKind, Sensitivity

NOT_BY_HAND: Mapping[str, str] = {
    "id": "An id stays as it is; `imgcat rename --id` moves a location.",
    "created": "When a record was entered is not corrected.",
    "changes": "A history only grows.",
    "deprecated": "`imgcat withdraw` takes a reference back.",
    "replaced_by": "`imgcat supersede` puts another reference in the place of one.",
}
"""Fields that are not corrected, and why."""


def correct(records: Records, record: str, field: str, value: str, signed: Signature) -> None:
    """Put a field of a record right. `record` is `collection/id`, `field` a path such as `picture.credit`.

    The value is JSON where it reads as JSON, otherwise a text; `null` takes the field away. Raises NotFound,
    InvalidRequest for what cannot be corrected so, InvalidRecord for a value that the record cannot have.
    """
    collection, _, record_id = record.partition("/")
    kept: dict[str, dict[str, Any]] = {
        LOCATIONS: records.locations,
        REPORTS: records.reports,
        REFERENCES: records.references,
    }
    if collection not in kept or not record_id:
        raise InvalidRequest(
            f"A record is named by its collection and id, such as reports/some-id; found {record!r}."
        )
    found = kept[collection].get(record_id)
    if found is None:
        noun = collection.removesuffix("s")
        said = f"There is no {noun} {record_id!r} in the catalog."
        raise NotFound(records.no_location(record_id) if collection == LOCATIONS else said)
    kept[collection][record_id] = _corrected(found, field, value, signed)


def _corrected(record: Changed, field: str, value: str, signed: Signature) -> Changed:
    path = field.split(".")
    if path[0] in NOT_BY_HAND:
        raise InvalidRequest(NOT_BY_HAND[path[0]])
    if path[0] == "positions" and _is_protected(record):
        raise InvalidRequest(
            "The position of a place that is vulnerable or restricted is not corrected so, as its history would tell "
            "the old one: edit the file, and run `imgcat build`."
        )
    whole = record.to_json()
    before = _exchange(whole, path, _read(value))
    after = type(record).from_json(whole, f"{type(record).__name__} {record.id!r}")
    if after == record:
        raise InvalidRequest(f"The field {field!r} of {record.id!r} says that already.")
    change = signed.change(ChangeKind.CORRECTED, field=field, before=before)
    return after.model_copy(update={"changes": (*record.changes, change)})


def _is_protected(record: Changed) -> bool:
    return isinstance(record, Location) and is_lower(Sensitivity.CIVILIAN, record.sensitivity)


def _read(value: str) -> Any:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _exchange(whole: dict[str, Any], path: list[str], value: Any) -> Any:
    """Put the value at the path of a record's JSON, and return what stood there."""
    here: Any = whole
    for step in path[:-1]:
        here = _at(here, step)
        if here is None:
            raise InvalidRecord(f"The record has no {'.'.join(path[:-1])!r} to put a value into.")
    last = path[-1]
    before = _at(here, last)
    if isinstance(here, list):
        if before is None:
            raise InvalidRecord(f"The record has no {'.'.join(path)!r}.")
        here[int(last)] = value
    elif isinstance(here, dict):
        here[last] = value
    else:
        raise InvalidRecord(f"{'.'.join(path[:-1])!r} is one value, which has no parts.")
    return before


def _at(here: Any, step: str) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list) and step.isdecimal() and int(step) < len(here):
        return here[int(step)]
    return None
