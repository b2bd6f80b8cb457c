"""Where records stand in the API, and how links between the catalog's files become links of the API.

The files link to each other by relative paths. A store keeps such a link as `imgcat:/collections/.../items/...`;
whoever serves the body knows its own base URL and puts it in place of `imgcat:`, in the bytes, without parsing them.
"""

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import orjson

from imgcat.catalog import layout
from imgcat.model.identifiers import RECORD_COLLECTIONS

SCHEME = "imgcat:"

# A quotation mark inside a JSON string is escaped, so these bytes are never anything but the start of an href.
_MARK = f'"href":"{SCHEME}/'.encode()
_LINKS = b'"links":['
"""Where the links begin, among which alone addresses stand."""


def collection_address(collection: str) -> str:
    """The path of a collection below the API's base URL."""
    return f"/collections/{quote(collection, safe='')}"


def item_address(collection: str, item_id: str) -> str:
    """The path of an item below the API's base URL; a `/` in an id is percent-encoded."""
    return f"{collection_address(collection)}/items/{quote(item_id, safe='')}"


def file_address(collection: str, item_id: str, ending: str = "json") -> str:
    """The path of the file that holds an item, as in a catalog's folder, below the base URL of the pages; with another
    ending of what stands beside it."""
    folder = posixpath.dirname(layout.collection_path(collection))
    return "/" + layout.address(f"{folder}/{layout.encoded(item_id)}.{ending}")


def page_address(collection: str, item_id: str) -> str:
    """The path of an item's page, which stands beside its file."""
    return file_address(collection, item_id, "html")


def address_of(path: str) -> str | None:
    """The API's address of what a file of the catalog holds; None for a file that is no record.

    `path` is relative to the catalog's folder, as `imgcat.catalog.layout` makes it.
    """
    if path == layout.ROOT:
        return "/"
    folder, _, name = path.rpartition("/")
    if folder.startswith("scenes/"):
        folder = folder.removeprefix("scenes/")
    elif folder not in RECORD_COLLECTIONS:
        return None
    if "/" in folder or not name.endswith(".json"):
        return None
    collection = unquote(folder)
    if name == "collection.json":
        return collection_address(collection)
    return item_address(collection, unquote(name.removesuffix(".json")))


def with_addresses(record: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The record of the catalog's file `path`, its links to other records as `imgcat:` addresses."""
    links = record.get("links")
    if not isinstance(links, list):
        return dict(record)
    return {**record, "links": [_addressed(link, path) for link in links]}


def make_absolute(body: bytes, base: str) -> bytes:
    """The JSON `body`, compact as a store keeps it, with every address below the base URL (no `/` at its end)."""
    if _is_free(body[body.rfind(_LINKS) :]):
        return body
    return body.replace(_MARK, b'"href":' + orjson.dumps(base + "/")[:-1])


def _is_free(links: bytes) -> bool:
    """Whether it is plain that these bytes, the end of a body, are its last member and hold no address.

    The body need not be searched then. A list of links inside of a link would leave another list to be closed.
    """
    is_member = links.startswith(_LINKS) and links.endswith(b"]}") and links.count(b"]") == 1
    return is_member and _MARK not in links


def _addressed(link: Any, path: str) -> Any:
    href = link.get("href") if isinstance(link, dict) else None
    if not isinstance(href, str):
        return link
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    address = address_of(target)
    return link if address is None else {**link, "href": SCHEME + address}
