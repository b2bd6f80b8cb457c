"""Reading the catalog's folder back into records: what is authored, without what is derived."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson

from imgcat.catalog import layout
from imgcat.catalog.derived import SCENE_PROPERTIES
from imgcat.catalog.records import Json, Records
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS, REFERENCES, REPORTS, SCHEMA_URI
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report

_DERIVED_OF_COLLECTION = {"type", "stac_version", "extent", "summaries", "ref:count", "links"}
_STRUCTURAL = {"root", "parent", "collection", "self", "item", "child"}


def read(folder: Path) -> tuple[Records, list[Finding]]:
    """The records of a catalog's folder, and what could not be read; one bad file never hides another.

    Raises ImgcatError when there is no such folder.
    """
    if not folder.is_dir():
        raise ImgcatError(f"There is no catalog folder at {folder}.")
    records, findings = Records(), []
    keepers: Mapping[str, Callable[[Json], None]] = {
        LOCATIONS: lambda item: _keep(records.locations, Location.from_item(item)),
        REPORTS: lambda item: _keep(records.reports, Report.from_item(item)),
        REFERENCES: lambda item: _keep(records.references, Reference.from_item(item)),
    }
    for path in sorted([*folder.glob("*/*.json"), *folder.glob("scenes/*/*.json")]):
        relative = path.relative_to(folder).as_posix()
        top, name = relative.split("/")[0], path.name
        if top not in (*RECORD_COLLECTIONS, "scenes") or relative == layout.SCENES:
            continue
        try:
            record = _load(path)
            if name == "collection.json":
                if top == "scenes":
                    records.collections[record["id"]] = authored_collection(record)
                continue
            if top in keepers:
                keepers[top](record)
            else:
                _keep_scene(records, record)
            _check_place(record, relative)
        except InvalidRecord as error:
            findings.append(Finding(relative, "", Severity.ERROR, "unreadable", str(error)))
    return records, findings


def authored_scene(item: Mapping[str, Any]) -> Json:
    """A scene's Item without the links and properties that the catalog derives."""
    properties = {
        key: value for key, value in item["properties"].items() if key not in SCENE_PROPERTIES
    }
    links = [
        link
        for link in item.get("links", [])
        if link.get("rel") not in _STRUCTURAL and "ref:relation" not in link
    ]
    return {**item, "properties": properties, "links": links}


def authored_collection(collection: Mapping[str, Any]) -> Json:
    """A collection without what the catalog derives; its own links (licence, source) are kept."""
    kept = {key: value for key, value in collection.items() if key not in _DERIVED_OF_COLLECTION}
    links = [link for link in collection.get("links", []) if link.get("rel") not in _STRUCTURAL]
    extensions = [uri for uri in kept.pop("stac_extensions", ()) if uri != SCHEMA_URI]
    if extensions:
        kept["stac_extensions"] = extensions
    return {**kept, "links": links} if links else kept


def _load(path: Path) -> Json:
    try:
        record = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InvalidRecord(f"The file is not JSON: {error}.") from None
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        raise InvalidRecord("The file does not hold a JSON object with an id.")
    return record


def _keep(records: dict[str, Any], record: Any) -> None:
    if record.id in records:
        raise InvalidRecord(f"The id {record.id!r} stands in another file of the collection too.")
    records[record.id] = record


def _keep_scene(records: Records, item: Json) -> None:
    collection, item_id = item.get("collection"), item["id"]
    if not isinstance(collection, str) or not isinstance(item.get("properties"), dict):
        raise InvalidRecord(f"Scene {item_id!r} needs a collection and properties.")
    if (collection, item_id) in records.scenes:
        raise InvalidRecord(f"Scene {item_id!r} of {collection!r} stands in another file too.")
    records.scenes[collection, item_id] = authored_scene(item)


def _check_place(record: Mapping[str, Any], relative: str) -> None:
    expected = layout.item_path(record["collection"], record["id"])
    if expected != relative:
        raise InvalidRecord(f"The record's id belongs into the file {expected}.")
