"""What people write of each file, told from what the build makes; and what stands there that neither does."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from imgcat.catalog.derived import SCENE_PROPERTIES
from imgcat.model.identifiers import (
    LOCATIONS,
    REFERENCES,
    REPORTS,
    SCHEMA_URI,
    SCIENTIFIC_URI,
    VERSION_URI,
)
from imgcat.model.item import MEMBERS, Json
from imgcat.model.reference import Picture
from imgcat.model.vocabulary import Relation

_DERIVED_OF_COLLECTION = {"type", "stac_version", "extent", "summaries", "ref:count", "links"}
_STRUCTURAL = {"root", "parent", "collection", "self", "item", "child"}

_COMMON = {"title", "created", "datetime", "start_datetime", "end_datetime"}
_DEFINITIONS = {
    LOCATIONS: ("location", _COMMON),
    REPORTS: ("report", _COMMON | {"description", "sci:doi"}),
    REFERENCES: ("reference", _COMMON | {"deprecated"}),
}
_TOMBSTONE = ("tombstone", _COMMON | {"deprecated"})
_PICTURE = {f"ref:{name}" for name in Picture.model_fields if name != "taken"} | {"ref:when"}
_VERSIONS = {"predecessor-version", "successor-version", "latest-version"}
_RELS = _STRUCTURAL | _VERSIONS | {"via", "about", "cite-as"}


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


def is_tombstone(item: Mapping[str, Any]) -> bool:
    """Whether a location's Item is only what is left of one."""
    properties = item.get("properties")
    return isinstance(properties, Mapping) and "ref:replaced_by" in properties


def strays(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a location's, report's or reference's Item has that its record has no field for: a build would lose it.

    Yields JSON pointers and sentences.
    """
    noun, plain = _DEFINITIONS[item["collection"]]
    if item["collection"] == LOCATIONS and is_tombstone(item):
        noun, plain = _TOMBSTONE
    end = "a build would take it away"
    for name in sorted(item.keys() - MEMBERS):
        yield f"/{_escaped(name)}", f"No {noun} has a member {name!r}; {end}."
    properties = item["properties"]
    allowed = _fields(noun) | plain
    if noun == "reference" and properties.get("ref:relation") != Relation.CITES_IMAGE:
        allowed = allowed - _PICTURE
    for name in sorted(properties.keys() - allowed):
        yield f"/properties/{_escaped(name)}", f"A {noun} like this has no field {name!r}; {end}."
    for index, uri in enumerate(item.get("stac_extensions", ())):
        if uri not in (SCHEMA_URI, SCIENTIFIC_URI, VERSION_URI):
            yield f"/stac_extensions/{index}", f"No {noun} has the extension {uri!r}; {end}."
    for index, link in enumerate(item.get("links", ())):
        if link["rel"] not in _RELS and "ref:relation" not in link:
            yield f"/links/{index}", f"No {noun} has a link with rel {link['rel']!r}; {end}."
    if item.get("assets"):
        yield "/assets", f"No {noun} has assets; {end}."


@cache
def _fields(definition: str) -> frozenset[str]:
    """The fields of the extension that a kind of record can have, authored or derived."""
    schema = orjson.loads(files("imgcat").joinpath("data/extension/schema.json").read_bytes())
    return frozenset(schema["definitions"][definition]["properties"])


def _escaped(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
