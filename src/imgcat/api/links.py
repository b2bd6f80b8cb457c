"""The links that the API writes: where a record stands in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.types import Scope

from imgcat.model.identifiers import LOCATIONS, PAGES, RECORD_COLLECTIONS, REPORTS
from imgcat.store.address import collection_address, item_address
from imgcat.store.body import further

Link = dict[str, Any]

JSON = "application/json"
GEOJSON = "application/geo+json"
SCHEMA_JSON = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
HTML = "text/html"

QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
SORTABLES = "http://www.opengis.net/def/rel/ogc/1.0/sortables"
FUNCTIONS = "http://www.opengis.net/def/rel/ogc/1.0/functions"


@dataclass(frozen=True, slots=True)
class Links:
    """Links below a base URL, which has no slash at its end."""

    base: str

    def url(self, path: str, **query: str) -> str:
        """The absolute URL of a path that starts with `/`."""
        return f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")

    def to(self, rel: str, path: str, media_type: str = JSON, **more: Any) -> Link:
        """A link to a path of the API."""
        return {"rel": rel, "href": self.url(path), "type": media_type, **more}

    def root(self) -> Link:
        return self.to("root", "/")

    def around_page(
        self, path: str, asked: QueryParams, media_type: str, token: str | None
    ) -> list[Link]:
        """The links of a page: itself as it was asked for, the root, and the page that the token starts."""
        here = self.url(path)
        pairs = asked.multi_items()
        rest = [(name, value) for name, value in pairs if name != "token"]
        found = [{"rel": "self", "href": _with_query(here, pairs), "type": media_type}, self.root()]
        if token is not None:
            following = _with_query(here, [*rest, ("token", token)])
            found.append({"rel": "next", "href": following, "type": media_type})
        return found

    def of_item(self, collection: str, item_id: str) -> list[Link]:
        """Where an item stands."""
        above = collection_address(collection)
        return [
            self.to("self", item_address(collection, item_id), GEOJSON),
            self.root(),
            self.to("parent", above),
            self.to("collection", above),
        ]

    def of_collection(self, collection: str) -> list[Link]:
        """Where a collection stands, and what can be asked of it."""
        here = collection_address(collection)
        return [
            self.to("self", here),
            self.root(),
            self.to("parent", "/"),
            self.to("items", f"{here}/items", GEOJSON),
            self.to(QUERYABLES, f"{here}/queryables", SCHEMA_JSON),
            self.to(SORTABLES, f"{here}/sortables", SCHEMA_JSON),
            *self.to_aggregations(here),
            self.to("child", f"{here}/browse", title="Items, page after page"),
        ]

    def to_aggregations(self, above: str) -> list[Link]:
        """What can be counted over the items of the path above, and where."""
        return [
            self.to("aggregations", f"{above}/aggregations", title="Aggregations"),
            self.to("aggregate", f"{above}/aggregate", title="Aggregate", method="GET"),
            self.to("aggregate", f"{above}/aggregate", title="Aggregate", method="POST"),
        ]

    def to_references(self, collection: str, item_id: str) -> list[Link]:
        """What imgcat answers about an item beyond STAC; the relation types are URIs of the project."""
        here = item_address(collection, item_id)
        links = [self.to(relation_type("references"), f"{here}/references", JSON)]
        if collection not in RECORD_COLLECTIONS:
            links.append(self.to(relation_type("coverage"), f"{here}/coverage", GEOJSON))
        name = here.rpartition("/")[2]
        if collection == LOCATIONS:
            links.append(self.to(relation_type("timeline"), f"/locations/{name}/timeline", GEOJSON))
            links.append(self.to(relation_type("names"), f"/locations/{name}/names"))
            links.append(self.to(relation_type("neighbours"), f"/locations/{name}/neighbours"))
            links.append(self.to(relation_type("coverage"), f"/locations/{name}/coverage", GEOJSON))
            links.append(self.to(relation_type("revisit"), f"/locations/{name}/revisit"))
        if collection == REPORTS:
            links.append(self.to(relation_type("scenes"), f"/reports/{name}/scenes", JSON))
            links.append(self.to(relation_type("thread"), f"/reports/{name}/thread", GEOJSON))
        return links


def _with_query(url: str, pairs: list[tuple[str, str]]) -> str:
    return f"{url}?{urlencode(pairs)}" if pairs else url


_IN_HEADER = frozenset(
    {
        "about",
        "alternate",
        "canonical",
        "collection",
        "describedby",
        "next",
        "prev",
        "self",
        "service-desc",
        "service-doc",
    }
)
_REFERENCE = re.compile(r"[A-Za-z0-9%:/?#\[\]@!$&'()*+,;=._~-]*")
_LONGEST = 2_000
_MOST = 4_000
"""Characters of an href in a header, and of all links in it: servers on the way take 8,000 for all headers."""


def link_header(links: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The header `Link` (RFC 8288) for links of an answer: those that a GET follows, of types that IANA lists."""
    written = []
    for link in links:
        if link["rel"] not in _IN_HEADER or link.get("method") == "POST":
            continue
        href = str(link["href"])
        if not _REFERENCE.fullmatch(href):
            # Whatever is in it, such as a forged host, it cannot end the reference.
            href = quote(href, safe="%:/?#[]@!$&'()*+,;=-._~")
        if len(href) <= _LONGEST:
            media_type = f'; type="{link["type"]}"' if "type" in link else ""
            written.append(f'<{href}>; rel="{link["rel"]}"{media_type}')
    while sum(map(len, written)) > _MOST:
        written.pop()
    return {"Link": ", ".join(written)} if written else {}


