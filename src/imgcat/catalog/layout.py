"""Where each record stands in the folder."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from imgcat.errors import InvalidRecord
from imgcat.model.identifiers import RECORD_COLLECTIONS, SCHEMA_PATH

ROOT = "catalog.json"
SCENES = "scenes/catalog.json"
SCHEMA = SCHEMA_PATH
CHANGES = "changes.json"
COLLECTION = "collection.json"

# What may stand in a file name on every system; anything else is percent-encoded.
_SAFE = "-_.~+=@,()"


def file_name(record_id: str) -> str:
    """The name of an item's file: its id, percent-encoded where a file system would mind.

    Raises InvalidRecord for the id whose file is the collection's own.
    """
    name = f"{encoded(record_id)}.json"
    if name == COLLECTION:
        raise InvalidRecord(
            f"No record can have the id {record_id!r}: {COLLECTION} is the file of its collection."
        )
    return name


def collection_path(collection: str) -> str:
    """The path of a collection's own file, relative to the catalog's folder.

    Raises InvalidRecord for the id whose folder would stand where the list of the collections does.
    """
    folder = collection if collection in RECORD_COLLECTIONS else f"scenes/{encoded(collection)}"
    if folder == SCENES:
        raise InvalidRecord(f"No collection can have the id {collection!r}: {SCENES} is a file.")
    return f"{folder}/{COLLECTION}"


def item_path(collection: str, item_id: str) -> str:
    """The path of an item's file, relative to the catalog's folder."""
    return posixpath.join(posixpath.dirname(collection_path(collection)), file_name(item_id))


def href(target: str, start: str) -> str:
    """The relative link from the file `start` to the file `target`."""
    here, there = start.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    above = "../" * (len(here) - shared) or "./"
    return above + address("/".join(there[shared:]))


def address(path: str) -> str:
    """The link from the catalog's folder to one of its files."""
    return quote(path, safe="/" + _SAFE)


def generated(folder: Path) -> Iterator[str]:
    """The paths, relative to a catalog's folder, of what stands where records and collections do; not hidden ones."""
    patterns = (
        *(f"{name}/*.json" for name in RECORD_COLLECTIONS),
        "scenes/*.json",
        "scenes/*/*.json",
    )
    for pattern in patterns:
        for path in folder.glob(pattern):
            relative = path.relative_to(folder)
            if not hidden(relative):
                yield relative.as_posix()


def hidden(relative: Path) -> bool:
    """Whether a file or a folder above it, within the catalog's folder, has a name that begins with a dot."""
    return any(part.startswith(".") for part in relative.parts)


def encoded(record_id: str) -> str:
    """An id as a name of a file or folder; `unquote` brings it back."""
    name = quote(record_id, safe=_SAFE)
    # Neither a hidden file nor a way out of the folder.
    return f"%2E{name[1:]}" if name.startswith(".") else name
