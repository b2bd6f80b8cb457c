"""HTTP answers that carry a page: headers, revalidation, and errors as pages."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from imgcat.errors import (
    ImgcatError,
    InvalidRecord,
    InvalidRequest,
    Moved,
    NotFound,
    QueryTimeout,
    StoreUnavailable,
)
from imgcat.web.rendering import VERSION, rendered

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every page: no script, nothing from any other host, no trace of the reader at the sources."""

_STATUS: Mapping[type[ImgcatError], tuple[int, str]] = {
    InvalidRequest: (400, "This request cannot be answered"),
    NotFound: (404, "Not found"),
    InvalidRecord: (404, "This record has no page"),
    QueryTimeout: (503, "This took too long"),
    StoreUnavailable: (503, "The records cannot be reached"),
}


def page(request: Request, revision: str, path: str, render: Callable[[], str]) -> Response:
    """The page that stands at `path`, or 304 if the client has it, or a page that says what is wrong. Raises Moved.

    `revision` is the catalog's; a page is the same as long as it and the templates are.
    """
    tag = f'W/"{revision}-{VERSION}"'
    headers = {**SECURITY, "Cache-Control": "no-cache", "ETag": tag}
    held = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if tag in held:
        return Response(status_code=304, headers=headers)
    try:
        return HTMLResponse(render(), headers=headers)
    except Moved:
        raise  # The application leads to where it is, as it does for the API.
    except ImgcatError as error:
        return error_page(path, error)


def error_page(path: str, error: ImgcatError) -> Response:
    """What went wrong, as a page at `path`."""
    status, title = next(
        (found for kind, found in _STATUS.items() if isinstance(error, kind)),
        (500, "This page cannot be shown"),
    )
    body = rendered("error.html", path, title=title, message=str(error))
    return HTMLResponse(body, status, {**SECURITY, "Cache-Control": "no-store"})
