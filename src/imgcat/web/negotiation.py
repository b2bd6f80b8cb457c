"""For people and for programs: where a page shows what the API answers, who prefers HTML gets the page.

The header `Accept` decides, and the parameter `f` before it: `html` or `json`. Other formats are left to the API.
"""

import re
from urllib.parse import parse_qs, quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat.web import addresses
from imgcat.web.accept import prefers_html

_PAGES = {
    "/": addresses.HOME,
    "/collections/locations": addresses.LOCATIONS,
    "/collections/locations/items": addresses.LOCATIONS,
    "/collections/reports": addresses.REPORTS,
    "/collections/reports/items": addresses.REPORTS,
    "/api": addresses.API,
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
        page = _page(scope)
        if page is None:
            await self.app(scope, receive, send)
            return
        root = scope.get("root_path", "")
        named = _format(scope)
        accept = ",".join(Headers(scope=scope).getlist("accept"))
        wants_page = named == "html" or (named is None and prefers_html(accept))
        scope = {**scope, "query_string": b""}
        if wants_page:
            path = f"{root}/{page}"
            scope |= {"path": unquote(path), "raw_path": path.encode()}

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Accept")
                if not wants_page and message["status"] == 200:
                    link = f'<{quote(root)}/{page}>; rel="alternate"; type="text/html"'
                    headers["Link"] = ", ".join(filter(None, (headers.get("Link"), link)))
            await send(message)

        await self.app(scope, receive, send_varying)


def _page(scope: Scope) -> str | None:
    """The page that shows all that a request asks for; None where there is none."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return None
    # A page shows everything: who restricts it by parameters asks the API.
    if scope["query_string"] and _format(scope) not in {"html", "json"}:
        return None
    raw = scope.get("raw_path") or scope["path"].encode()
    path = raw.split(b"?")[0].decode("ascii", "replace").removeprefix(scope.get("root_path", ""))
    if (record := _RECORD.fullmatch(path)) is not None:
        return _ADDRESS[record[1]](unquote(record[2]))
    return _PAGES.get(path or "/")


def _format(scope: Scope) -> str | None:
    """The parameter `f` where it stands alone."""
    asked = parse_qs(scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)
    return asked["f"][0] if asked.keys() == {"f"} else None
