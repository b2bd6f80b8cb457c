"""Stored JSON bodies: how links are set apart at loading, and joined again without parsing."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

Parts = tuple[bytes | memoryview, ...]
"""JSON that has yet to be joined."""

STRUCTURAL = frozenset(
    {"self", "root", "parent", "collection", "child", "item", "items", "next", "prev"}
)
"""Link relations that say where a record stands in a catalog; whoever serves it writes them anew."""


def links_last(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its structural links left out and `links` as its last member."""
    links = record.get("links")
    kept = [
        link
        for link in (links if isinstance(links, list) else [])
        if isinstance(link, dict) and link.get("rel") not in STRUCTURAL
    ]
    return {**{key: value for key, value in record.items() if key != "links"}, "links": kept}


def with_links(body: bytes, links: Sequence[Mapping[str, Any]]) -> bytes:
    """The JSON `body`, whose last member is `links`, with further links put at the end of them."""
    return b"".join(parts_with_links(body, orjson.dumps(list(links))[1:-1]))


def parts_with_links(body: bytes, links: bytes) -> Parts:
    """The same with links that are JSON already, with commas between; in parts, so that nothing is copied."""
    if not body.endswith(b"]}"):
        raise ValueError("a stored body must end with its links")
    if not links:
        return (body,)
    separator = b"" if body.endswith(b"[]}") else b","
    return memoryview(body)[:-2], separator, links, b"]}"
