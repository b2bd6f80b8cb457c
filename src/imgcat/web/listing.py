"""All records of a collection: for the addresses of their pages and files."""

from collections.abc import Iterator, Mapping
from typing import cast

import orjson

from imgcat.catalog.layout import encoded
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.store.protocol import Query, Sort, StoredItem
from imgcat.store.reading import every
from imgcat.web.site import Site


def records_of(site: Site, collection: str) -> Iterator[Mapping[str, str]]:
    """The names of the files of a collection's records, as values of the field `id`."""
    return ({"id": encoded(each)} for each in site.once(_ids).get(collection, ()))


def files_of(site: Site, collection: str) -> Iterator[Mapping[str, str]]:
    """The same with the records that no search finds at the end: they are files of the catalog all the same."""
    yield from records_of(site, collection)
    yield from ({"id": encoded(each)} for owner, each in site.once(_retired) if owner == collection)


def scene_collections(site: Site) -> list[str]:
    """The ids of the collections that hold scenes."""
    return [each for each in site.once(_ids) if each not in RECORD_COLLECTIONS]


def scenes(site: Site) -> Iterator[Mapping[str, str]]:
    """The values of the fields `collection` and `id` for every scene."""
    for collection in scene_collections(site):
        for values in records_of(site, collection):
            yield {"collection": encoded(collection), **values}


def held(site: Site, collection: str) -> tuple[Mapping[str, str], ...]:
    """The listing of what stands at one address if there is such a collection."""
    return ({},) if collection in site.once(_ids) else ()


def stored(site: Site, collection: str, item_id: str) -> StoredItem:
    """An item as it is stored, also one that was moved: what it left is a file like any other. Raises NotFound."""
    return site.once(_retired).get((collection, item_id)) or site.store.item(collection, item_id)


def all_items(site: Site, collection: str) -> Iterator[StoredItem]:
    """Every item of a collection in order of id, those that no search finds at the end."""
    yield from every(site.store, Query(collections=(collection,), sortby=(Sort("id"),)))
    yield from (item for key, item in site.once(_retired).items() if key[0] == collection)


def _ids(site: Site) -> dict[str, tuple[str, ...]]:
    """The ids of all that searches find, by collection."""
    names = (cast(str, orjson.loads(body)["id"]) for body in site.store.collections())
    return {
        name: tuple(
            item.id for item in every(site.store, Query(collections=(name,), sortby=(Sort("id"),)))
        )
        for name in names
    }


def _retired(site: Site) -> dict[tuple[str, str], StoredItem]:
    return {(item.collection, item.id): item for item in site.store.retired()}
