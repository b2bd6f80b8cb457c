"""How many items match: counted once for a query, whatever page of it is asked for."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from imgcat.store.protocol import Query

_KEPT = 10_000


class Counts:
    """The latest counts by the fingerprint of their query. An index does not change, so they stay true."""

    def __init__(self) -> None:
        self._counts: OrderedDict[bytes, int | None] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, query: bytes, count: Callable[[], int | None]) -> int | None:
        """The count of the query, from `count` when it is not known."""
        with self._lock:
            if query in self._counts:
                self._counts.move_to_end(query)
                return self._counts[query]
        counted = count()
        with self._lock:
            self._counts[query] = counted
            if len(self._counts) > _KEPT:
                self._counts.popitem(last=False)
        return counted


def whole_collections(query: Query) -> bool:
    """Whether a query asks for no more than everything, or everything in some collections: that is known already."""
    restricting = (query.ids, query.bbox, query.intersects, query.datetime, query.filter)
    return not query.q and all(each is None for each in restricting)
