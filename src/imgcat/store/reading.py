"""Reading whole results out of a store."""

from collections.abc import Iterator
from dataclasses import replace

from imgcat.store.protocol import Query, Store, StoredItem

PAGE = 1000
"""How many items are asked for at a time."""


def every(store: Store, query: Query) -> Iterator[StoredItem]:
    """All items that match, page after page."""
    query = replace(query, limit=PAGE)
    while True:
        page = store.search(query)
        yield from page.items
        if page.next is None:
            return
        query = replace(query, token=page.next)