def relation_type(name: str) -> str:
    """The URI of one of imgcat's own link relation types."""
    return f"{PAGES}/rel/{name}"


def links_for(request: Request) -> Links:
    """Links below the configured base URL, or below the one that the request came to."""
    return links_below(request.app.state.catalog.settings.base_url, request.scope)


def links_below(configured: str | None, scope: Scope) -> Links:
    """Links below the configured base URL, or below the one that a request came to."""
    if configured:
        return Links(configured)
    host = next((value for name, value in scope["headers"] if name == b"host"), None)
    root = scope.get("app_root_path", scope.get("root_path", ""))
    server = scope.get("server")
    return Links(_base_url(scope["scheme"], host, server and tuple(server), root))


@lru_cache(maxsize=256)
def _base_url(
    scheme: str, host: bytes | None, server: tuple[str, int | None] | None, root: str
) -> str:
    """As Starlette puts it together, which takes a while."""
    headers = [] if host is None else [(b"host", host)]
    about = {"scheme": scheme, "headers": headers, "server": server, "root_path": root}
    return str(Request({"type": "http", "query_string": b"", **about}).base_url).rstrip("/")


_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*")

ANY_ID = uuid4().hex
"""Stands for the id of an item in links that are prepared; it occurs in nothing else."""


class Prepared:
    """Links of the items of a collection, made for `ANY_ID`, to be filled in for each of them."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = links
        self._around = further(links).split(ANY_ID.encode())
        self._in_header = link_header(links).get("Link", "").split(ANY_ID)

    def of(self, item_id: str) -> bytes:
        """The links of an item, as JSON that ends its body."""
        return _written(item_id).encode().join(self._around)

    def header(self, item_id: str) -> dict[str, str]:
        """The same as `link_header` has them."""
        written = _written(item_id)
        header = written.join(self._in_header)
        if len(header) + len(ANY_ID) * len(self._in_header) <= _LONGEST:
            return {"Link": header}
        # Some may be too long.
        filled = ({**link, "href": link["href"].replace(ANY_ID, written)} for link in self._links)
        return link_header(filled)


def _written(item_id: str) -> str:
    """An id as it stands in a URL."""
    return item_id if _UNRESERVED.fullmatch(item_id) else quote(item_id, safe="")


@lru_cache(maxsize=1024)
def of_items(base: str, collection: str) -> Prepared:
    """Where the items of a collection stand."""
    return Prepared(Links(base).of_item(collection, ANY_ID))
