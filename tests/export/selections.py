"""Selections for tests: items as a server would give them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from imgcat.api.exports import served_collections
from imgcat.api.links import Links
from imgcat.api.responses import item_bytes
from imgcat.export.selection import Selection, kinds_of
from imgcat.model.item import Json
from imgcat.store import Query, Store, StoredItem, lossless
from imgcat.store.reading import every

BASE = "https://example.org/catalog"
LINKS = Links(BASE)


def found(store: Store, query: Query) -> Selection:
    """What a store finds."""
    return Selection(
        items=Found(store, query),
        title="imgcat: a test",
        address=f"{BASE}/search?f=x",
        base=BASE,
        revision=store.revision,
        collections=served_collections(store, LINKS),
        kinds=kinds_of(query.collections),
    )


def of(*items: Mapping[str, Any], collections: Mapping[str, Json] | None = None) -> Selection:
    """Some items written out."""
    stored = [
        StoredItem(item["collection"], item["id"], lossless.dumps(dict(item))) for item in items
    ]
    return Selection(
        items=stored,
        title="imgcat: a test",
        address=f"{BASE}/search?f=x",
        base=BASE,
        revision="0123456789abcdef0123456789abcdef",
        collections=collections or {},
        kinds=kinds_of(item["collection"] for item in items),
    )


class Found(Iterable[StoredItem]):
    """The items that a store finds, as they are served; as often as somebody asks."""

    def __init__(self, store: Store, query: Query) -> None:
        self._store = store
        self._query = query

    def __iter__(self) -> Iterator[StoredItem]:
        for item in every(self._store, self._query):
            yield item._replace(body=item_bytes(item, LINKS))


def whole(parts: Iterable[bytes]) -> bytes:
    """All that a format writes."""
    return b"".join(parts)


def parsed(selection: Selection) -> list[Json]:
    """The items of a selection."""
    return [lossless.loads(item.body) for item in selection.items]
