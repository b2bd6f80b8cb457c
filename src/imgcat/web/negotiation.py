"""For people and for programs: where a page shows what the API answers, who prefers HTML gets the page.

The header `Accept` decides, and the parameter `f` before it: `html` or `json`. Other formats, the names and media types
of exports, are left to the API.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat.export import Format
from imgcat.export.formats import OF_COLLECTION, OF_ITEM, OF_SEARCH
from imgcat.web import addresses
from imgcat.web.accept import prefers_html


class Shown(NamedTuple):
    """The page of an address, and the formats that the API offers there beside JSON."""

    page: str
    formats: Sequence[Format] = ()


_PAGES = {
    "/": Shown(addresses.HOME),
    "/collections/locations": Shown(addresses.LOCATIONS, OF_COLLECTION),
    "/collections/locations/items": Shown(addresses.LOCATIONS, OF_SEARCH),
    "/collections/reports": Shown(addresses.REPORTS, OF_COLLECTION),
    "/collections/reports/items": Shown(addresses.REPORTS, OF_SEARCH),
    "/api": Shown(addresses.API),
}
_RECORD = re.compile(r"/collections/(locations|reports)/items/([^/]+)")
_ADDRESS = {"locations": addresses.location, "reports": addresses.report}


class Negotiation:
    """ASGI middleware: sends GET and HEAD of an address of the API to the page that shows the same, where it is wanted.

    An answer that could have been a page says so: it varies with `Accept`, and links to the page as its alternate.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, to a page or to the API."""
        shown = _shown(scope)
        if shown is None:
            await self.app(scope, receive, send)
            return
        page = shown.page
        root = scope.get("root_path", "")
        named = _format(scope)
        accept = ",".join(Headers(scope=scope).getlist("accept"))
        others = [each.base_type for each in shown.formats]
        wants_page = named == "html" or (named is None and prefers_html(accept, others))
        scope = {**scope, "query_string": b"", "headers": list(scope["headers"])}
        if named == "json":
            MutableHeaders(scope=scope)["accept"] = "application/json"
        if wants_page:
            path = f"{root}/{page}"
            scope |= {"path": unquote(path), "raw_path": path.encode()}

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "Accept" not in headers.get("vary", "").split(", "):
                    headers.add_vary_header("Accept")
                if not wants_page and message["status"] == 200:
                    link = f'<{quote(root)}/{page}>; rel="alternate"; type="text/html"'
                    headers["Link"] = ", ".join(filter(None, (headers.get("Link"), link)))
            await send(message)

        await self.app(scope, receive, send_varying)


def _shown(scope: Scope) -> Shown | None:
    """What shows all that a request asks for; None where there is no page."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return None
    # A page shows everything: who restricts it by parameters asks the API.
    if scope["query_string"] and _format(scope) not in {"html", "json"}:
        return None
    raw = scope.get("raw_path") or scope["path"].encode()
    path = raw.split(b"?")[0].decode("ascii", "replace").removeprefix(scope.get("root_path", ""))
    if (record := _RECORD.fullmatch(path)) is not None:
        return Shown(_ADDRESS[record[1]](unquote(record[2])), OF_ITEM)
    return _PAGES.get(path or "/")


def _format(scope: Scope) -> str | None:
    """The parameter `f` where it stands alone."""
    query = scope["query_string"]
    if b"f" not in query:
        return None
    asked = parse_qs(query.decode("ascii", "replace"), keep_blank_values=True)
    return asked["f"][0] if asked.keys() == {"f"} else None
