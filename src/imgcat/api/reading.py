"""What a request asks, read from its URL or its body by what `requests` declares.

FastAPI makes the OpenAPI document from the same declarations. It could read requests by them too, but takes longer for
it than most searches take (decision records 0097, 0105).
"""

import json
from collections.abc import Callable
from email.message import Message
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from fastapi import params
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter, ValidationError
from stac_fastapi.types.search import APIRequest
from starlette.requests import Request

from imgcat.api.errors import UNREADABLE_BODY
from imgcat.api.known import refuse_unknown
from imgcat.errors import InvalidRequest
from imgcat.store import lossless

Parameters = TypeVar("Parameters", bound=APIRequest)
Body = TypeVar("Body", bound=BaseModel)

_JSON = "application/json"


class Url(Generic[Parameters]):
    """Reads the parameters of a request's path and query into a class that declares them."""

    def __init__(self, declared: type[Parameters]) -> None:
        self._declared = declared
        self._query: dict[str, tuple[str, Callable[[str], Any] | None]] = {}
        self._path: list[str] = []
        for attribute, hint in get_type_hints(declared, include_extras=True).items():
            kind, about = get_args(hint)
            if isinstance(about, params.Path):
                self._path.append(attribute)
            else:
                takes_any = str in get_args(kind)
                read = None if takes_any else TypeAdapter[Any](kind).validate_python
                self._query[about.alias or attribute] = attribute, read

    def read(self, request: Request) -> Parameters:
        """The parameters; of one that is named twice the last counts.

        Raises RequestValidationError for one that is not valid, InvalidRequest for one that is not known.
        """
        given: dict[str, Any] = {name: request.path_params[name] for name in self._path}
        if request.scope["query_string"]:
            asked = request.query_params
            faults: list[Any] = []
            for name, (attribute, read) in self._query.items():
                text = asked.get(name)
                if text is not None:
                    try:
                        given[attribute] = text if read is None else read(text)
                    except ValidationError as error:
                        faults += _located(error, ("query", name))
            if faults:
                raise RequestValidationError(faults)
            refuse_unknown(asked, self._query)
        return self._declared(**given)


def json_of(body: bytes, content_type: str) -> Any:
    """The JSON of a body; the bytes themselves where they are sent as something else.

    Raises RequestValidationError for a body that is missing or no JSON, InvalidRequest for one that cannot be read.
    """
    if not body:
        raise RequestValidationError([{"type": "missing", "loc": ("body",), "msg": ""}])
    if not _says_json(content_type):
        return body
    try:
        return lossless.loads(body)
    except (ValueError, RecursionError):
        pass  # Read below, where it is not quite JSON (NaN), or else said what is wrong with it.
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        fault = {"type": "json_invalid", "loc": ("body", error.pos), "ctx": {"error": error.msg}}
        raise RequestValidationError([{**fault, "msg": ""}]) from error
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(UNREADABLE_BODY) from error


def of_json(value: Any, declared: type[Body]) -> Body:
    """What a body asks. Raises RequestValidationError for one that is not valid."""
    try:
        return declared.model_validate(value, from_attributes=True)
    except ValidationError as error:
        raise RequestValidationError(_located(error, ("body",))) from error


def _says_json(content_type: str) -> bool:
    """Whether a body is sent as JSON, as FastAPI takes it."""
    if content_type == _JSON:
        return True
    message = Message()
    message["content-type"] = content_type
    subtype = message.get_content_subtype()
    is_json = subtype == "json" or subtype.endswith("+json")
    return bool(content_type) and message.get_content_maintype() == "application" and is_json


def _located(error: ValidationError, place: tuple[str, ...]) -> list[dict[str, Any]]:
    faults = error.errors(include_url=False)
    return [{**fault, "loc": (*place, *fault["loc"])} for fault in faults]
