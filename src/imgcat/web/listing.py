"""All records of a collection: for the addresses of their pages and files."""

from collections.abc import Iterator, Mapping

from imgcat.catalog.layout import encoded
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.store.protocol import Query, Sort, StoredItem
from imgcat.store.reading import every
from imgcat.web.site import Site


def records_of(site: Site, collection: str) -> Iterator[Mapping[str, str]]:
    """The names of the files of a collection's records, as values of the field `id`."""
    return (
        {"id": encoded(each)}
        for each in (site.once(_ids)[collection] if held(site, collection) else ())
    )


def files_of(site: Site, collection: str) -> Iterator[Mapping[str, str]]:
    """The same with the records that no search finds at the end: they are files of the catalog all the same."""
    yield from records_of(site, collection)
    yield from ({"id": encoded(each)} for owner, each in site.once(_retired) if owner == collection)


def scene_collections(site: Site) -> list[str]:
    """The ids of the collections that hold scenes."""
    return [line.id for line in site.contents.collections if line.id not in RECORD_COLLECTIONS]


def scenes(site: Site) -> Iterator[Mapping[str, str]]:
    """The values of the fields `collection` and `id` for every scene."""
    for collection in scene_collections(site):
        for values in records_of(site, collection):
            yield {"collection": encoded(collection), **values}


def held(site: Site, collection: str) -> tuple[Mapping[str, str], ...]:
    """The listing of what stands at one address if there is such a collection."""
    return ({},) if any(line.id == collection for line in site.contents.collections) else ()


def stored(site: Site, collection: str, item_id: str) -> StoredItem:
    """An item as it is stored, also one that was moved: what it left is a file like any other. Raises NotFound."""
    return site.once(_retired).get((collection, item_id)) or site.store.item(collection, item_id)


def all_items(site: Site, collection: str) -> Iterator[StoredItem]:
    """Every item of a collection in order of id, those that no search finds at the end."""
    yield from every(site.store, Query(collections=(collection,), sortby=(Sort("id"),)))
    yield from (item for key, item in site.once(_retired).items() if key[0] == collection)


class _Ids(dict[str, tuple[str, ...]]):
    """The ids of all that searches find in a collection; read when a collection is asked for, and then kept."""

    def __init__(self, site: Site) -> None:
        self._store = site.store

    def __missing__(self, collection: str) -> tuple[str, ...]:
        query = Query(collections=(collection,), sortby=(Sort("id"),))
        found = tuple(item.id for item in every(self._store, query))
        self[collection] = found
        return found


def _ids(site: Site) -> _Ids:
    return _Ids(site)


def _retired(site: Site) -> dict[tuple[str, str], StoredItem]:
    return {(item.collection, item.id): item for item in site.store.retired()}
