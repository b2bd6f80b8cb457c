"""Stored JSON bodies: how links are set apart at loading, and joined again without parsing."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec
import orjson

from imgcat.catalog.sources import ItemText
from imgcat.catalog.sources.admission import STRUCTURAL

Parts = tuple[bytes | memoryview, ...]
"""JSON that has yet to be joined."""


def links_last(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its structural links left out and `links` as its last member."""
    links = record.get("links")
    kept = [
        link
        for link in (links if isinstance(links, list) else [])
        if isinstance(link, dict) and link.get("rel") not in STRUCTURAL
    ]
    return {**{key: value for key, value in record.items() if key != "links"}, "links": kept}


def digest(body: bytes) -> bytes:
    """What tells whether a body has changed; revisions are sums of these."""
    return sha256(body).digest()


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
    return b"".join(parts_with_links(body, further(links)))


def further(links: Sequence[Mapping[str, Any]]) -> bytes:
    """Links as JSON that ends a body: a comma before each of them."""
    return b",%b]}" % orjson.dumps(links)[1:-1] if links else b"]}"


def parts_with_links(body: bytes, links: bytes) -> Parts:
    """The same with `further` links that are JSON already; in parts, so that nothing is copied."""
    if body.endswith(b"[]}"):
        return memoryview(body)[:-2], links.removeprefix(b",")
    if not body.endswith(b"]}"):
        raise ValueError("a stored body must end with its links")
    return memoryview(body)[:-2], links
