"""The OpenAPI document, in version 3.0: the conformance class that the API advertises asks for that one.

FastAPI writes OpenAPI 3.1, whose schemas are JSON Schema 2020-12; 3.0 has words of its own for some of it.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

_NULL = {"type": "null"}
_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


class Api(FastAPI):
    """A FastAPI application that describes itself in OpenAPI 3.0."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        if document["openapi"] != "3.0.3":
            document = self.openapi_schema = {**_as_3_0(document), "openapi": "3.0.3"}
        return document


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
