"""Queryables and sortables as the JSON Schema that OGC API Features makes of them."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.links import SCHEMA_JSON, links_for
from imgcat.api.responses import json_response

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def queryables_response(request: Request, path: str, properties: Mapping[str, Any]) -> Response:
    """What a filter can name; others are allowed, and no record has them."""
    about = "Properties that a filter can name."
    return _response(request, path, "Queryables", about, properties, open_ended=True)


def sortables_response(request: Request, path: str, properties: Mapping[str, Any]) -> Response:
    """What records can be sorted by, and nothing else."""
    about = "Properties to sort by."
    return _response(request, path, "Sortables", about, properties, open_ended=False)


def _response(
    request: Request,
    path: str,
    title: str,
    description: str,
    properties: Mapping[str, Any],
    *,
    open_ended: bool,
) -> Response:
    schema = {
        "$schema": _DIALECT,
        "$id": links_for(request).url(path),
        "type": "object",
        "title": title,
        "description": description,
        "properties": dict(properties),
        "additionalProperties": open_ended,
    }
    return json_response(schema, SCHEMA_JSON)
