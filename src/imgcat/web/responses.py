"""HTTP answers that carry a page or file: headers, revalidation, and errors as pages."""

from collections.abc import Mapping
from hashlib import sha256
from itertools import chain

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from imgcat.errors import (
    ImgcatError,
    InvalidRecord,
    InvalidRequest,
    Moved,
    NotFound,
    QueryTimeout,
    StoreUnavailable,
)
from imgcat.web.assets import Asset
from imgcat.web.kind import HTML, Kind, Values
from imgcat.web.rendering import VERSION, policy, rendered
from imgcat.web.site import Site
from imgcat.web.tile_layers import as_json

SECURITY = {
    "Content-Security-Policy": f"{policy()}; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every page: nothing from any other host, no trace of the reader at the sources."""

_YEAR = 31_536_000  # seconds

_STATUS: Mapping[type[ImgcatError], tuple[int, str]] = {
    InvalidRequest: (400, "This request cannot be answered"),
    NotFound: (404, "Not found"),
    InvalidRecord: (404, "This record has no page"),
    QueryTimeout: (503, "This took too long"),
    StoreUnavailable: (503, "The records cannot be reached"),
}


def answer(request: Request, site: Site, kind: Kind, values: Values, path: str) -> Response:
    """What stands at `path`, or 304 if the client has it, or a page that says what is wrong. Raises Moved.

    A page is the same as long as the catalog's revision and the templates are.
    """
    tag = f'W/"{site.store.revision}-{VERSION}{_offered(site)}"'
    allowed = f"{policy(site.image_origins)}; frame-ancestors 'none'"
    headers = {
        **SECURITY,
        "Content-Security-Policy": allowed,
        "Cache-Control": "no-cache",
        "ETag": tag,
    }
    held = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if tag in held:
        return Response(status_code=304, headers=headers)
    try:
        chunks = iter(kind.body(site, values))
        # What fails at once is answered as an error; after the first chunk it can only break off.
        first = next(chunks, b"")
    except Moved:
        raise  # The application leads to where it is, as it does for the API.
    except ImgcatError as error:
        return error_page(path, error)
    if kind.media_type == HTML:
        return Response(first, media_type=kind.media_type, headers=headers)
    return StreamingResponse(chain((first,), chunks), media_type=kind.media_type, headers=headers)


def _offered(site: Site) -> str:
    """Changes with what the operator lets pages fetch from elsewhere; empty where that is nothing."""
    if not site.image_origins:
        return ""
    told = f"{as_json(site.tile_layers)} {site.thumbnails_from}"
    return f"-{sha256(told.encode()).hexdigest()[:8]}"


def asset_answer(asset: Asset, version: str) -> Response:
    """A file of the package; for ever the same at the address that pages give it."""
    lasting = f"public, max-age={_YEAR}, immutable" if version == asset.version else "no-cache"
    return Response(
        asset.body,
        media_type=asset.media_type,
        headers={"Cache-Control": lasting, "X-Content-Type-Options": "nosniff"},
    )


def error_page(path: str, error: ImgcatError) -> Response:
    """What went wrong, as a page at `path`."""
    status, body = told(path, error, live=True)
    return HTMLResponse(body, status, {**SECURITY, "Cache-Control": "no-store"})


def told(path: str, error: ImgcatError, *, live: bool) -> tuple[int, str]:
    """What went wrong: the status, and the page that says it in place of the one at `path`."""
    status, title = next(
        (found for kind, found in _STATUS.items() if isinstance(error, kind)),
        (500, "This page cannot be shown"),
    )
    return status, rendered("error.html", path, title=title, message=str(error), live=live)
