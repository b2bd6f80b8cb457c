"""Where each record stands in the folder."""

import posixpath
from urllib.parse import quote

from imgcat.model.identifiers import RECORD_COLLECTIONS, SCHEMA_PATH

ROOT = "catalog.json"
SCENES = "scenes/catalog.json"
SCHEMA = SCHEMA_PATH

# What may stand in a file name on every system; anything else is percent-encoded.
_SAFE = "-_.~+=@,()"


def file_name(record_id: str) -> str:
    """The name of an item's file: its id, percent-encoded where a file system would mind."""
    return quote(record_id, safe=_SAFE) + ".json"


def collection_path(collection: str) -> str:
    """The path of a collection's own file, relative to the catalog's folder."""
    folder = (
        collection
        if collection in RECORD_COLLECTIONS
        else f"scenes/{quote(collection, safe=_SAFE)}"
    )
    return f"{folder}/collection.json"


def item_path(collection: str, item_id: str) -> str:
    """The path of an item's file, relative to the catalog's folder."""
    return posixpath.join(posixpath.dirname(collection_path(collection)), file_name(item_id))


def href(target: str, start: str) -> str:
    """The relative link from the file `start` to the file `target`."""
    relative = posixpath.relpath(target, posixpath.dirname(start) or ".")
    relative = relative if relative.startswith("..") else f"./{relative}"
    return quote(relative, safe="/" + _SAFE)
