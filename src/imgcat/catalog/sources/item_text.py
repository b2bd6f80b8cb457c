"""Items as text, of which no more is parsed than has to be known; all else is passed on as it is written."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import orjson

from imgcat.catalog.sources.admission import STRUCTURAL, is_relative, self_address
from imgcat.model.long_integer import has_long_integer

_HEAD = 64
"""Bytes within which text with white space between its tokens shows that it has some."""


class ItemText(msgspec.Struct, frozen=True):
    """An Item with a collection, properties and a polygon, which a source passes on as it is.

    `members` are the texts of all its members by name; `ring` is the one ring of its geometry, lon and lat as written.
    """

    origin: str
    id: str
    collection: str
    members: dict[str, msgspec.Raw]
    properties: dict[str, Any]
    ring: Sequence[tuple[float, float]]
    links: Sequence[dict[str, Any]]


class _Polygon(msgspec.Struct):
    type: Literal["Polygon"]
    coordinates: tuple[list[tuple[float, float]]]


class _Asset(msgspec.Struct):
    href: str


_members = msgspec.json.Decoder(dict[str, msgspec.Raw])
_string = msgspec.json.Decoder(str)
_polygon = msgspec.json.Decoder(_Polygon)
_assets = msgspec.json.Decoder(dict[str, _Asset])


def item_text(line: bytes, origin: str) -> ItemText | None:
    """The Item in a line; None for one that has to be read as a whole: because something in it is unusual, has to be
    changed, or is not as it should be.

    Numbers outside its properties and its geometry are not looked at: `may_overflow` is asked first.
    """
    if b'": ' in line[:_HEAD] or (b"\\" in line and (b"\\u" in line or b"\\/" in line)):
        return None
    try:
        if not line.isascii():
            line.decode()
        members = _members.decode(line)
        properties = bytes(members["properties"])
        if bytes(members["type"]) != b'"Feature"' or has_long_integer(properties):
            return None
        links = orjson.loads(bytes(members["links"])) if "links" in members else []
        found = ItemText(
            origin,
            _string.decode(members["id"]),
            _string.decode(members["collection"]),
            members,
            orjson.loads(properties),
            _polygon.decode(members["geometry"]).coordinates[0],
            links,
        )
    except (ValueError, LookupError, msgspec.MsgspecError, RecursionError):
        return None
    return found if _is_ready(found) else None


def _is_ready(item: ItemText) -> bool:
    """Whether an Item is well formed, and needs no address made whole."""
    if not (item.id and item.collection and type(item.properties) is dict):
        return False
    if type(item.links) is not list or not all(type(link) is dict for link in item.links):
        return False
    if self_address({"links": item.links}) is None:
        return True
    try:
        assets = _assets.decode(item.members["assets"]) if "assets" in item.members else {}
    except msgspec.MsgspecError:
        return False
    hrefs = [asset.href for asset in assets.values()]
    hrefs += [link.get("href") for link in item.links if link.get("rel") not in STRUCTURAL]
    return not any(isinstance(href, str) and is_relative(href) for href in hrefs)
