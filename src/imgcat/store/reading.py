"""Reading whole results out of a store."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from imgcat.store.aggregation import Count
from imgcat.store.protocol import Query, Store, StoredItem

PAGE = 1000
"""How many items are asked for at a time."""

_TERMS = 500  # values in one `in` condition


def every(store: Store, query: Query) -> Iterator[StoredItem]:
    """All items that match, page after page."""
    query = replace(query, limit=PAGE, counted=False)
    while True:
        page = store.search(query)
        yield from page.items
        if page.next is None:
            return
        query = replace(query, token=page.next)


def number_of(store: Store, query: Query) -> int:
    """How many items match, exactly, however many they are."""
    (counted,) = store.aggregate(query, (Count(),))
    if not isinstance(counted, int):
        raise TypeError(f"A count is a whole number; found {counted!r}.")
    return counted


def where(store: Store, collection: str, name: str, values: Iterable[str]) -> Iterator[StoredItem]:
    """The items of a collection whose property `name` is one of the values, however many they are."""
    rest = iter(sorted(set(values)))
    while some := list(islice(rest, _TERMS)):
        condition = {"op": "in", "args": [{"property": name}, some]}
        yield from every(store, Query(collections=(collection,), filter=condition))
