"""The OpenAPI document, in version 3.0: the conformance class that the API advertises asks for that one.

FastAPI writes OpenAPI 3.1, whose schemas are JSON Schema 2020-12; 3.0 has words of its own for some of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI

from imgcat.api.exports import PARAMETER
from imgcat.api.links import GEOJSON
from imgcat.api.openapi_answers import add_answers
from imgcat.export import Format
from imgcat.export.formats import OF_COLLECTION, OF_ITEM, OF_LIST, OF_SEARCH

_SAID = {
    ("get", "/"): (
        "Landing page",
        "What the catalog is, what it conforms to, and where to go from here.",
    ),
    ("get", "/conformance"): (
        "Conformance classes",
        "The conformance classes that the API keeps to.",
    ),
    ("get", "/collections"): (
        "Collections",
        "Every collection: imgcat's records, and one of scenes for each mission and level.",
    ),
    ("get", "/collections/{collection_id}"): (
        "A collection",
        "One collection, with its extent and summaries.",
    ),
    ("get", "/collections/{collection_id}/items"): (
        "Items of a collection",
        "An item search in one collection.",
    ),
    ("get", "/collections/{collection_id}/items/{item_id}"): (
        "An item",
        "One item: a location, a report, a reference or a scene.",
    ),
    ("get", "/search"): (
        "Item search",
        "Items of all collections, conditions joined by AND, newest first unless sorted otherwise.",
    ),
    ("post", "/search"): (
        "Item search",
        "The same as with GET, the conditions in a JSON body; intersects may be large here.",
    ),
    ("get", "/queryables"): (
        "Queryables",
        "The properties that a filter can name, as a JSON Schema.",
    ),
    ("get", "/collections/{collection_id}/queryables"): (
        "Queryables of a collection",
        "The properties that a filter on its items can name, as a JSON Schema.",
    ),
    ("get", "/sortables"): (
        "Sortables",
        "The properties that items can be sorted by, as a JSON Schema.",
    ),
    ("get", "/collections/{collection_id}/sortables"): (
        "Sortables of a collection",
        "The properties that its items can be sorted by, as a JSON Schema.",
    ),
    ("get", "/_mgmt/ping"): ("Ping", "Answers as long as the server runs."),
    ("get", "/_mgmt/health"): ("Health", "Whether the server is up."),
}
"""Summaries and descriptions of the routes that stac-fastapi makes."""


_OFFERED = {
    "/collections/{collection_id}": OF_COLLECTION,
    "/collections/{collection_id}/items": OF_SEARCH,
    "/collections/{collection_id}/items/{item_id}": OF_ITEM,
    "/search": OF_SEARCH,
}
"""The formats that the parameter `f` can name; at other paths those of lists."""

_NULL = {"type": "null"}
_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


class Api(FastAPI):
    """A FastAPI application that describes itself in OpenAPI 3.0."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        if document["openapi"] != "3.0.3":
            _describe(document["paths"])
            add_answers(document)
            document = self.openapi_schema = {**_as_3_0(document), "openapi": "3.0.3"}
        return document


def _describe(paths: dict[str, Any]) -> None:
    """Say what stac-fastapi leaves unsaid."""
    for path, operations in paths.items():
        for method, operation in operations.items():
            if (method, path) in _SAID:
                operation["summary"], operation["description"] = _SAID[method, path]
            for parameter in operation.get("parameters", ()):
                if parameter["name"] == "collection_id":
                    parameter.setdefault("description", "The collection's id.")
                if parameter["name"] == "limit":
                    parameter["schema"] = {"type": "integer", "minimum": 1}
            if any(parameter["name"] == PARAMETER for parameter in operation.get("parameters", ())):
                _add_formats(operation["responses"]["200"]["content"], _OFFERED.get(path, OF_LIST))


def _add_formats(content: dict[str, Any], offered: Iterable[Format]) -> None:
    for each in offered:
        if each.base_type != GEOJSON:
            content[each.base_type] = {"schema": {"type": "string", "format": "binary"}}


def _as_3_0(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_3_0(member) for member in value]
    if not isinstance(value, Mapping):
        return value
    # Of an example nothing is a schema, whatever its members are called.
    plain = {
        key: member if key in ("example", "examples", "default") else _as_3_0(member)
        for key, member in value.items()
    }
    return _schema(plain) if _is_schema(plain) else plain


def _is_schema(value: Mapping[str, Any]) -> bool:
    return not value.keys().isdisjoint(
        {"anyOf", "const", "prefixItems", "propertyNames", "patternProperties", *_BOUNDS}
    ) or ("examples" in value and isinstance(value["examples"], list))


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    alternatives = schema.get("anyOf")
    if isinstance(alternatives, list) and _NULL in alternatives:
        others = [each for each in alternatives if each != _NULL]
        del schema["anyOf"]
        schema = {**_joined(others), "nullable": True, **schema}
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    if isinstance(schema.get("examples"), list):
        examples = schema.pop("examples")
        schema.setdefault("example", examples[0])
    if "prefixItems" in schema:
        members = schema.pop("prefixItems")
        schema["items"] = {"anyOf": members} if members else {}
    for name, plain in _BOUNDS.items():
        if isinstance(schema.get(name), int | float) and not isinstance(schema[name], bool):
            schema[plain], schema[name] = schema[name], True
    for unknown in ("propertyNames", "patternProperties"):
        schema.pop(unknown, None)
    return schema


def _joined(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    if len(schemas) != 1:
        return {"anyOf": schemas}
    # Beside a $ref nothing else counts in 3.0.
    return {"allOf": schemas} if "$ref" in schemas[0] else schemas[0]
