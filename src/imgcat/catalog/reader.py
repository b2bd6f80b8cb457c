"""Reading the catalog's folder back into records: what is authored, without what is derived."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from imgcat.catalog import layout
from imgcat.catalog.authored import authored_collection, authored_scene, is_tombstone, strays
from imgcat.catalog.records import Records
from imgcat.catalog.shape import Fault, scene_faults, shared_faults
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.tombstone import Tombstone

UNREADABLE = "unreadable"
"""The rule of findings about files of which no record could be made."""

_KINDS: Mapping[str, type[Location] | type[Report] | type[Reference]] = {
    LOCATIONS: Location,
    REPORTS: Report,
    REFERENCES: Reference,
}


def read(folder: Path) -> tuple[Records, list[Finding]]:
    """The records of a catalog's folder, and what could not be read; one bad file never hides another.

    Raises ImgcatError when there is no such folder.
    """
    if not folder.is_dir():
        said = "is not a folder" if folder.exists() else "does not exist"
        raise ImgcatError(f"There is no catalog folder at {folder}: it {said}.")
    records, findings = Records(), []
    for path in sorted(set(layout.generated(folder)) - {layout.SCENES}):
        try:
            record = _identified(load(folder / path))
            rule, faults = _keep(records, record, path)
        except InvalidRecord as error:
            rule, faults = UNREADABLE, [("", str(error))]
        findings += [Finding(path, at, Severity.ERROR, rule, said) for at, said in faults]
    return records, findings


def load(path: Path) -> Json:
    """The JSON object in a file. Raises InvalidRecord when there is none, or when it cannot be read."""
    try:
        record = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InvalidRecord(f"The file cannot be read: {error.strerror}.") from None
    except orjson.JSONDecodeError as error:
        raise InvalidRecord(f"The file is not JSON: {error}.") from None
    if not isinstance(record, dict):
        raise InvalidRecord("The file does not hold a JSON object.")
    return record


def _identified(record: Json) -> Json:
    if not isinstance(record.get("id"), str):
        raise InvalidRecord("The file does not hold a JSON object with an id.")
    return record


def _keep(records: Records, record: Json, path: str) -> tuple[str, Iterable[Fault]]:
    """Add what a file holds to the records; says what is wrong with it, and by which rule. Raises InvalidRecord."""
    top, is_collection = path.split("/")[0], path.endswith(f"/{layout.COLLECTION}")
    if is_collection:
        return UNREADABLE, _keep_collection(records, record, path)
    if top not in _KINDS:
        return UNREADABLE, _keep_scene(records, record, path)
    faults = list(shared_faults(record))
    if faults:
        return UNREADABLE, faults
    kept: dict[str, Any] = getattr(records, top)
    made: Location | Report | Reference | Tombstone
    if top == LOCATIONS and is_tombstone(record):
        kept, made = records.tombstones, Tombstone.from_item(record)
    else:
        made = _KINDS[top].from_item(record)
    _check_place(layout.item_path(top, made.id), path)
    kept[made.id] = made
    return "stray", strays(record)


def _keep_collection(records: Records, record: Json, path: str) -> Iterable[Fault]:
    if record.get("type", "Collection") != "Collection":
        raise InvalidRecord(
            f"{layout.COLLECTION} is the file of the collection itself, and no record's."
        )
    _check_place(layout.collection_path(record["id"]), path)
    faults = list(shared_faults(record))
    if not faults and path.startswith("scenes/"):
        records.collections[record["id"]] = authored_collection(record)
    return faults


def _keep_scene(records: Records, item: Json, path: str) -> Iterable[Fault]:
    collection = item.get("collection")
    if not isinstance(collection, str):
        return [("/collection", f"Scene {item['id']!r} needs a collection.")]
    _check_place(layout.item_path(collection, item["id"]), path)
    faults = list(scene_faults(item))
    if not faults:
        records.scenes[collection, item["id"]] = authored_scene(item)
    return faults


def _check_place(expected: str, path: str) -> None:
    if expected != path:
        raise InvalidRecord(f"The record's id belongs into the file {expected}.")
