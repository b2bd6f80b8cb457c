"""From what goes wrong to the problem that says so, in a sentence."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from imgcat.api.links import links_for
from imgcat.api.problem import problem, unavailable
from imgcat.api.request_id import request_id
from imgcat.errors import (
    ImgcatError,
    InvalidRecord,
    InvalidRequest,
    Moved,
    NotFound,
    QueryTimeout,
    StoreUnavailable,
)

STATUS: Mapping[type[ImgcatError], HTTPStatus] = {
    InvalidRequest: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    QueryTimeout: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    InvalidRecord: HTTPStatus.INTERNAL_SERVER_ERROR,
    ImgcatError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Which status stands for which error."""

_SHOWN = 80
_PAGE = ".html"
_UNREADABLE = "There was an error parsing the body"  # in FastAPI's words
UNREADABLE_BODY = "The body cannot be read as JSON: it is not UTF-8, or it nests too deeply."

logger = logging.getLogger(__name__)


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error as a problem."""
    app.add_exception_handler(ImgcatError, _refused)
    app.add_exception_handler(Moved, _moved)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def _refused(request: Request, error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        asked = request_id(request.scope), request.method, request.url.path
        logger.warning("%s %s %s: %s", *asked, error)
    if isinstance(error, StoreUnavailable):
        return unavailable(request.scope, error)
    return problem(request.scope, status, str(error))


def _moved(request: Request, error: Exception) -> Response:
    """Leads to the same address with the id that the record has now; whatever else was asked is asked there."""
    assert isinstance(error, Moved)  # noqa: S101 - it is registered for these alone
    segments = request.url.path.removeprefix(request.scope.get("root_path", "")).split("/")
    for at in range(len(segments) - 1, -1, -1):
        name, ending = segments[at], ""
        if name.endswith(_PAGE) and unquote(name) != error.item_id:
            name, ending = name.removesuffix(_PAGE), _PAGE
        if unquote(name) == error.item_id:
            segments[at] = quote(error.successor, safe="") + ending
            break
    else:
        return _refused(request, error)
    address = links_for(request).url("/".join(segments))
    query = f"?{request.url.query}" if request.url.query else ""
    status = HTTPStatus.MOVED_PERMANENTLY
    return problem(request.scope, status, str(error), {"Location": f"{address}{query}"})


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these alone
    if any(fault["type"] == "model_attributes_type" for fault in error.errors()):
        sent = request.headers.get("content-type", "")
        if not _is_json(sent):
            said = f"The body is sent as {sent!r:.60}; send a JSON object with Content-Type: application/json."
            return problem(request.scope, 415, said, {"Accept-Post": "application/json"})
    return problem(request.scope, 400, " ".join(_sentence(fault) for fault in error.errors()))


def _is_json(media_type: str) -> bool:
    subtype = media_type.partition(";")[0].strip().lower().partition("/")[2]
    return subtype == "json" or subtype.endswith("+json")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    path = request.url.path[:200]
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = {"Allow": ", ".join(_methods(request.app, request.scope))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allowed)
        said = f"{request.method} is not allowed at {path}; {allowed['Allow']} are."
        return problem(request.scope, 405, said, allowed)
    if error.detail == _UNREADABLE:
        said = UNREADABLE_BODY
    elif error.detail == HTTPStatus(error.status_code).phrase and error.status_code == 404:
        said = f"There is nothing at {path}; /api.html lists what can be asked."
    else:
        said = str(error.detail)
    return problem(request.scope, error.status_code, said, error.headers)


def _methods(app: FastAPI, scope: Scope) -> list[str]:
    """What is allowed at the path of a request, by whichever of the routes."""
    found = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in app.routes)
    ]
    return [*found, *(("HEAD",) if "GET" in found else ()), "OPTIONS"]


def _sentence(problem: Mapping[str, Any]) -> str:
    """One thing that a validation found, as a sentence that says where."""
    place, *path = [str(step) for step in problem["loc"]]
    message = str(problem["msg"]).rstrip(".")
    message = message.removeprefix("Value error, ")
    if problem["type"] == "json_invalid":
        reason = problem.get("ctx", {}).get("error", "it cannot be read")
        return f"The body is not JSON: {reason} at character {path[0] if path else 0}."
    if place == "body" and not path:
        if problem["type"] == "model_attributes_type":
            return "The body is not a JSON object; send one with the header Content-Type: application/json."
        if problem["type"] == "missing":
            return "The request has no body; a JSON object is expected."
        return f"The body is not valid: {message}."
    where = (
        f"In the body, {'.'.join(path)!r}"
        if place == "body"
        else f"The {place} parameter {path[0]!r}"
    )
    if problem["type"] == "extra_forbidden":
        return f"{where} is not known."
    if problem["type"] == "missing":
        return f"{where} is required."
    found = repr(problem.get("input"))
    found = found if len(found) <= _SHOWN else found[: _SHOWN - 1] + "…"
    return f"{where} is not valid: {message} (found {found})."
