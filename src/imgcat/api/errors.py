"""Errors as the API answers them: `{"code": ..., "description": ...}`, the description a sentence."""

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

from imgcat.api.links import links_for
from imgcat.errors import (
    ImgcatError,
    InvalidRecord,
    InvalidRequest,
    Moved,
    NotFound,
    QueryTimeout,
)
from imgcat.store import lossless

STATUS: Mapping[type[ImgcatError], HTTPStatus] = {
    InvalidRequest: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    QueryTimeout: HTTPStatus.SERVICE_UNAVAILABLE,
    InvalidRecord: HTTPStatus.INTERNAL_SERVER_ERROR,
    ImgcatError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Which status stands for which error."""

_SHOWN = 80
_PAGE = ".html"
_UNREADABLE = "There was an error parsing the body"  # in FastAPI's words

logger = logging.getLogger(__name__)


def error_response(
    status: int, description: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An error in the API's own shape."""
    code = HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")
    # What a client sent may hold halves of surrogate pairs, which UTF-8 cannot say.
    sayable = description.encode(errors="replace").decode()
    body = lossless.dumps({"code": code, "description": sayable})
    return Response(body, status, dict(headers or {}), "application/json")


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error in the API's shape."""
    app.add_exception_handler(ImgcatError, _refused)
    app.add_exception_handler(Moved, _moved)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _refused(request: Request, error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.warning("%s %s: %s", request.method, request.url.path, error)
    return error_response(status, str(error))


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
    return error_response(status, str(error), {"Location": f"{address}{query}"})


def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these alone
    return error_response(400, " ".join(_sentence(problem) for problem in error.errors()))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these alone
    if error.detail == _UNREADABLE:
        description = "The body cannot be read as JSON: it is not UTF-8, or it nests too deeply."
        return error_response(error.status_code, description)
    described = {
        404: f"There is nothing at {request.url.path[:200]}; /api.html lists what can be asked.",
        405: f"{request.method} is not allowed at {request.url.path[:200]}.",
    }.get(error.status_code)
    standard = HTTPStatus(error.status_code).phrase
    if described is None or error.detail != standard:
        described = str(error.detail)
    return error_response(error.status_code, described, error.headers)


def _unforeseen(request: Request, error: Exception) -> Response:
    logger.error("%s %s", request.method, request.url.path, exc_info=error)
    return error_response(500, "The server failed to answer; the fault is in its log.")


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
