"""Errors as they are answered: problem details (RFC 9457) that are the STAC API's error objects too."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from starlette.responses import Response
from starlette.types import Scope

from imgcat.api.request_id import request_id
from imgcat.errors import StoreUnavailable
from imgcat.model.identifiers import PAGES
from imgcat.store import lossless

PROBLEM_JSON = "application/problem+json"


class Kind(NamedTuple):
    """A kind of error: its short name, which is STAC's `code` and ends the URI of its `type`, and its title."""

    code: str
    title: str


KINDS: Mapping[int, Kind] = {
    400: Kind("InvalidRequest", "The request is not valid"),
    404: Kind("NotFound", "There is no such thing"),
    405: Kind("MethodNotAllowed", "The method is not allowed here"),
    413: Kind("BodyTooLarge", "The body is too large"),
    414: Kind("QueryTooLong", "The query of the URL is too long"),
    415: Kind("UnsupportedMediaType", "The body is of another type"),
    431: Kind("HeadTooLarge", "The head of the request is too large"),
    500: Kind("ServerFault", "The server failed"),
    503: Kind("QueryTimeout", "The question took too long"),
}
"""By status; a database that is away is a kind of its own."""
_PAUSE = "5"
"""Seconds after which a client may ask again when the database is away."""
UNAVAILABLE = Kind("StoreUnavailable", "The records cannot be reached now")


def problem(
    scope: Scope,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    kind: Kind | None = None,
) -> Response:
    """The answer to a request that cannot be answered otherwise. `detail` is a sentence that says what and where."""
    kind = kind or KINDS.get(status) or _standard(status)
    # What a client sent may hold halves of surrogate pairs, which UTF-8 cannot say.
    sayable = detail.encode(errors="replace").decode()
    body = {
        "type": f"{PAGES}/problem/{kind.code}",
        "title": kind.title,
        "status": status,
        "detail": sayable,
        "instance": (scope.get("raw_path") or b"").split(b"?")[0].decode("ascii", "replace"),
        "code": kind.code,
        "description": sayable,
        "request_id": request_id(scope),
    }
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return Response(lossless.dumps(body), status, sent, PROBLEM_JSON)


def unavailable(scope: Scope, error: StoreUnavailable) -> Response:
    """The answer while the database is away."""
    return problem(scope, 503, str(error), {"Retry-After": _PAUSE}, UNAVAILABLE)


def _standard(status: int) -> Kind:
    phrase = HTTPStatus(status).phrase
    return Kind(phrase.title().replace(" ", "").replace("-", ""), phrase)
