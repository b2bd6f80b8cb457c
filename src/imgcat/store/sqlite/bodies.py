"""Bodies as they were before they were compressed: those that were read last."""

import threading
from collections.abc import Iterable, Mapping

_MOST = 16 * 2**20
"""Bytes that are kept, of one index and whatever the number of its connections."""


class Bodies:
    """Bodies by the number of their item. An index does not change, so they stay true.

    The first to come is the first to go. Safe to use from several threads.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: dict[int, bytes] = {}
        self._size = 0
        self._lock = threading.Lock()

    def known(self, nums: Iterable[int]) -> dict[int, bytes]:
        """Those of the items that are kept."""
        with self._lock:
            kept = self._kept
            return {num: kept[num] for num in nums if num in kept}

    def keep(self, bodies: Mapping[int, bytes]) -> None:
        """Keep these, too."""
        with self._lock:
            for num, body in bodies.items():
                if num not in self._kept:
                    self._kept[num] = body
                    self._size += len(body)
            while self._size > self._most:
                first = next(iter(self._kept))
                self._size -= len(self._kept.pop(first))
