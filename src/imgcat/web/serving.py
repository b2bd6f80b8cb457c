"""The pages and their files on a server: one route, made from the table of kinds."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

from imgcat.errors import NotFound
from imgcat.store.protocol import Store
from imgcat.web.assets import ASSETS
from imgcat.web.kind import Kind, Values
from imgcat.web.kinds import KINDS
from imgcat.web.responses import answer, asset_answer, error_page
from imgcat.web.site import Site
from imgcat.web.tile_layers import TileLayer

_STATIC = "static/"
_METHODS = {"GET", "HEAD"}


class Pages(BaseRoute):
    """Every address of the table of kinds, and the files of `static`. Anything else is left to other routes.

    `base` is the URL below which the server is reached; None takes it from each request. `layers` are tile layers that
    maps offer beside the basemap, `thumbnails_from` the origins whose previews of scenes pages may show.
    """

    def __init__(
        self,
        store: Store,
        base: str | None = None,
        kinds: Sequence[Kind] = KINDS,
        layers: tuple[TileLayer, ...] = (),
        thumbnails_from: tuple[str, ...] = (),
    ) -> None:
        self._site = Site(
            store, base or "", live=True, tile_layers=layers, thumbnails_from=thumbnails_from
        )
        self._kinds = kinds

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a page or file may stand at the address that is asked for."""
        if scope["type"] != "http":
            return Match.NONE, {}
        path = _path(scope)
        if path.startswith(_STATIC):
            found: Scope = {"asset": path.removeprefix(_STATIC)}
        elif (known := self._find(path)) is not None:
            found = {"kind": known[0], "values": known[1], "page": path}
        else:
            return Match.NONE, {}
        return Match.FULL if scope["method"] in _METHODS else Match.PARTIAL, found

    def _find(self, path: str) -> tuple[Kind, Values] | None:
        for kind in self._kinds:
            if (values := kind.match(path)) is not None:
                return kind, values
        return None

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["method"] not in _METHODS:
            response = Response(status_code=405, headers={"Allow": "GET, HEAD"})
        else:
            response = await run_in_threadpool(self._answer, Request(scope))
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if "asset" in request.scope:
            path = request.scope["asset"]
            if (asset := ASSETS.get(path)) is None:
                return error_page(_STATIC + path, NotFound(f"There is no file {path!r:.100}."))
            return asset_answer(asset, request.query_params.get("v", ""))
        kind: Kind = request.scope["kind"]
        asked = {name: request.query_params.get(name, "") for name in kind.asks}
        values = {**request.scope["values"], **asked}
        site = self._site
        if not site.base:
            site = replace(site, base=str(request.base_url).rstrip("/"))
        return answer(request, site, kind, values, request.scope["page"])

    def url_path_for(self, name: str, /, **_: object) -> object:  # type: ignore[override]
        """Links between pages are made from their records, not from routes."""
        raise NoMatchFound(name, {})


def _path(scope: Scope) -> str:
    """The path that is asked for, decoded, without a leading slash, below the root of the application.

    From the path as it was sent: an application may hand on a path whose encoded slashes are encoded still.
    """
    raw = scope.get("raw_path")
    path = unquote(raw.split(b"?")[0].decode("ascii", "replace")) if raw else scope["path"]
    return path.removeprefix(scope.get("root_path", "")).removeprefix("/")
