"""The gate of a source: gives each Item its collection, makes relative addresses whole, and says what it did."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from imgcat.catalog.sources.record import Kind, SourceRecord
from imgcat.model.finding import Finding, Severity

STRUCTURAL = frozenset(
    {"self", "root", "parent", "collection", "child", "item", "items", "next", "prev"}
)
"""Link relations that say where a record stands in a catalog; whoever serves it writes them anew."""

STANDS_IN = "collection-stands-in"
"""The rule by which an Item without a collection gets one."""


class Admission:
    """Turns parsed objects of one source into records; a remark that holds for many is made once."""

    def __init__(self) -> None:
        self._stood_in: set[str] = set()

    def item(
        self, body: dict[str, Any], origin: str, nearest: str
    ) -> Iterator[SourceRecord | Finding]:
        """An Item, put into the collection `nearest` when it names none itself."""
        collection = body.get("collection")
        if not (isinstance(collection, str) and collection):
            body["collection"] = nearest
            if nearest not in self._stood_in:
                self._stood_in.add(nearest)
                yield Finding(
                    origin,
                    "/collection",
                    Severity.NOTE,
                    STANDS_IN,
                    f"The Item names no collection; it and others like it are put into {nearest!r}.",
                )
        make_addresses_whole(body)
        yield SourceRecord(origin, Kind.ITEM, body)

    def collection(self, body: dict[str, Any], origin: str) -> Iterator[SourceRecord | Finding]:
        """A Collection as it is."""
        make_addresses_whole(body)
        yield SourceRecord(origin, Kind.COLLECTION, body)


def self_address(body: dict[str, Any]) -> str | None:
    """The http(s) address that an object's own `self` link gives, or None."""
    for link in links(body):
        href = link.get("href")
        if link.get("rel") == "self" and isinstance(href, str):
            return href if href.startswith(("http://", "https://")) else None
    return None


def links(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The links of an object that are links; early STAC had an object in place of the list."""
    found = body.get("links")
    if isinstance(found, dict):
        found = [{"rel": rel, **link} for rel, link in found.items() if isinstance(link, dict)]
    return [link for link in found if isinstance(link, dict)] if isinstance(found, list) else []


def make_addresses_whole(body: dict[str, Any]) -> None:
    """Resolve relative addresses of assets, and of links that are not about the catalog's tree, in place.

    Only against an absolute `self` link: without one, a relative address means nothing outside its folder, and stays.
    """
    if (base := self_address(body)) is None:
        return
    assets = body.get("assets")
    holders = list(assets.values()) if isinstance(assets, dict) else []
    holders += [link for link in links(body) if link.get("rel") not in STRUCTURAL]
    for holder in holders:
        href = holder.get("href") if isinstance(holder, dict) else None
        if isinstance(href, str) and is_relative(href):
            holder["href"] = urljoin(base, href)


def is_relative(href: str) -> bool:
    """Whether an address is a plain relative one: no scheme, no root, no drive letter or share of Windows."""
    if href.startswith(("https://", "s3://")):
        return False  # Nearly all are; taking them apart would take a third of the time that loading does.
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return False
    return bool(href) and not scheme and not href.startswith(("/", "#")) and "\\" not in href
