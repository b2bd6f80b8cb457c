"""Stored JSON bodies: how links are set apart at loading, and joined again without parsing."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import orjson

from imgcat.catalog.sources import ItemText

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


def stored_text(item: ItemText) -> bytes:
    """The same of an Item that is passed on as text, as JSON."""
    kept = [link for link in item.links if link.get("rel") not in STRUCTURAL]
    parts: list[bytes | msgspec.Raw] = [b"{"]
    for name, text in item.members.items():
        if name != "links":
            parts += (_member(name), text, b",")
    parts += (_member("links"), orjson.dumps(kept), b"}")
    return b"".join(parts)


@lru_cache(maxsize=256)
def _member(name: str) -> bytes:
    return orjson.dumps(name) + b":"


def with_links(body: bytes, links: Sequence[Mapping[str, Any]]) -> bytes:
    """The JSON `body`, whose last member is `links`, with further links put at the end of them."""
    if not body.endswith(b"]}"):
        raise ValueError("a stored body must end with its links")
    if not links:
        return body
    separator = b"" if body.endswith(b"[]}") else b","
    return body[:-2] + separator + orjson.dumps(list(links))[1:] + b"}"
