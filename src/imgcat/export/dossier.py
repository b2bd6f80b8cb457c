"""Records with all that they are tied to: what belongs into the file of one location, or of one series."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from imgcat.errors import NotFound
from imgcat.export.selection import Exported
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.store import Query, Store, StoredItem, lossless
from imgcat.store.reading import every

_POINTING = {
    LOCATIONS: ("ref:location",),
    REPORTS: ("ref:report", "ref:target_report"),
}
"""By what references are tied to a record of a collection."""


def dossier(store: Store, items: Iterable[StoredItem]) -> Iterator[StoredItem]:
    """The items, the references by which they are tied, and the records at the other end of these; each once.

    Ties are followed one step and no further: the reports on a place, but not the other places that these are about.
    """
    seen: set[tuple[str, str]] = set()
    found = _new(items, seen)
    yield from found
    references = _new((each for item in found for each in _references(store, item)), seen)
    yield from references
    ties = (tie for item in (*found, *references) for tie in _ties(item))
    for collection, item_id in ties:
        if (collection, item_id) not in seen:
            try:
                yield from _new([store.item(collection, item_id)], seen)
            except NotFound:
                # A scene that a record names need not be in the catalog.
                seen.add((collection, item_id))


def _new(items: Iterable[StoredItem], seen: set[tuple[str, str]]) -> list[StoredItem]:
    added = []
    for item in items:
        if (item.collection, item.id) not in seen:
            seen.add((item.collection, item.id))
            added.append(item)
    return added


def _references(store: Store, item: StoredItem) -> Iterator[StoredItem]:
    for name in _POINTING.get(item.collection, ()):
        condition: Mapping[str, Any] = {"op": "=", "args": [{"property": name}, item.id]}
        yield from every(store, Query(collections=(REFERENCES,), filter=condition))


def _ties(item: StoredItem) -> Iterator[tuple[str, str]]:
    """The records that an item names, as collection and id."""
    read = Exported(lossless.loads(item.body), "")
    if item.collection in (LOCATIONS, REPORTS, REFERENCES):
        yield from ((LOCATIONS, each) for each in read.texts("ref:locations"))
        yield from ((REPORTS, each) for each in read.texts("ref:reports"))
        for each in read.texts("ref:scenes"):
            collection, _, scene = each.partition("/")
            yield collection, scene
