"""GeoJSON: one FeatureCollection, or a feature a line. The features are the STAC Items themselves."""

from collections.abc import Iterator

import orjson

from imgcat.export.licence import DATA_LICENCE, QUOTES
from imgcat.export.selection import Selection

_RECORD_SEPARATOR = b"\x1e"


def feature_collection(selection: Selection) -> Iterator[bytes]:
    """RFC 7946. The Items are copied as they are, without being parsed."""
    head = {
        "type": "FeatureCollection",
        "title": selection.title,
        "license": DATA_LICENCE,
        "rights": QUOTES,
        "revision": selection.revision,
        "links": [{"rel": "self", "href": selection.address, "type": "application/geo+json"}],
    }
    yield orjson.dumps(head)[:-1] + b',"features":['
    separator = b"\n"
    for item in selection.items:
        yield separator + item.body
        separator = b",\n"
    yield b"\n]}\n"


def sequence(selection: Selection) -> Iterator[bytes]:
    """RFC 8142, GeoJSON text sequences: a record separator before each feature, a line feed after it."""
    for item in selection.items:
        yield _RECORD_SEPARATOR + item.body + b"\n"


def lines(selection: Selection) -> Iterator[bytes]:
    """The same without separators: a feature a line."""
    for item in selection.items:
        yield item.body + b"\n"
