"""Every answer that an operation may give, for the OpenAPI document: errors, 304, and the headers of all of them."""

from collections.abc import Mapping
from typing import Any

from imgcat.api.problem import KINDS, PROBLEM_JSON

_PROBLEM = {
    "type": "object",
    "title": "Problem details (RFC 9457) that are an error object of the STAC API too",
    "required": ["type", "title", "status", "detail", "code", "description"],
    "properties": {
        "type": {
            "type": "string",
            "description": "A URI for the kind of error; it ends in the code.",
        },
        "title": {"type": "string", "description": "The kind of error in words."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "A sentence: what is wrong, and where."},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "code": {"type": "string", "enum": [kind.code for kind in KINDS.values()]},
        "description": {"type": "string", "description": "The same as detail."},
        "request_id": {"type": "string", "description": "Under which the log has it."},
    },
}

_HEADERS = {
    "X-Request-Id": "The id of the request: the client's, or a new one.",
    "imgcat-revision": "The revision of the catalog's files that the answer stands for.",
    "ETag": "A strong tag of the answer in its content coding.",
    "Cache-Control": "How long the answer may be kept.",
    "Vary": "The headers of the request that the answer depends on.",
    "Link": "The answer's own links (RFC 8288).",
    "Allow": "The methods that are allowed.",
    "Accept-Post": "The media type that is taken.",
    "Location": "The address with the id that the record has now.",
}
_ALWAYS = ("X-Request-Id", "imgcat-revision")
_OF_AN_ANSWER = ("ETag", "Cache-Control", "Vary", "Link")
_OF_ERRORS = {405: ("Allow",), 415: ("Accept-Post",)}

_BY_ANY = (400, 405, 414, 500, 503)
_WITH_A_BODY = (413, 415)
# The server answers by itself where the head of a request is too large: there is no operation yet.
_SHARED = tuple(status for status in KINDS if status != 431)

_PROBLEM_CONTENT = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_NAME_RECORDS = ("/references/resolve",)
"""Paths without an id in them, whose bodies name records."""
_IDS_THAT_MOVE = ("{location_id}", "{item_id}")

Json = dict[str, Any]


def add_answers(document: Json) -> None:
    """Complete the answers of every operation of an OpenAPI document."""
    components = document.setdefault("components", {})
    components.get("schemas", {}).pop("HTTPValidationError", None)
    components.get("schemas", {}).pop("ValidationError", None)
    components.setdefault("schemas", {})["Problem"] = _PROBLEM
    components["headers"] = {
        name: {"description": said, "schema": {"type": "string"}, **_required(name)}
        for name, said in _HEADERS.items()
    }
    components["responses"] = {KINDS[status].code: _error(status) for status in _SHARED} | {
        "NotModified": {
            "description": "The client has the answer already.",
            "headers": _headers("ETag", "Cache-Control", "Vary"),
        },
        "Moved": {
            "description": "The location has another id now; Location is the same address with that id.",
            "headers": _headers("Cache-Control", "Location"),
            "content": _PROBLEM_CONTENT,
        },
    }
    _allow_for_fields(components["schemas"])
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            answers.pop("422", None)
            answers["200"]["headers"] = _headers(*_OF_AN_ANSWER)
            if method == "get":
                answers["304"] = {"$ref": "#/components/responses/NotModified"}
                if any(each in path for each in _IDS_THAT_MOVE):
                    answers["301"] = {"$ref": "#/components/responses/Moved"}
            answers |= _errors(path, method)


def _allow_for_fields(schemas: Json) -> None:
    """Say that with `fields` Items and Collections are whole only as far as was asked for."""
    part = {"type": "object", "description": "With `fields`: what was asked for."}
    for answer, members in (("ItemCollection", "features"), ("Collections", "collections")):
        listed = schemas[answer]["properties"][members]
        listed["items"] = {"anyOf": [listed["items"], part]}


def _errors(path: str, method: str) -> Mapping[str, Json]:
    statuses = {*_BY_ANY, *((404,) if "{" in path or path in _NAME_RECORDS else ())}
    statuses |= set(_WITH_A_BODY) if method == "post" else set()
    return {
        str(status): {"$ref": f"#/components/responses/{KINDS[status].code}"}
        for status in sorted(statuses)
    }


def _error(status: int) -> Json:
    return {
        "description": f"{KINDS[status].title}.",
        "headers": _headers("Cache-Control", *_OF_ERRORS.get(status, ())),
        "content": _PROBLEM_CONTENT,
    }


def _headers(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*_ALWAYS, *names)}


def _required(name: str) -> Json:
    return {"required": True} if name in _ALWAYS else {}
